"""Makes text from files safe to look at.

A name in a catalog may hold an escape sequence that repaints the terminal, a mark that turns the reading direction,
or half of a surrogate pair that no stream can encode. What people read goes through `visible`; what machines read
stays as it is, except that `encodable` replaces what UTF-8 cannot say.
"""

import re

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: str, keep: str = "") -> str:
    r"""``text`` with everything that cannot be seen, or that moves what can be seen, written out.

    ``\x1b`` becomes ``␛``, a line break ``␊``, a right-to-left override ``<U+202E>``. The joiners that emoji and some
    scripts need stay.

    Args:
        text: Any text.
        keep: Characters to leave alone.
    """
    return _HIDDEN.sub(lambda found: found[0] if found[0] in keep else _picture(found[0]), text)


def encodable(text: str) -> str:
    """``text`` with lone surrogates replaced by U+FFFD, so that writing it as UTF-8 cannot fail."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _picture(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    return "\u2421" if character == "\x7f" else f"<U+{ord(character):04X}>"
