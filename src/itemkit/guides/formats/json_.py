"""A guide for programs: the page as data, by the published schema."""

import json
import re

from itemkit.guides.formats.data import guide_data
from itemkit.guides.formats.interface import Sheet

_HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which UTF-8 can't say."""


def write(sheet: Sheet) -> bytes:
    """A guide as JSON in UTF-8; text as it is."""
    text = json.dumps(guide_data(sheet), ensure_ascii=False, indent=1)
    return (_HALF.sub("\ufffd", text) + "\n").encode()
