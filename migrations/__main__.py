"""`./ik migration "add a thing"`: write what has changed in the models as a migration."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from ikparticipation import db, schema


def main(words: list[str]) -> int:
    """Compare the models with an empty database that all migrations so far have run on."""
    if not words:
        sys.exit('Say what changes: ./ik migration "add a thing"')
    with TemporaryDirectory() as folder:
        engine = db.connect(f"sqlite:///{Path(folder) / 'empty.db'}")
        schema.upgrade(engine)
        schema.write_revision(engine, " ".join(words))
        engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
