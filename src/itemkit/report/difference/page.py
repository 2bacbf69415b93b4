"""A difference as one page of HTML that needs nothing else: no script, no request, the plot as SVG.

What differs is read here by people who decide: the verdict, the sums by element, the items with the most burdens
first, then each change with both sides beside each other.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TextIO

from itemkit.diff.effect import Effect
from itemkit.language import _, current
from itemkit.pages import NOTHING_ELSE, clean, environment, figures_style
from itemkit.report.difference import page_plot, words
from itemkit.report.difference.elements import tallies
from itemkit.report.difference.interface import DifferenceReport
from itemkit.report.difference.page_contents import contents_of
from itemkit.report.visible import encodable, visible

if TYPE_CHECKING:
    import jinja2


def write(report: DifferenceReport, out: TextIO) -> None:
    """Write the page."""
    sums, told = report.sums(), tallies(report)
    page = _template().render(
        language="zh-CN" if current() == "zh" else "en",
        policy=NOTHING_ELSE,
        style=_style(),
        report=report,
        sums=sums,
        tallies=told,
        bars=page_plot.bars(told),
        contents=contents_of(report),
        sides=words.sides(report),
    )
    out.write(encodable(page))


def _safe(value: object) -> object:
    """Text with what can't be seen made visible; what HTML forbids then is no longer there, or is replaced."""
    return clean(visible(value, keep="\n")) if type(value) is str else value


@cache
def _style() -> str:
    own = (files("itemkit.report.difference") / "templates" / "difference.css").read_text("utf-8")
    return figures_style() + "\n" + own


@cache
def _template() -> "jinja2.Template":
    made = environment("itemkit.report.difference", _safe)
    made.globals |= {"_": _, "words": words, "plot": page_plot, "Effect": Effect, "str": str}
    return made.get_template("difference.html")
