"""Names without what people write now so, now so: for telling whether two names are the same."""

import unicodedata

_LEFT_OUT = dict.fromkeys(map(ord, " \t\r\n\u3000()[]{}<>《》〈〉“”\"'‘’「」『』【】〔〕、,.。·;:_-—–~～"))


def plain_name(name: str) -> str:
    """``name`` without brackets, quotes, spaces and marks, full-width forms as half-width ones, letters lower case.

    >>> plain_name("《固定资产投资项目》节能审查（新办）") == plain_name("固定资产投资项目节能审查(新办)")
    True
    """
    return unicodedata.normalize("NFKC", name).translate(_LEFT_OUT).lower()
