"""Taking codes that files already carry into the ledger: after an import, or where a catalog begins to keep one.

What has moved or has another name since is followed. What two files claim, or what was retired, is left to a person.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from itemkit.findings import Message, msg
from itemkit.ledger.carriers import CANCELLED, Carrier, Carriers
from itemkit.ledger.ledger import Ledger, Row, is_text


class Clash(NamedTuple):
    """A file whose code can't be taken into the ledger."""

    path: str
    code: str
    reason: Message


@dataclass(frozen=True)
class Adopted:
    """What the ledger takes over."""

    new: list[Row] = field(default_factory=list)
    followed: list[Row] = field(default_factory=list)
    """Rows that have another path or name now."""
    clashes: list[Clash] = field(default_factory=list)


def adopt(carriers: Carriers, ledger: Ledger, day: str) -> Adopted:
    """What is to be taken over from the files.

    Args:
        carriers: all files that may carry a code.
        ledger: what was given before.
        day: today (ISO 8601).
    """
    adopted = Adopted()
    for code, several in sorted(carriers.by_code.items()):
        row = ledger.by_code.get(code)
        first = several[0]
        if len(several) > 1:
            adopted.clashes.extend(Clash(one.path, code, _shared(one, several)) for one in several)
        elif not first.well_formed:
            adopted.clashes.append(Clash(first.path, code, msg("文件有错：先用 itemkit validate 查看")))
        elif not is_text(first.path):
            adopted.clashes.append(Clash(first.path, code, msg("文件名不是 UTF-8，登记册里写不下：改名")))
        elif row is None:
            adopted.new.append(Row(code, first.kind, first.path, first.name, assigned=day))
        elif not row.is_active and first.status == CANCELLED:
            continue
        elif not row.is_active:
            adopted.clashes.append(
                Clash(first.path, code, msg("这个编码已在 {day} 退役，不能再用：另赋一个", day=row.retired))
            )
        elif row.kind != first.kind:
            adopted.clashes.append(Clash(first.path, code, msg("登记册里这是 {kind} 的编码", kind=row.kind)))
        elif (row.path, row.name) != (first.path, first.name):
            adopted.followed.append(row._replace(path=first.path, name=first.name))
    return adopted


def _shared(one: Carrier, several: list[Carrier]) -> Message:
    others = tuple(other.path for other in several if other is not one)
    return msg("{others} 也用这个编码：只能留一个", others=others)
