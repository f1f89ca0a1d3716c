"""Celery's filesystem transport for the embedded start, with messages that appear whole.

Kombu opens a message's file before it writes into it. A worker that looks in between reads an
empty file, and dies of it. Here a message is written beside its place and then renamed, and so is
the table of queues.
"""

import os
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps


def _write_whole(file: Path, content: Any) -> None:
    part = file.with_name(f"{file.name}.{uuid4().hex}.part")
    words = dumps(content)  # type: ignore[no-untyped-call]
    part.write_text(words, encoding="utf-8")
    os.replace(part, file)  # noqa: PTH105 - the call that promises to be atomic


class Channel(filesystem.Channel):
    """The parts of kombu's channel that write."""

    def _put(self, queue: str, message: Any, **_options: Any) -> None:  # type: ignore[override]
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        _write_whole(Path(self.data_folder_out) / name, message)

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        entry = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        table = self.get_table(exchange)  # type: ignore[no-untyped-call]
        if entry not in table:
            file = self._exchange_file(exchange)  # type: ignore[no-untyped-call]
            _write_whole(file, [entry, *table])


class Transport(filesystem.Transport):
    Channel = Channel


def use_for_files() -> None:
    """Let `filesystem://` mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"
