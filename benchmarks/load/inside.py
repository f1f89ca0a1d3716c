"""A browser without a network: its requests are answered in this process."""

from urllib.parse import urlsplit

from flask import Flask

from benchmarks.load.answering import Answer, Browser


class InProcess(Browser):
    def __init__(self, app: Flask, cookie: str) -> None:
        self.client = app.test_client(use_cookies=False)
        self.cookie = cookie

    def close(self) -> None:
        """There is nothing to close."""

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        parts = urlsplit(path)
        answer = self.client.open(
            parts.path,
            method=method,
            query_string=parts.query,
            data=body,
            headers={"Cookie": f"session={self.cookie}"} | (headers or {}),
        )
        given = answer.headers.get("Set-Cookie", "")
        if given.startswith("session="):
            self.cookie = given.removeprefix("session=").partition(";")[0]
        return Answer(answer.status_code, answer.headers.get("Location", ""), answer.text)
