"""A difference for people at a terminal: what it comes to, then item by item, at last what only one side has."""

from collections.abc import Iterator
from typing import TextIO

from itemkit.diff.effect import Effect
from itemkit.diff.sides import Side
from itemkit.language import _
from itemkit.report.difference.folding import Line, Piece, hanging, painted, width_of
from itemkit.report.difference.interface import DifferenceReport, Located
from itemkit.report.difference.item_text import ACCEPTED, MARKS, STYLES, WIDE, Look, item_lines
from itemkit.report.difference.words import effect_word, failed, only_in, verdict
from itemkit.report.terminal import terminal
from itemkit.report.visible import encodable


def write(report: DifferenceReport, out: TextIO, *, limit: int = 0) -> None:
    """Write the difference; with a ``limit``, no more changes than that, and how many there are besides.

    Colours appear only on a terminal (or with ``FORCE_COLOR``), never with ``NO_COLOR``.
    """
    paint, width = terminal(out)
    look = Look(paint, width, wide=width >= WIDE)
    out.writelines(encodable(painted(line, paint)) + "\n" for line in _each_line(report, look, limit))


def _each_line(report: DifferenceReport, look: Look, limit: int) -> Iterator[Line]:
    yield from _head(report, look)
    left = limit or len(report.changes)
    one_sided: list[Located] = []
    for compared, changes in report.by_item():
        if compared.a is None or compared.b is None:
            one_sided += changes
        elif left > 0:
            yield []
            yield from item_lines(compared, changes[:left], look)
            left -= len(changes[:left])
    for side in (report.difference.a, report.difference.b):
        some = [one for one in one_sided if (one.b is None) == (side is report.difference.a)]
        if some and left > 0:
            yield []
            yield [Piece(only_in(report, side), "bold"), Piece(_("（{count}）").format(count=len(some)))]
            for one in some[:left]:
                yield from _alone(one, look)
            left -= len(some[:left])
    yield from _tail(report, look, limit)


def _head(report: DifferenceReport, look: Look) -> Iterator[Line]:
    difference = report.difference
    for letter, side in (("A", difference.a), ("B", difference.b)):
        yield from hanging([Piece(f"{letter} ", "bold")], [Piece(_title(side))], look.width)
    sums = report.sums()
    yield from hanging([], [Piece(verdict(report, sums), "bold")], look.width)
    for effect, several in ((Effect.BURDEN, sums.burdens), (Effect.EASE, sums.eases)):
        if several:
            told = _("{effect}合计 {measures}").format(
                effect=effect_word(effect), measures=_("、").join(map(str, several))
            )
            yield from hanging([Piece(f"  {MARKS[effect]} ", STYLES[effect])], [Piece(told)], look.width)
    if report.changes:
        yield from hanging([], [Piece(_subjects(report))], look.width)
    if difference.hidden:
        said = _("另有 {count} 处细节（窗口、电话、网址、编码等）没有列出：--all 全部列出")
        yield from hanging([], [Piece(said.format(count=difference.hidden), "dim")], look.width)


def _title(side: Side) -> str:
    return side.title if side.title == side.label or side.region else f"{side.title}（{side.label}）"


def _subjects(report: DifferenceReport) -> str:
    numbers = counts_of(report)
    parts = (
        (_("{count} 个有变化"), numbers["compared"]),
        (_("{count} 个没有变化"), numbers["same"]),
        (_("{count} 个只有 A 有"), numbers["only_a"]),
        (_("{count} 个只有 B 有"), numbers["only_b"]),
    )
    return _("事项：{told}").format(told=_("，").join(text.format(count=count) for text, count in parts if count))


def counts_of(report: DifferenceReport) -> dict[str, int]:
    """How many items and standards were compared and differ, are the same, or are on one side only."""
    compared = report.difference.compared
    return {
        "compared": sum(one.a is not None and one.b is not None for one in compared),
        "same": report.difference.same,
        "only_a": sum(one.b is None for one in compared),
        "only_b": sum(one.a is None for one in compared),
    }


def _alone(located: Located, look: Look) -> Iterator[Line]:
    """An item that the other side has not, on one line where it fits."""
    entry, effect = located.compared.entry, located.change.effect
    at = located.b or located.a
    mark = ACCEPTED if located.accepted else MARKS[effect]
    style = "dim" if located.accepted else STYLES[effect]
    lead = [Piece("  "), Piece(f"{mark} ", style)]
    if effect is not Effect.NEUTRAL:
        lead.append(Piece(f"{effect_word(effect)} ", style))
    pieces = [Piece(entry.name or entry.path)]
    if located.accepted:
        pieces.append(Piece("  " + _("已接受：{reason}").format(reason=located.accepted), "dim"))
    path = Piece(at.shown if at is not None else "", "dim")
    if width_of([*lead, *pieces]) + width_of([path]) + 2 <= look.width:
        yield from hanging(lead, [*pieces, Piece("  "), path], look.width)
    else:
        yield from hanging(lead, pieces, look.width)
        yield from hanging([Piece(" " * width_of(lead))], [path], look.width)


def _tail(report: DifferenceReport, look: Look, limit: int) -> Iterator[Line]:
    if limit and len(report.changes) > limit:
        said = _("还有 {count} 处没有列出：--limit 0 列出全部，-f json=FILE 把全部写入文件")
        yield []
        yield from hanging([], [Piece(said.format(count=len(report.changes) - limit))], look.width)
    if report.difference.unread:
        yield []
        yield [Piece(_("没有比较的文件（{count}）").format(count=len(report.difference.unread)), "bold")]
        sides = {"a": report.difference.a, "b": report.difference.b}
        for side, unread in report.difference.unread:
            told = [Piece(sides[side].shown(unread.path)), Piece(f"  {unread.reason}", "dim")]
            yield from hanging([Piece(f"  {side.upper()} ", "bold red")], told, look.width)
    if look.notes:
        yield []
        for text, number in look.notes.items():
            yield from hanging([Piece(f"[{number}] ", "cyan")], [Piece(text, "dim")], look.width)
    if told_failure := failed(report):
        yield []
        yield from hanging([], [Piece(told_failure, "bold red")], look.width)
