"""Where the items of a generated catalog belong: real regions and made-up organs, the same for the same number.

A region has 30 organs and an organ 50 items, so that a region is as large as a county's list and 200,000 items are
about as many regions as a large province has.
"""

from dataclasses import dataclass
from functools import cache

from stdnum.cn import uscc

from itemkit.model.regions import Region, full_name, regions

ITEMS_AN_ORGAN = 50
ORGANS_A_REGION = 30
_FIRST = "440000"  # the others follow in the order of their codes, and then those before

_BUREAUS = [
    "发展改革局",
    "教育局",
    "科技局",
    "工业和信息化局",
    "民族宗教事务局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源社会保障局",
    "自然资源局",
    "生态环境局",
    "住房城乡建设局",
    "交通运输局",
    "水务局",
    "农业农村局",
    "商务局",
    "文化广电旅游局",
    "卫生健康局",
    "退役军人事务局",
    "应急管理局",
    "审计局",
    "市场监督管理局",
    "体育局",
    "统计局",
    "医疗保障局",
    "城市管理局",
    "林业局",
    "国防动员办公室",
    "档案局",
]


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that carries out items."""

    uscc: str
    """Its unified social credit code, with the right check character."""
    name: str
    region: Region
    department: str
    """Two digits, the department's place in an item's base code."""


@cache
def _in_force() -> list[Region]:
    """Every region that has an administration, a city with its districts and counties behind it."""
    each = [one for one in regions() if not one.until and not one.kind and one.level in {"省级", "市级", "县级"}]
    start = next(place for place, one in enumerate(each) if one.code == _FIRST)
    return each[start:] + each[:start]


def region(number: int) -> Region:
    """The region with this number, from 0."""
    return _in_force()[number % len(_in_force())]


def organ(number: int) -> Organ:
    """The organ with this number, from 0."""
    place, bureau = divmod(number, ORGANS_A_REGION)
    where = region(place)
    body = f"11{where.code}{number:08}0"
    name = f"{full_name(where.code)}{_BUREAUS[bureau]}"
    return Organ(f"{body}{uscc.calc_check_digit(body)}", name, where, f"{bureau + 1:02}")
