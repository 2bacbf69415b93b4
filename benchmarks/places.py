"""Where the items of a generated catalog belong: made-up regions and organs, the same for the same number.

A region has 30 organs and an organ 50 items, so that a region is as large as a county's list and 200,000 items are
about as many regions as a large province has. The names are made up; only the form of the codes is real.
"""

from dataclasses import dataclass
from functools import lru_cache

from stdnum.cn import uscc

ITEMS_AN_ORGAN = 50
ORGANS_A_REGION = 30
_REGIONS_A_PROVINCE = 1_000
_REGIONS_A_CITY = 20
_FIRST_PROVINCE = 44

_FIRST = "云清安宁平兴德江永和新石龙泉阳青白金南东海高长广"
_SECOND = "川溪浦湖山陵州城林原塘河坪岭洲港源桥湾田峰沙水康"
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
class Region:
    """A province, a city or a county."""

    code: str
    """Six digits in the form of GB/T 2260."""
    name: str
    level: str
    """The word for the level of exercise."""


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that carries out items."""

    uscc: str
    """Its unified social credit code, with the right check character."""
    name: str
    region: Region
    department: str
    """Two digits, the department's place in an item's base code."""


@lru_cache(maxsize=1_000)
def region(number: int) -> Region:
    """The region with this number, from 0: a province, then its first city, that city's counties, and so on."""
    province, within = divmod(number, _REGIONS_A_PROVINCE)
    city, county = divmod(within - 1, _REGIONS_A_CITY)
    head = f"{_FIRST_PROVINCE + province:02}"
    name = _FIRST[number % len(_FIRST)] + _SECOND[number // len(_FIRST) % len(_SECOND)]
    if not within:
        return Region(f"{head}0000", f"{name}省", "省级")
    if not county:
        return Region(f"{head}{city + 1:02}00", f"{name}市", "市级")
    return Region(f"{head}{city + 1:02}{county:02}", f"{name}县", "县级")


def organ(number: int) -> Organ:
    """The organ with this number, from 0."""
    place, bureau = divmod(number, ORGANS_A_REGION)
    where = region(place)
    body = f"11{where.code}{number:08}0"
    return Organ(f"{body}{uscc.calc_check_digit(body)}", where.name + _BUREAUS[bureau], where, f"{bureau + 1:02}")
