"""Reports about differences, made by hand, for the formats that people read."""

import io
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, TextIO

from itemkit.diff.change import Change
from itemkit.diff.compare import compare
from itemkit.diff.effect import Effect
from itemkit.diff.making import made
from itemkit.diff.pairing import Entry
from itemkit.diff.sides import Side
from itemkit.diff.whole import Compared, Difference, Spot, Told
from itemkit.findings import ROOT, Span, msg
from itemkit.report.difference.interface import At, DifferenceReport, Located
from itemkit.source.wholes import Unread

Data = dict[str, Any]

BEFORE: Data = {
    "name": "公共场所卫生许可",
    "materials": [{"name": "申请表", "original": 1}],
    "conditions": ["经营场所的选址、设计和装修都符合国家规定的卫生标准和要求"],
    "time_limit": {"statutory": {"days": 20, "unit": "工作日"}, "promised": {"days": 5, "unit": "工作日"}},
    "fees": [{"name": "证书工本费", "amount": 5}],
    "visits": 2,
    "faq": [{"q": "可以委托吗？", "a": "可以。"}],
}
AFTER: Data = BEFORE | {
    "materials": [{"name": "申请表", "original": 1}, {"name": "检测报告", "source": "中介机构出具", "copies": 2}],
    "conditions": ["经营场所的选址、设计和装修都符合地方规定的卫生标准和要求"],
    "time_limit": {"statutory": {"days": 21, "unit": "自然日"}, "promised": {"days": 10, "unit": "工作日"}},
    "fees": [{"name": "证书工本费", "amount": 10}],
    "visits": 1,
    "faq": [{"q": "可以委托吗？", "a": "可以，带委托书。"}],
}


def entry(name: str, path: str, kind: str = "item", organ: str = "", code: str = "") -> Entry:
    return Entry(kind, path, code, "", frozenset(), name, name, "", "", "", organ)


def side(label: str, prefix: str = "", region: str = "") -> Side:
    catalog = SimpleNamespace(settings={})
    tree: Any = SimpleNamespace(shown=lambda path: prefix + path, catalog=catalog)
    return Side(label, tree, (), region=region)


def both(name: str, changes: Sequence[Change], path: str = "items/甲.yaml", **more: Any) -> Compared:
    a = b = entry(name, path, **more)
    return Compared(a, b, tuple(Told(one, Spot(path, one.a), Spot(path, one.b)) for one in changes))


def alone(name: str, effect: Effect, path: str, *, added: bool, **more: Any) -> Compared:
    one, spot = entry(name, path, **more), Spot(path, ROOT)
    if added:
        change = made("item-added", ROOT, ROOT, None, name, effect=effect, name=name)
        return Compared(None, one, (Told(change, None, spot),))
    change = made("item-removed", ROOT, ROOT, name, None, effect=effect, name=name)
    return Compared(one, None, (Told(change, spot, None),))


def report(
    *compared: Compared,
    accepted: Mapping[str, str] = {},
    unread: Sequence[tuple[str, Unread]] = (),
    sides: tuple[Side, Side] | None = None,
    same: int = 0,
    **more: Any,
) -> DifferenceReport:
    """A report; every place of side A is in line 12, of side B in line 15.

    Args:
        compared: the items with their changes.
        accepted: reasons by the id of the kind of change.
        unread: files that were not compared.
        sides: the two sides; else two revisions.
        same: how many items are alike.
        more: of `DifferenceReport`.
    """
    a, b = sides or (side("v1", "v1:"), side("v2", "v2:"))
    changes = [
        Located(
            one,
            told.change,
            one.fingerprint(told),
            told.a and At(told.a, a.shown(told.a.path), Span.at(12, 1)),
            told.b and At(told.b, b.shown(told.b.path), Span.at(15, 1)),
            accepted.get(told.change.id, ""),
        )
        for one in compared
        for told in one.changes
    ]
    difference = Difference(a, b, list(compared), same=same, unread=list(unread))
    return DifferenceReport(difference, changes, "", **more)


def sample() -> DifferenceReport:
    """One item with changes of every effect, one of them accepted; one item new, one gone; one file unread."""
    return report(
        both("公共场所卫生许可", compare(BEFORE, AFTER), organ="市卫生健康局"),
        alone("老年人优待证", Effect.BURDEN, "items/乙.yaml", added=False),
        alone("残疾人证", Effect.EASE, "items/丙.yaml", added=True),
        accepted={"fee-higher": "成本上涨，市发改委已批复"},
        unread=[("b", Unread("items/丁.yaml", msg("读不了")))],
    )


def nothing() -> DifferenceReport:
    """Two sides that are alike."""
    return report(same=3)


def hostile(text: str) -> DifferenceReport:
    """The text wherever a file, a person or a revision can put one."""
    path = f"items/{text}.yaml"
    changes = [
        made("name-changed", ROOT, ROOT, text, text + "x"),
        made("material-added", ROOT, ROOT, None, {"name": text, "note": text}, name=text),
        made("condition-reworded", ROOT, ROOT, "长长的一段受理条件" + text, text + "长长的一段受理条件", name=text),
        made("fee-higher", ROOT, ROOT, 1, 2, name=text, assumed=msg("{text}", text=text), said=(text, text)),
        made("aliases-changed", ROOT, ROOT, [text], [text, text]),
        made("express-offered", ROOT, ROOT, None, True),
    ]
    return report(
        both(text, changes, path, organ=text, code=text),
        alone(text, Effect.BURDEN, path, added=False, organ=text),
        alone(text, Effect.NEUTRAL, path, added=True, organ=text, kind="standard"),
        accepted={"express-offered": text},
        unread=[("a", Unread(path, msg("{text}", text=text)))],
        sides=(side(text, text), side(text, text)),
        unused=(text,),
    )


def written(write: Callable[[DifferenceReport, TextIO], None], told: DifferenceReport) -> str:
    out = io.StringIO()
    write(told, out)
    return out.getvalue()
