"""The form of the data files: JavaScript that hands one value to one function.

A page opened from a folder may not fetch anything, but may load scripts; so may a page whose policy allows only its own
scripts. The value is JSON in which no character can end a script or a line of it.
"""

from typing import Any

import msgspec

FOLDER = "search/"
_CALL, _END = b"itemkitSearch(", b");\n"
_encode = msgspec.json.Encoder(order="deterministic").encode
_ESCAPED = (
    (b"<", rb"\u003c"),
    ("\u2028".encode(), rb"\u2028"),
    ("\u2029".encode(), rb"\u2029"),
)
"""None of them occurs outside of a string."""


def data_file(stem: str) -> str:
    """The file's name below the site."""
    return f"{FOLDER}{stem}.js"


def to_script(stem: str, value: object) -> bytes:
    """The text of a data file; equal values give equal bytes.

    Args:
        stem: the file's name without folder and suffix, by which the page knows what has come.
        value: lists, texts, numbers, and dictionaries with keys of our own making.
    """
    encoded = _encode(value)
    for raw, escaped in _ESCAPED:
        if raw in encoded:
            encoded = encoded.replace(raw, escaped)
    return b'%s"%s",%s%s' % (_CALL, stem.encode(), encoded, _END)


def from_script(stem: str, content: bytes) -> Any:
    """The value of a data file.

    Raises:
        ValueError: it is no such file.
    """
    head = b'%s"%s",' % (_CALL, stem.encode())
    if not (content.startswith(head) and content.endswith(_END)):
        raise ValueError(f"not a data file: {stem}")
    return msgspec.json.decode(content[len(head) : -len(_END)])
