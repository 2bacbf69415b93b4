"""The columns of the tables that can be downloaded: the same in CSV, in workbooks, in JSON and on the page about them.

A column has an English key, which stays, and a Chinese heading, which is what people read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from itemkit.guides.context import GuideContext
from itemkit.guides.site.items import data_name
from itemkit.guides.site.rows import IN_FORCE, ItemRow
from itemkit.model.item import Item

Value = str | int | bool | tuple[str, ...] | None
"""None: not stated."""


class Kind(Enum):
    """What the values of a column are."""

    TEXT = "text"
    DAY = "day"
    """ISO 8601."""
    NUMBER = "number"
    YES = "yes"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """A column."""

    key: str
    title: str
    """Its heading."""
    note: str = ""
    kind: Kind = Kind.TEXT
    width: int = 12
    """In a workbook, in characters."""


def _of_item(key: str, note: str = "", kind: Kind = Kind.TEXT, width: int = 12) -> Column:
    """A column that is called like the field of an item."""
    return Column(key, Item.model_fields[key].title or key, note, kind, width)


COLUMNS: tuple[Column, ...] = (
    _of_item("code", "没有编码的只是预览", width=36),
    _of_item("name", width=44),
    _of_item("aliases", kind=Kind.LIST, width=24),
    _of_item("type"),
    _of_item("action"),
    _of_item("status"),
    _of_item("standard", "标准事项的基本编码", width=15),
    _of_item("organ", "统一社会信用代码", width=22),
    Column("organ_name", "实施主体名称", width=28),
    _of_item("region", "GB/T 2260 六位代码；事项没有写的取实施主体的", width=9),
    Column("region_name", "区划名称"),
    _of_item("level", width=9),
    _of_item("audience", kind=Kind.LIST, width=20),
    _of_item("themes", kind=Kind.LIST, width=16),
    _of_item("stages", kind=Kind.LIST, width=16),
    _of_item("handling", width=9),
    _of_item("reach"),
    Column("statutory_days", "法定办结时限", "数目，单位见下一列", Kind.NUMBER, 8),
    Column("statutory_unit", "法定时限单位", width=8),
    Column("promised_days", "承诺办结时限", "数目，单位见下一列", Kind.NUMBER, 8),
    Column("promised_unit", "承诺时限单位", width=8),
    Column("materials", "材料项数", "几样中任选一样的算一项", Kind.NUMBER, 8),
    Column("materials_from_everybody", "人人要交的材料", "其中不看情形、也不由窗口调取的", Kind.NUMBER, 8),
    _of_item("visits", "0 为不用到现场", Kind.NUMBER, 8),
    Column("fees", "收费项数", "0 为不收费", Kind.NUMBER, 8),
    Column("online", "可以网上办", "有网上办理地址的", Kind.YES, 8),
    _of_item("version", kind=Kind.NUMBER, width=6),
    Column("effective_from", "生效日期", kind=Kind.DAY),
    Column("assured_on", "核对日期", kind=Kind.DAY),
    Column("page", "办事指南", "网页的地址；不知道网站地址时相对于网站的首页", width=30),
    Column("data", "完整数据", "这个事项全部内容的 JSON", width=30),
)
"""The table of items, a row an item."""

CERTIFICATE_COLUMNS: tuple[Column, ...] = (
    COLUMNS[0],
    COLUMNS[1],
    Column("relation", "关系", "需要：办这个事项要用到这种证照；发给：办成以后发给这种证照"),
    Column("certificate", "证照"),
    Column("is_certain", "人人都要", "不看情形，也没有别的可以代替", Kind.YES),
    Column("is_fetched", "窗口调取", "由窗口通过数据共享取得，不用提交", Kind.YES),
)
"""The table of certificates, a row for each certificate that an item needs or gives."""


@dataclass(frozen=True, slots=True)
class Names:
    """What stands behind the codes of rows."""

    organs: Mapping[str, str]
    regions: Mapping[str, str]
    base_url: str
    """What the address of a page begins with; may be empty."""

    @classmethod
    def of(cls, context: GuideContext, base_url: str) -> "Names":
        """The names of a catalog."""
        organs = {uscc: one.name for uscc, one in context.organs.items() if one.name}
        return cls(organs, context.config.regions or {}, base_url)


def values_of(row: ItemRow, names: Names) -> tuple[Value, ...]:
    """The values of an item, one for each of `COLUMNS`."""
    statutory, promised = row.statutory, row.promised
    base = names.base_url
    return (
        row.code or None, row.title, row.aliases, row.type or None, row.action or None, row.status or IN_FORCE,
        row.standard or None, row.organ or None, names.organs.get(row.organ), row.region or None,
        names.regions.get(row.region), row.level or None, row.audience, row.themes, row.stages, row.handling or None,
        row.reach or None,
        statutory.days if statutory else None, statutory.unit if statutory else None,
        promised.days if promised else None, promised.unit if promised else None,
        _known(row.materials), row.bring if row.materials >= 0 else None, _known(row.visits), _known(row.fees),
        row.is_online, row.version or None, row.effective_from or None, row.assured_on or None,
        base + row.name, base + data_name(row.name),
    )  # fmt: skip


def _known(number: int) -> int | None:
    return number if number >= 0 else None


def each_certificate(row: ItemRow) -> tuple[tuple[Value, ...], ...]:
    """The rows of an item in the table of certificates, each with a value for each of `CERTIFICATE_COLUMNS`."""
    code = row.code or None
    needs = ((code, row.title, "需要", one.certificate, one.is_certain, one.is_fetched) for one in row.needs)
    return (*needs, *((code, row.title, "发给", one, None, None) for one in row.gives))


Shown = str | int


def cells_of(values: tuple[Value, ...]) -> list[Shown]:
    """Values as they stand in the cells of a table; empty where nothing is stated."""
    return [one if type(one) is str else _SHOWN[type(one)](one) for one in values]


_SHOWN: Mapping[type, Callable[..., Shown]] = {
    type(None): lambda _none: "",
    int: lambda number: number,
    bool: lambda is_so: "是" if is_so else "否",
    tuple: "；".join,
}
