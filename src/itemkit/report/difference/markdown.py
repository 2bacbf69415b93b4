"""A difference as Markdown for a comment on a merge request, on GitHub or GitLab.

The verdict and the sums stand first, then what burdens and what is unclear; eases and what makes no difference are
folded. GitHub refuses a comment of more than 65,536 characters, so what does not fit is left out from the end, where
the least important is, and the comment says how much. Texts come from files: whatever Markdown or HTML could see in
them is escaped, and nobody is mentioned, no issue linked, by what somebody wrote in a catalog.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TextIO

from itemkit.diff.effect import Effect, Measure
from itemkit.diff.sides import Side
from itemkit.diff.whole import Compared
from itemkit.language import _
from itemkit.report.difference import words
from itemkit.report.difference.elements import Tally, tallies
from itemkit.report.difference.interface import At, DifferenceReport, Located
from itemkit.report.difference.marks import Part, Parts, marked, shortened
from itemkit.report.difference.values import lines
from itemkit.report.markdown import code, plain
from itemkit.report.visible import encodable

_MOST = 60_000
"""Characters of a comment, with some to spare: GitHub takes 65,536."""
_FOR_THE_END = 600
"""Characters kept for closing what is open and for saying what was left out."""
_LONGEST = 160
"""Characters of a value."""
_LONGEST_REASON = 200
_MOST_UNREAD = 10


def write(report: DifferenceReport, out: TextIO) -> None:
    """Write the comment."""
    out.write(encodable(_Comment(report).text()))


class _Comment:
    """A comment as it grows, up to as many characters as there may be."""

    def __init__(self, report: DifferenceReport) -> None:
        self.report = report
        self.left_out = dict.fromkeys(words.WORST_FIRST, 0)
        self._lines: list[str] = []
        self._size = 0

    def text(self) -> str:
        """All of it."""
        report, sums = self.report, self.report.sums()
        a, b = (code(side.title) for side in (report.difference.a, report.difference.b))
        self._add("### " + _("办事差异：{a} → {b}").format(a=a, b=b), "")
        self._add(f"**{plain(words.verdict(report, sums))}**", "")
        if failed := words.failed(report):
            self._add(plain(failed), "")
        self._unread()
        if told := [one for one in tallies(report) if one.counts[Effect.BURDEN] or one.counts[Effect.EASE]]:
            self._add(*_each_sum(told), "")
        self._groups()
        if any(self.left_out.values()):
            left = _("还有没有写进来的：{told}。itemkit diff -f html 有全部。").format(
                told=words.counted(self.left_out)
            )
            self._add(plain(left), "")
        return "\n".join(self._lines)

    def _groups(self) -> None:
        self._tables(self._with(Effect.BURDEN, Effect.UNCLEAR))
        self._folded(_("减轻的 {count} 处"), self._with(Effect.EASE))
        self._folded(_("已接受的 {count} 处"), [one for one in self.report.changes if one.accepted])
        self._folded(_("不影响办事人的 {count} 处"), self._with(Effect.NEUTRAL))

    def _with(self, *effects: Effect) -> list[Located]:
        return [one for one in self.report.changes if one.change.effect in effects and not one.accepted]

    def _folded(self, title: str, changes: Sequence[Located]) -> None:
        if not changes:
            return
        if not self._fits(title, " " * _LONGEST):
            self._leave_out(changes)
            return
        self._add("<details>", f"<summary>{title.format(count=len(changes))}</summary>", "")
        self._tables(changes)
        self._lines += ["</details>", ""]

    def _tables(self, changes: Sequence[Located]) -> None:
        """A table for each item that both sides have, those with the most burdens first; then the others."""
        both = [one for one in changes if one.a and one.b]
        groups = [list(group) for _key, group in groupby(both, key=lambda one: id(one.compared))]
        groups.sort(
            key=lambda some: [-sum(one.change.effect is effect for one in some) for effect in words.WORST_FIRST]
        )
        for some in groups:
            self._item(some[0].compared, some)
        for side, alone in (
            (self.report.difference.a, [one for one in changes if not one.b]),
            (self.report.difference.b, [one for one in changes if not one.a]),
        ):
            if alone:
                self._alone(side, alone)

    def _item(self, compared: Compared, changes: Sequence[Located]) -> None:
        ranked = sorted(changes, key=lambda one: words.WORST_FIRST.index(one.change.effect))
        sides = self.report.difference.a, self.report.difference.b
        files = [
            side.shown(one.path) for side, one in zip(sides, (compared.a, compared.b), strict=True) if one is not None
        ]
        heads = "", _("变化"), *map(plain, words.sides(self.report)), _("行号")
        head = (
            f"**{plain(compared.entry.name)}** {' → '.join(map(code, dict.fromkeys(files)))}",
            "", f"| {' | '.join(heads)} |", "|---|---|---|---|---|",
        )  # fmt: skip
        self._rows(head, ranked, _row)

    def _alone(self, side: Side, changes: Sequence[Located]) -> None:
        ranked = sorted(changes, key=lambda one: words.WORST_FIRST.index(one.change.effect))
        head = (
            f"**{plain(words.only_in(self.report, side))}**",
            "", f"| | {_('事项')} | {_('在哪里')} |", "|---|---|---|",
        )  # fmt: skip
        self._rows(head, ranked, partial(_alone_row, self.report, side))

    def _rows(self, head: Sequence[str], changes: Sequence[Located], row: Callable[[Located], str]) -> None:
        told = 0
        for one in changes:
            line = row(one)
            if not self._fits(line, *(head if not told else ())):
                break
            if not told:
                self._add(*head)
            self._add(line)
            told += 1
        if told:
            self._add("")
        self._leave_out(changes[told:])

    def _unread(self) -> None:
        unread = self.report.difference.unread
        if not unread:
            return
        sides = {"a": self.report.difference.a, "b": self.report.difference.b}
        self._add(_("有 {count} 个文件没有比：").format(count=len(unread)), "")
        for side, one in unread[:_MOST_UNREAD]:
            self._add(f"- {code(sides[side].shown(one.path))} {plain(str(one.reason))}")
        if len(unread) > _MOST_UNREAD:
            self._add("- " + _("另有 {count} 个没有列出").format(count=len(unread) - _MOST_UNREAD))
        self._add("")

    def _leave_out(self, changes: Sequence[Located]) -> None:
        for one in changes:
            self.left_out[one.change.effect] += 1

    def _fits(self, *some: str) -> bool:
        return self._size + sum(len(one) + 1 for one in some) <= _MOST - _FOR_THE_END

    def _add(self, *some: str) -> None:
        self._lines += some
        self._size += sum(len(one) + 1 for one in some)


def _each_sum(told: Sequence[Tally]) -> Iterator[str]:
    heads = _("要素"), words.effect_word(Effect.BURDEN), words.effect_word(Effect.EASE)
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|"
    for one in told:
        cells = (
            one.element.title,
            _sum(one.counts[Effect.BURDEN], one.burdens),
            _sum(one.counts[Effect.EASE], one.eases),
        )
        yield f"| {' | '.join(cells)} |"


def _sum(count: int, measures: Sequence[Measure]) -> str:
    if not count:
        return ""
    if not measures:
        return _("{count} 处").format(count=count)
    listed = _("、").join(plain(str(one)) for one in measures)
    return _("{count} 处（{measures}）").format(count=count, measures=listed)


def _row(one: Located) -> str:
    change = one.change
    first, second = ("\n".join(some) for some in lines(change))
    if change.before is None or change.after is None:
        sides = shortened((Part(first),), _LONGEST), shortened((Part(second),), _LONGEST)
    else:
        sides = marked(first, second, _LONGEST)
    told = [plain(words.sentence(change))]
    told += [f"**{plain(str(change.measure))}**"] if change.measure else []
    told += [plain(str(change.assumed))] if change.assumed else []
    told += [plain(_("接受的理由：{reason}").format(reason=one.accepted[:_LONGEST_REASON]))] if one.accepted else []
    cells = (
        words.effect_word(change.effect), "<br>".join(told), _cell(sides[0], "del"), _cell(sides[1], "ins"),
        _places(one),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _alone_row(report: DifferenceReport, side: Side, one: Located) -> str:
    told = [plain(one.compared.entry.name)]
    told += [plain(_("接受的理由：{reason}").format(reason=one.accepted[:_LONGEST_REASON]))] if one.accepted else []
    cells = (
        words.effect_word(one.change.effect),
        "<br>".join(told),
        code(words.whereabouts(report, side, one.compared.entry)),
    )
    return f"| {' | '.join(cells)} |"


def _cell(parts: Parts, tag: str) -> str:
    return "".join(f"<{tag}>{_lines(one.text)}</{tag}>" if one.is_marked else _lines(one.text) for one in parts)


def _lines(text: str) -> str:
    return "<br>".join(plain(line) for line in text.split("\n"))


def _places(one: Located) -> str:
    """The lines in both files that say something; of a file that is not the item's own, its path too."""
    change = one.change
    sides = (one.a, one.compared.a, change.before), (one.b, one.compared.b, change.after)
    return " → ".join(
        _place(at, entry is not None and at.spot.path == entry.path)
        for at, entry, value in sides
        if at is not None and value is not None
    )


def _place(at: At, is_own: bool) -> str:
    line = str(at.span.start.line)
    return line if is_own else code(f"{at.shown}:{line}")
