"""The report as one page of HTML that needs nothing else: no script, no request, the plot as SVG."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from itemkit.certificates.report import words
from itemkit.certificates.report.contents import Contents
from itemkit.certificates.report.verdicts import Verdict
from itemkit.language import _, current

if TYPE_CHECKING:
    import jinja2

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_MOST_CIRCLES = 100
"""Deadlocks that are told one by one."""
_ROW, _BAR = 46, 10
_NOT_FOR_HTML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What HTML forbids, and marks that turn the direction of writing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the overview."""

    name: str
    value: int
    how: str


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
        policy=POLICY,
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
    return (files("itemkit.data") / "page.css").read_text("utf-8") + "\n" + own


def _clean(value: object) -> object:
    return _NOT_FOR_HTML.sub("\ufffd", value) if type(value) is str else value


@cache
def _template() -> "jinja2.Template":
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("itemkit.certificates.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"_": _, "row": _ROW, "bar_height": _BAR, "str": str}
    return environment.get_template("report.html")
