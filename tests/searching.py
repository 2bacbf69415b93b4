"""A site that is nothing but its search: made-up rows, the page to search them, and what ought to be found."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

import jinja2

from itemkit.guides.search import Findable, initials, search_files
from itemkit.guides.search.folding import fold

_BASE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self';
img-src 'self' data:; form-action 'self'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% block title %}{% endblock %}</title><link rel="stylesheet" href="style.css">{% block scripts %}{% endblock %}
</head><body><main id="main" class="frame">{% block main %}{% endblock %}</main></body></html>"""
_PAGE = '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>页</title><p>办事指南</p></html>'

_REGIONS = {
    f"44{number:02d}00": f"{name}市" for number, name in enumerate("广深珠汕佛韶河梅惠汕东中江阳湛茂肇清潮揭云", 1)
}
_OFFICES = (
    "卫生健康",
    "市场监督管理",
    "公安",
    "民政",
    "司法",
    "自然资源",
    "住房和城乡建设",
    "交通运输",
    "教育",
    "农业农村",
)
_SUBJECTS = (
    "公共场所卫生", "医疗机构执业", "食品经营", "药品零售", "特种设备使用", "道路旅客运输", "机动车驾驶证", "居民身份证", "社会团体成立",
    "律师执业", "建设用地规划", "商品房预售", "教师资格", "民办学校", "农药经营", "种子生产", "临时海域使用", "无线电台设置", "排水许可证",
    "户外广告设施", "会计师事务所", "银行卡", "重庆火锅店", "出租汽车", "危险化学品", "烟花爆竹", "劳务派遣", "人力资源服务", "旅行社",
    "娱乐场所", "游泳场所", "宗教活动场所", "印刷企业", "音像制品", "文物保护单位", "取水", "河道采砂", "水利工程", "渔业捕捞", "林木采伐",
)  # fmt: skip
_ACTS = ("许可", "备案", "审批", "登记", "核准", "认定", "延续", "变更", "注销", "补发")
_CASES = (
    "",
    "（新办）",
    "（个人）",
    "（单位）",
    "（首次申请）",
    "（遗失补办）",
    "（２类）",
    "（C1）",
    "（含分支机构）",
    "（委托下放）",
)
_ORGANS = {
    f"11{region}{number:09d}J": f"{place}{office}局" for (region, place), (number, office) in product(_REGIONS.items(), enumerate(_OFFICES))
}  # fmt: skip
REGIONS: Mapping[str, str] = _REGIONS
ORGANS: Mapping[str, str] = _ORGANS


def made_rows(count: int, seed: int = 1) -> list[Findable]:
    """Rows as a province has them: the same names in many places, some of a place's own; always the same for a seed."""
    chance = random.Random(seed)
    organs = list(ORGANS)
    spelled = {part: initials(part) for part in (*_SUBJECTS, *_ACTS, *_CASES, *REGIONS.values())}
    rows = []
    for number in range(count):
        organ = organs[number % len(organs)]
        region = organ[2:8]
        parts = [chance.choice(_SUBJECTS), chance.choice(_ACTS), chance.choice(_CASES)]
        if number % 7 == 0:
            parts.insert(0, REGIONS[region])
        code = f"{organ}344{number % 10}{chance.randrange(100):02d}{number:07d}{'' if number % 3 else '01'}"
        rows.append(
            Findable(
                f"i/{code}.html", "".join(parts), "".join(spelled[part] for part in parts),
                "标准事项" if number % 50 == 3 else "事项",
                (f"{parts[0][:2]}{parts[-2]}证",) if number % 5 == 0 else (), code, region, organ,
                chance.choice(("行政许可", "行政确认", "公共服务")), chance.choice((("个人",), ("经营主体",), ("个人", "经营主体"))),
                ("准入准营",) if number % 4 == 0 else (),
            )
        )  # fmt: skip
    return rows


