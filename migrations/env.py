"""Alembic's entry. The connection is handed in by `ikparticipation.schema`."""

from alembic import context

import ikparticipation.app  # noqa: F401 - knows all models
from ikparticipation.db import Base, UTCDateTime


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write the column type the database sees, so that migrations need no code of ours."""
    is_time = kind == "type" and isinstance(item, UTCDateTime)
    return "sa.DateTime(timezone=True)" if is_time else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    compare_type=True,
    render_item=render_item,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
