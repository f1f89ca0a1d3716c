"""A new edition of the directory, whenever something in it may have changed."""

from typing import Any, cast
from uuid import uuid4

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from ikparticipation.db import insert_once
from ikparticipation.inventory.models import DirectoryEdition


def renew_directory(session: Session) -> None:
    """Let every web process read the directory anew, as soon as this transaction is stored.

    Call it last: until the commit others who renew it wait. Whoever forgets it is found out
    after `queries.offers.kept.MOST_AGE`. Changes of the register are seen without it.
    """
    token = uuid4()
    changed = session.execute(
        update(DirectoryEdition).values(token=token),
        execution_options={"synchronize_session": False},
    )
    if not cast("CursorResult[Any]", changed).rowcount:
        insert_once(session, DirectoryEdition(token=token), once="number")
