"""Tables as CSV (RFC 4180): UTF-8 with a mark at its beginning, else Excel takes it for GBK; no cell is a formula.

Almost every row needs neither quotes nor an apostrophe, and is written without looking at its cells one by one.
"""

import re
from collections.abc import Iterable, Sequence

from itemkit.guides.site.data.columns import Shown
from itemkit.pages import clean

MARK = b"\xef\xbb\xbf"
"""The byte order mark."""
_FORMULA = r"'*[=+\-@\t\r\n＝＋－＠]"
"""What a spreadsheet could take for a formula (OWASP, CSV injection), with any apostrophes that prevent it: as the
ledger has it, so that one rule reads both."""
_BEGINS_FORMULA = re.compile(_FORMULA)
_HAS_FORMULA = re.compile(r"\t'*[=+\-@＝＋－＠]")
"""The same in cells that are joined by tabs, and hold no tabs and ends of lines themselves."""
_QUOTED = re.compile('[",\r\n\t]')


def lines(rows: Iterable[Sequence[Shown]]) -> bytes:
    """Rows, each with CRLF at its end."""
    return "".join(map(_line, rows)).encode()


def _line(cells: Sequence[Shown]) -> str:
    joined = str(clean("\t".join(["", *map(str, cells)])))
    is_plain = "," not in joined and '"' not in joined and "\n" not in joined and "\r" not in joined
    if is_plain and joined.count("\t") == len(cells) and not _HAS_FORMULA.search(joined):
        return joined[1:].replace("\t", ",") + "\r\n"
    return ",".join(_cell(str(clean(str(one)))) for one in cells) + "\r\n"


def _cell(text: str) -> str:
    guarded = f"'{text}" if _BEGINS_FORMULA.match(text) else text
    return '"{}"'.format(guarded.replace('"', '""')) if _QUOTED.search(guarded) else guarded
