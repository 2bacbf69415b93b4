"""The file that a Word document is: a zip whose bytes must not depend on when and where it was made."""

import io
import zipfile
from pathlib import PurePosixPath

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a zip can tell."""
MOST_BYTES = 50_000_000
"""What a template may hold when unpacked: far more than any, less than what hurts."""


def reproducible(packed: bytes, *, compressed: bool = True) -> bytes:
    """The same document with nothing in it of the moment: no times, one order, one way of packing.

    Args:
        packed: a document as python-docx saves it.
        compressed: False leaves the parts as they are: larger, and the same whatever zlib a machine has.
    """
    stream = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(stream, "w", method) as new:
        for name in sorted(old.namelist(), key=_place):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = method, 3, 0o600 << 16
            new.writestr(entry, old.read(name))
    return stream.getvalue()


def _place(name: str) -> tuple[bool, str]:
    """The list of content types comes first, where readers look for it."""
    return PurePosixPath(name).name != "[Content_Types].xml", name


def is_small(packed: bytes) -> bool:
    """Whether a zip stays within measure when unpacked; False for what is no zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as one:
            return sum(entry.file_size for entry in one.infolist()) <= MOST_BYTES
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False
