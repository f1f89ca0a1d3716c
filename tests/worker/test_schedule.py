"""What the clock starts exists, and does what it says."""

import ast
from pathlib import Path

from tests.conftest import make_settings
from worker import schedule

TASKS = Path(schedule.__file__).with_name("tasks.py")


def names_of_tasks():
    """Names in `@celery.task(name="…")`; importing the module would start a whole application."""
    return {
        keyword.value.value
        for node in ast.walk(ast.parse(TASKS.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        for keyword in decorator.keywords
        if keyword.arg == "name"
    }


def test_every_entry_names_a_task(tmp_path):
    entries = schedule.schedule(make_settings("sqlite://", tmp_path)).values()

    assert {entry["task"] for entry in entries} <= names_of_tasks()
    assert "worker.reopen_deferrals" in {entry["task"] for entry in entries}


def test_an_old_message_is_dropped(tmp_path):
    for entry in schedule.schedule(make_settings("sqlite://", tmp_path)).values():
        assert entry["options"]["expires"] >= entry["schedule"]
