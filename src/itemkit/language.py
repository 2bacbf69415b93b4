"""The language that itemkit speaks: Chinese as written in the source, English through gettext.

``ITEMKIT_LANG`` chooses: ``zh`` (default) or ``en``. Texts of findings are kept as a template and its values
(`itemkit.findings.Message`) and are put into words only when they are shown, so that a stored finding can be read
in either language.
"""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")

_SPOKEN: ContextVar[str] = ContextVar("_SPOKEN", default="")
"""Whatever the environment asks for; empty: what it asks for."""


def current() -> str:
    """The language asked for by the environment when first needed: ``zh`` or ``en``; anything else counts as ``zh``."""
    return _SPOKEN.get() or _asked()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak one of `LANGUAGES` whatever the environment asks for: pages for citizens are the same wherever made."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


@cache
def _asked() -> str:
    asked = os.environ.get("ITEMKIT_LANG", "zh").replace("-", "_").split("_")[0].lower()
    return asked if asked in LANGUAGES else "zh"


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    folder = Path(__file__).parent / "locale"
    return gettext.translation("itemkit", folder, [language], fallback=language == "zh")


def _(text: str) -> str:
    """``text`` in the current language. The source texts are Chinese."""
    return _catalog(current()).gettext(text)


def mark(text: str) -> str:
    """``text`` unchanged; marks it for the message catalog where it is translated later."""
    return text
