"""The bare route that everything is measured against: what the server itself costs."""

from flask import Flask

app = Flask("hello")


@app.get("/healthz")
@app.get("/")
def hello() -> str:
    return "hello"
