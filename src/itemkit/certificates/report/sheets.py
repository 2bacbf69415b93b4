"""The report as tables: for the terminal, and for a workbook that officers pass round."""

from collections.abc import Iterator
from dataclasses import dataclass

from itemkit.certificates.report import words
from itemkit.certificates.report.clearing import Cleared, Requirement, Sum
from itemkit.certificates.report.contents import Contents
from itemkit.certificates.report.to_cut import Change, Circle
from itemkit.certificates.report.verdicts import Verdict
from itemkit.language import _

Row = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table."""

    title: str
    columns: tuple[tuple[str, int], ...]
    """Each with its width in characters."""
    rows: tuple[Row, ...]


def sheets_of(contents: Contents) -> tuple[Sheet, ...]:
    """All tables for a workbook: the list, each requirement if they were asked for, deadlocks and changes, notes."""
    sheets = [_full_list(contents)]
    if contents.requirements is not None:
        sheets.append(requirements_sheet(contents))
    told = tuple((number, note) for number, note in enumerate(words.notes(contents), 1))
    return (*sheets, _knots(contents), sums_sheet(contents), Sheet(_("说明"), ((_("序号"), 7), (_("说明"), 110)), told))


def list_sheet(contents: Contents) -> Sheet:
    """The list of certificates for a terminal."""
    columns = (
        (_("证照"), 24),
        (_("处理方式"), 12),
        (_("各处要求"), 22),
        (_("事项"), 6),
        (_("减少材料"), 8),
        (_("索要单位"), 24),
        (_("开具单位"), 20),
        (_("证明什么"), 20),
    )
    rows = tuple(
        (
            one.name, words.decision(one.criterion) + one.criterion.sign, words.counted(one.verdicts), one.items,
            one.freed.materials, words.asked_by(one, 1), words.issued_by(one), words.proves(one, 3),
        )
        for one in contents.certificates
    )  # fmt: skip
    return Sheet(_("证明事项清单"), columns, rows)


def sums_sheet(contents: Contents) -> Sheet:
    """The sums by criterion, then by verdict and in all."""
    columns = (
        (_("处理方式"), 16),
        (_("清理标准"), 40),
        (_("证照种数"), 10),
        (_("要求"), 10),
        (_("减少材料"), 10),
        (_("减少事项"), 10),
    )
    clearing = contents.clearing
    rows = [_sum(one) for one in clearing.sums]
    rows.append(
        (
            _("合计"), "", len(clearing.certificates), sum(one.requirements for one in clearing.sums),
            clearing.freed.materials, clearing.freed.items,
        )
    )  # fmt: skip
    return Sheet(_("按清理标准"), columns, tuple(rows))


def _sum(one: Sum) -> Row:
    return (
        words.decision(one.criterion), words.reason(one.criterion), one.certificates, one.requirements,
        one.freed.materials, one.freed.items,
    )  # fmt: skip


def changes_sheet(contents: Contents) -> Sheet:
    """The fewest changes that undo the deadlocks."""
    columns = (
        (_("序号"), 6),
        (_("事项"), 26),
        (_("要的证照"), 22),
        (_("可以改为"), 40),
        (_("改后办得成的事项"), 10),
        (_("位置"), 40),
    )
    rows = tuple(
        (one.number, words.item_of(one), words.wanted(one), _instead(one), one.opened, _place(one))
        for one in contents.to_cut.changes
    )
    return Sheet(_("最少改动"), columns, rows)


def requirements_sheet(contents: Contents) -> Sheet:
    """A row a requirement."""
    columns = (
        (_("证明名称"), 28),
        (_("处理方式"), 16),
        (_("清理标准"), 34),
        (_("现在"), 12),
        (_("事项"), 36),
        (_("索要单位"), 28),
        (_("材料名称"), 34),
        (_("文件"), 44),
        (_("位置"), 24),
    )
    rows = [_requirement(one) for one in contents.requirements or ()]
    if contents.left_out:
        rows.append((_("另有 {count} 处没有列出").format(count=contents.left_out), *[""] * (len(columns) - 1)))
    return Sheet(_("要求明细"), columns, tuple(rows))


def _requirement(one: Requirement) -> Row:
    return (
        one.certificate, words.decision(one.criterion), words.reason(one.criterion), words.state_word(one.state),
        one.item, one.organ, one.material, one.path, one.pointer,
    )  # fmt: skip


def _full_list(contents: Contents) -> Sheet:
    columns = (
        (_("序号"), 7),
        (_("证明名称"), 28),
        (_("类别"), 8),
        (_("设定依据"), 36),
        (_("索要单位"), 30),
        (_("开具单位"), 26),
        (_("办理指南"), 30),
        (_("处理方式"), 14),
        (_("清理标准"), 32),
        (_("清理依据"), 36),
        (_("证明什么"), 28),
        (_("涉及事项"), 10),
        (_("要求"), 8),
        *((words.verdict_word(one), 10) for one in Verdict),
        (_("减少材料"), 10),
        (_("减少事项"), 10),
    )
    rows = tuple(_full_row(number, one) for number, one in enumerate(contents.certificates, 1))
    return Sheet(_("证明事项清单"), columns, rows)


def _full_row(number: int, one: Cleared) -> Row:
    return (
        number, one.name, words.kind_word(one.kind), words.listed(one.bases), words.asked_by(one, 5),
        words.issued_by(one), words.how_to_get(one), words.decision(one.criterion), words.reason(one.criterion),
        one.criterion.basis, words.proves(one), one.items, one.requirements,
        *(one.verdicts.get(verdict, 0) for verdict in Verdict), one.freed.materials, one.freed.items,
    )  # fmt: skip


def _knots(contents: Contents) -> Sheet:
    columns = (
        (_("种类"), 8),
        (_("序号"), 7),
        (_("事项"), 30),
        (_("要的证照"), 26),
        (_("内容"), 70),
        (_("改后办得成的事项"), 12),
        (_("文件"), 44),
        (_("位置"), 26),
    )
    cut = contents.to_cut
    rows: list[Row] = [("", "", "", "", words.bound(cut), "", "", "")]
    rows += [row for number, one in enumerate(cut.circles, 1) for row in _circle_rows(number, one)]
    rows += [
        (
            _("改动"), one.number, words.item_of(one), words.wanted(one), _instead(one), one.opened, one.spot.path,
            str(one.spot.place.pointer),
        )
        for one in cut.changes
    ]  # fmt: skip
    return Sheet(_("死结与最少改动"), columns, tuple(rows))


def _circle_rows(number: int, one: Circle) -> Iterator[Row]:
    first = one.spots[0]
    certificates = words.listed(one.certificates)
    yield (
        _("死结"), number, one.items[0], certificates, str(one.message), "", first.path, str(first.place.pointer)
    )  # fmt: skip


def _instead(change: Change) -> str:
    return _("；").join(map(str, change.instead))


def _place(change: Change) -> str:
    return f"{change.spot.path}:{change.spot.place.pointer}"