def write_site(folder: Path, rows: Iterable[Findable], *, pages: bool = False) -> Path:
    """Write the page of the search and its files, and the pages that it leads to if wanted; gives the folder."""
    given = list(rows)
    contents = dict(search_files(given, REGIONS, ORGANS))
    contents["search.html"] = search_page().encode()
    contents["style.css"] = stylesheet().encode()
    if pages:
        contents |= {row.href: _PAGE.encode() for row in given} | {"all.html": _PAGE.encode()}
    for name, content in contents.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def search_page() -> str:
    """The page of the search in the simplest frame."""
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.DictLoader({"base.html": _BASE}), jinja2.PackageLoader("itemkit.guides")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("search.html").render(top="", lists={"all.html": "按地区和机构"})


def stylesheet() -> str:
    """The style of the site with that of the search."""
    folder = Path(__file__).parents[1] / "src/itemkit/guides/templates"
    return "".join((folder / name).read_text("utf-8") for name in ("style.css", "search.css"))


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for."""

    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()


class Oracle:
    """Finds by a plain look at every row."""

    def __init__(self, rows: Iterable[Findable], *, is_indexed: bool) -> None:
        self._rows = [
            (
                row,
                "\n".join(
                    map(_fold, (row.title, *row.aliases, REGIONS.get(row.region, ""), ORGANS.get(row.organ, "")))
                ),
                row.code.lower(),
            )
            for row in rows
        ]
        self._is_indexed = is_indexed
        """Whether there are so many rows that not every part of a code is looked for."""

    def found(self, question: Question) -> list[str]:
        """The addresses of all that is found, sorted."""
        words = [word for word in map(fold, question.text.split()) if word]
        return sorted(
            row.href
            for row, names, code in self._rows
            if all(self._has(word, row, names, code) for word in words) and _is_chosen(row, question.filters)
        )

    def _has(self, word: str, row: Findable, names: str, code: str) -> bool:
        if word in names:
            return True
        if not (word.isascii() and word.isalnum()):
            return False
        if word == code or (len(word) > 1 and word in row.initials):
            return True
        if self._is_indexed:
            return (len(word) >= 8 and code.startswith(word)) or (len(code) >= 31 and code[19:31] == word)
        return len(word) >= 4 and word in code


_fold = lru_cache(maxsize=1 << 18)(fold)


def _is_chosen(row: Findable, filters: Iterable[tuple[str, str]]) -> bool:
    several = {"audience": row.audiences, "theme": row.themes}
    return all(value in several[name] if name in several else value == getattr(row, name) for name, value in filters)


def questions(rows: Sequence[Findable], count: int, seed: int = 2) -> Iterator[Question]:
    """What people may ask of these rows, of every sort; always the same for a seed."""
    chance = random.Random(seed)
    for number in range(count):
        row = chance.choice(rows)
        texts = _texts(chance, row)
        yield Question(texts[number % len(texts)], tuple(_filters(chance, row)) if number % 3 == 2 else ())


def _texts(chance: random.Random, row: Findable) -> list[str]:
    def part(text: str, least: int = 1, most: int = 12) -> str:
        start = chance.randrange(max(1, len(text) - least + 1))
        return text[start : start + chance.randint(least, most)]

    full_width = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in row.title)
    return [
        part(row.title),
        row.title,
        full_width,
        part(row.initials, 2),
        part(row.initials, 3).upper(),
        row.code,
        row.code[: chance.randint(4, 33)],
        row.code[19:31],
        part(row.code, 4),
        part(row.aliases[0] if row.aliases else row.title),
        f"{part(row.title, 1, 3)}　{part(row.initials, 2, 4)}",
        f"{REGIONS[row.region]} {part(row.title, 2, 4)}",
        f"{ORGANS[row.organ][:4]} {row.title[-3:]} {row.title[:2]}",
        chance.choice(("没有的东西", "zzzzzzzz", "", "（ ）", "龘", "<script>")),
    ]


def _filters(chance: random.Random, row: Findable) -> Iterator[tuple[str, str]]:
    each = [
        ("kind", row.kind),
        ("region", row.region),
        ("organ", row.organ),
        ("type", row.type),
        ("audience", row.audiences[0]),
    ]
    each += [("theme", theme) for theme in row.themes]
    yield from chance.sample(each, chance.randint(1, 2))
