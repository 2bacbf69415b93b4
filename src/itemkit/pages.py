"""How pages are made of templates: everything escaped, nothing that HTML forbids, the look of pages with figures.

It stands below all rooms, because several of them make pages and none of them may know another.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2

NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The Content-Security-Policy of a page that carries its style, has no script and loads nothing."""
_NOT_FOR_HTML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What HTML forbids (control characters, halves of surrogate pairs, non-characters), and marks that turn the direction
of writing, which can make a text read as another one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the overview that a page begins with."""

    name: str
    value: int | str
    how: str
    """What it is made of, or in how many; may be empty."""


def clean(value: object) -> object:
    """Text without the characters that must not stand in HTML; each becomes U+FFFD."""
    return _NOT_FOR_HTML.sub("\ufffd", value) if type(value) is str else value


def figures_style() -> str:
    """The style of pages with figures, plots and tables."""
    return (files("itemkit.data") / "page.css").read_text("utf-8") + "\n" + plots_style()


def plots_style() -> str:
    """The style of plots alone, for pages that have a look of their own."""
    return (files("itemkit.data") / "plots.css").read_text("utf-8")


def environment(package: str, finalize: Callable[[object], object] = clean) -> "jinja2.Environment":
    """For the templates of a package, in its folder ``templates``; pages with figures extend ``figures.html``.

    Args:
        package: such as ``itemkit.stats``.
        finalize: what becomes of each value before it is escaped.
    """
    import jinja2

    return jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(package), jinja2.PackageLoader("itemkit.data")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
