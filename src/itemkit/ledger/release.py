"""The life of a code after it was given: released (发布) with a version, retired for good."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from itemkit.findings import Message, msg
from itemkit.ledger.carriers import Carrier, Carriers
from itemkit.ledger.ledger import Ledger, Row
from itemkit.source.catalog import CatalogError

_IN_FORCE = "在用"


class Held(NamedTuple):
    """A file that is not released, and why."""

    path: str
    reason: Message


@dataclass(frozen=True)
class Released:
    """What is recorded as published."""

    rows: list[Row] = field(default_factory=list)
    """Rows with a new version, digest, path or name."""
    same: int = 0
    """How many are in force and released already as they are."""
    held: list[Held] = field(default_factory=list)


def release(carriers: Carriers, ledger: Ledger, *, only: Callable[[str], bool] = lambda _path: True) -> Released:
    """What every item in force is to be recorded as.

    A content that is not the one released before needs a higher version: other systems go by it (task_version).

    Args:
        carriers: all items and standards.
        ledger: the ledger.
        only: whether a file is meant.
    """
    rows: list[Row] = []
    held: list[Held] = []
    same = 0
    for one in carriers.each:
        if one.kind != "item" or one.status != _IN_FORCE or not only(one.path):
            continue
        told = _row_of(one, carriers, ledger)
        if isinstance(told, Message):
            held.append(Held(one.path, told))
        elif told == ledger.by_code[one.code]:
            same += 1
        else:
            rows.append(told)
    return Released(rows, same, held)


def _row_of(one: Carrier, carriers: Carriers, ledger: Ledger) -> Row | Message:
    row = ledger.by_code.get(one.code)
    reasons = (
        (not one.well_formed, msg("文件有错：先用 itemkit validate 查看")),
        (not one.code, msg("没有编码：先用 itemkit codes assign 赋码")),
        (len(carriers.by_code.get(one.code, ())) > 1, msg("编码 {code} 有几个文件在用", code=one.code)),
        (row is None, msg("编码 {code} 不在登记册里：先用 itemkit codes adopt 登记", code=one.code)),
        (row is not None and not row.is_active, msg("编码 {code} 已经退役", code=one.code)),
    )
    reason = next((message for is_so, message in reasons if is_so), None)
    if reason is not None or row is None:
        return reason or msg("没有编码：先用 itemkit codes assign 赋码")
    version = one.version or 1
    if row.digest and row.digest != one.digest and version <= int(row.version or 0):
        return msg(
            "内容和上次发布的不一样，版本还是 {version}：把 version 改成 {wanted}",
            version=version,
            wanted=int(row.version or 0) + 1,
        )
    return row._replace(version=str(version), digest=one.digest, path=one.path, name=one.name)


def retire(ledger: Ledger, code: str, replaced_by: str, reason: str, day: str) -> Row:
    """The row of a code that is not to be used any more.

    Args:
        ledger: the ledger.
        code: which.
        replaced_by: the code of what takes its place; empty if nothing does.
        reason: why; not empty.
        day: today (ISO 8601).

    Raises:
        CatalogError: there is no such code, it is retired already, or its successor is none.
    """
    row = ledger.by_code.get(code)
    if row is None:
        raise CatalogError(msg("登记册里没有编码 {code}", code=code))
    if not row.is_active:
        raise CatalogError(msg("编码 {code} 已在 {day} 退役：{reason}", code=code, day=row.retired, reason=row.reason))
    if sum(one.code == code for one in ledger.rows) > 1:
        raise CatalogError(msg("登记册里编码 {code} 有几行：先用 itemkit codes assign --renumber 分开", code=code))
    if not reason.strip():
        raise CatalogError(msg("写明退役的原因：--reason"))
    if replaced_by:
        successor = ledger.by_code.get(replaced_by)
        if successor is None or not successor.is_active or replaced_by == code or successor.kind != row.kind:
            raise CatalogError(msg("{code} 不能接替：要是登记册里另一个在用的同类编码", code=replaced_by))
    return row._replace(status="retired", retired=day, replaced_by=replaced_by, reason=" ".join(reason.split()))
