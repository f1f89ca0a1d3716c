"""An archive that is the same, byte for byte, whenever and wherever it is made."""

import zipfile
from io import BytesIO

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name."""
_FIRST = "[Content_Types].xml"


def packed(data: bytes) -> bytes:
    """Return an Office file with nothing of the moment in it: fixed times, sorted parts."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            part = zipfile.ZipInfo(name, OLDEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 3
            part.external_attr = 0o600 << 16
            archive.writestr(part, source.read(name))
    return target.getvalue()
