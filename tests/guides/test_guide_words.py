"""How a page says things."""

import re
from datetime import date

import pytest

from itemkit.guides import words
from itemkit.guides.page import LinkText, Term
from itemkit.model.content import Basis, Situation
from itemkit.model.formats import Duration


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("020-12345", "tel:02012345"),
        ("12345", "tel:12345"),
        ("020-88886666", "tel:02088886666"),
        ("0777-6428820", "tel:07776428820"),
        ("（020）88886666", "tel:02088886666"),
        ("(0777) 6428820", "tel:07776428820"),
        ("13800138000", "tel:13800138000"),
        ("+86 13800138000", "tel:+8613800138000"),
        ("400-820-8820", "tel:4008208820"),
        ("0777-6428820 转 2", None),
        ("0777-6428820-2", None),
        ("020-12345、020-12333", None),
        ("020-88886666/88887777", None),
        ("6428820", None),
        ("96888", None),
        ("工作时间拨打", None),
    ],
)
def test_a_telephone_is_a_link_only_if_it_is_plainly_one_number(text: str, href: str | None) -> None:
    assert words.telephone(text) == (LinkText(text, href) if href else text)


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ({"law": "行政许可法"}, "《行政许可法》"),
        ({"law": "《行政许可法》", "article": "第四条"}, "《行政许可法》第四条"),
        ({"law": "条例", "number": "国务院令第714号", "article": "第四条"}, "《条例》（国务院令第714号）第四条"),
        (
            {"law": "关于印发《办法》的通知", "number": "国发〔2024〕3号"},
            "《关于印发〈办法〉的通知》（国发〔2024〕3号）",
        ),
        ({"law": "《甲法》和《乙法》"}, "《〈甲法〉和〈乙法〉》"),
    ],
)
def test_citation(basis: dict[str, str], expected: str) -> None:
    assert words.citation(Basis.model_validate(basis)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P4Y", "4 年"),
        ("P1Y6M", "1 年 6 个月"),
        ("P30D", "30 天"),
        ("P2W", "2 周"),
        ("PT2H30M", "2 小时 30 分钟"),
        ("P0D", "0 天"),
    ],
)
def test_duration(text: str, expected: str) -> None:
    assert words.duration(Duration.parse(text)) == expected


@pytest.mark.parametrize(
    ("fee", "expected"),
    [
        ({"amount": 80, "per": "本"}, "80 元／本"),
        ({"amount": 0}, "0 元"),
        ({"amount": 0.5, "currency": "CNY"}, "0.5 元"),
        ({"amount": 1_000_000_000_000.0}, "1000000000000 元"),
    ],
)
def test_money(fee: dict[str, object], expected: str) -> None:
    assert words.money(**fee) == expected


SITUATIONS = [
    Situation.model_validate(
        {"id": "premises", "question": "自有还是租赁？", "options": {"own": "自有", "rent": "租赁"}}
    ),
    Situation.model_validate({"id": "size", "question": "多大？", "options": {"big": "大"}}),
]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (None, ""),
        ({"premises": ("rent",)}, "仅当：自有还是租赁？——租赁"),
        ({"premises": ("own", "rent"), "size": ("big",)}, "仅当：自有还是租赁？——自有或租赁；并且：多大？——大"),
        ({"premises": ("lent",)}, "仅当：自有还是租赁？——lent"),
        ({"colour": ("red",)}, "仅当：colour——red"),
    ],
)
def test_condition(when: dict[str, tuple[str, ...]] | None, expected: str) -> None:
    assert words.condition(when, SITUATIONS) == expected


@pytest.mark.parametrize(
    ("units", "articles"),
    [
        ({"工作日"}, ["民法典第二百零一条", "行政许可法第八十二条"]),
        ({"自然日"}, ["民法典第二百零一条", "民法典第二百零三条"]),
        ({"工作日", "自然日"}, ["民法典第二百零一条", "行政许可法第八十二条", "民法典第二百零三条"]),
    ],
)
def test_how_days_are_counted_cites_the_law_that_says_so(units: set[str], articles: list[str]) -> None:
    assert re.findall(r"（(\S+?第\S+?条)）", words.counting(units)) == articles


def test_total() -> None:
    terms = (Term("各环节合计", 4, "工作日"), Term("承诺办结时限", 0, "工作日"))
    assert words.total(terms) == "各环节合计 4 个工作日；承诺办结时限 当场。"


def test_day() -> None:
    assert words.day(date(2026, 1, 9)) == "2026年1月9日"
