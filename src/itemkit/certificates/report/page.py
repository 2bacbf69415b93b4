"""The report as one page of HTML that needs nothing else: no script, no request, the plot as SVG."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from itemkit.certificates.report import words
from itemkit.certificates.report.contents import Contents
from itemkit.certificates.report.verdicts import Verdict
from itemkit.language import _, current
from itemkit.pages import NOTHING_ELSE, Figure, environment, figures_style

if TYPE_CHECKING:
    import jinja2

_MOST_CIRCLES = 100
"""Deadlocks that are told one by one."""
_ROW, _BAR = 46, 10


@dataclass(frozen=True, slots=True)
class Bar:
    """How many requirements have a criterion."""

    label: str
    verdict: Verdict
    count: int
    y: int
    """Of the top of its text, in pixels."""
    width: str
    """In percent of the whole width."""


def page(contents: Contents) -> str:
    """The page."""
    cut = contents.to_cut
    return _template().render(
        language="zh-CN" if current() == "zh" else "en",
        policy=NOTHING_ELSE,
        style=_style(),
        contents=contents,
        figures=_figures(contents),
        bars=_bars(contents),
        circles=cut.circles[:_MOST_CIRCLES],
        hidden_circles=max(0, len(cut.circles) - _MOST_CIRCLES),
        words=words,
    )


def _figures(contents: Contents) -> list[Figure]:
    clearing, cut = contents.clearing, contents.to_cut
    burdens = sum(count for state, count in clearing.states.items() if state.is_burden)
    asked = _("{burdens} 处要申请人提交或者出示").format(burdens=burdens)
    figures = [
        Figure(_("证照种数"), len(clearing.certificates), ""),
        Figure(_("要求的处数"), sum(clearing.states.values()), asked),
        Figure(_("可以减少的材料"), clearing.freed.materials, _items(clearing.freed.items)),
    ]
    for verdict, freed in clearing.by_verdict.items():
        name = _("其中{verdict}").format(verdict=words.verdict_word(verdict))
        how = _items(freed.items)
        if verdict is Verdict.CUT and clearing.unfounded.materials:
            how = _("其中 {count} 份写得出依据就保留").format(count=clearing.unfounded.materials)
        figures.append(Figure(name, freed.materials, how))
    figures.append(Figure(_("办不成的事项"), cut.blocked, _("最少改 {count} 处").format(count=cut.count)))
    return figures


def _items(count: int) -> str:
    return _("涉及 {count} 个事项").format(count=count)


def _bars(contents: Contents) -> list[Bar]:
    sums = contents.clearing.sums
    most = max((one.requirements for one in sums), default=1)
    return [
        Bar(
            _("{verdict}：{reason}").format(verdict=words.decision(one.criterion), reason=words.reason(one.criterion)),
            one.criterion.verdict,
            one.requirements,
            number * _ROW,
            f"{100 * one.requirements / most:.2f}%",
        )
        for number, one in enumerate(sums)
    ]


@cache
def _style() -> str:
    own = (files("itemkit.certificates.report") / "templates" / "report.css").read_text("utf-8")
    return figures_style() + "\n" + own


@cache
def _template() -> "jinja2.Template":
    made = environment("itemkit.certificates.report")
    made.globals |= {"_": _, "row": _ROW, "bar_height": _BAR, "str": str}
    return made.get_template("report.html")
