"""Lengths of time in Chinese texts, and which of them can be one."""

import pytest

from itemkit.model.durations import CALENDAR, WORKING, is_longer, lengths, plain

NAMED = [
    ("二十日", [(20, 20, "日")]),
    ("20个工作日", [(20, 20, "工作日")]),
    ("２０ 个 工作 日", [(20, 20, "工作日")]),
    ("20工作日", [(20, 20, "工作日")]),
    ("20（二十）个工作日", [(20, 20, "工作日")]),
    ("20日（工作日）", [(20, 20, "工作日")]),
    ("20（自然日）", [(20, 20, "自然日")]),
    ("三十个日历天", [(30, 30, "自然日")]),
    ("三个月", [(3, 3, "个月")]),
    ("一个半月", [(1.5, 1.5, "个月")]),
    ("半个月", [(0.5, 0.5, "个月")]),
    ("半年", [(0.5, 0.5, "年")]),
    ("1年", [(1, 1, "年")]),
    ("两周", [(2, 2, "周")]),
    ("24小时", [(24, 24, "小时")]),
    ("3至5个工作日", [(3, 5, "工作日")]),
    ("１～３日", [(1, 3, "日")]),
    ("二十日内作出决定，经批准可以延长十日", [(20, 20, "日"), (10, 10, "日")]),
    ("国宗发〔2018〕11号，10日内", [(10, 10, "日")]),
    # no lengths of time
    ("2018年8月26日", []),
    ("二〇一八年八月二十六日", []),
    ("5月10日前", []),
    ("每月10日", []),
    ("第十日", []),
    ("〔2018年〕", []),
    ("十八周岁", []),
    ("三年级", []),
    ("2个年度", []),
    ("十百日", []),
    ("9" * 400 + "日", []),
    ("9" * 5000 + "日", []),
    ("工作日", []),
    ("日常检查", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_lengths(text: str, expected: list[tuple[float, float, str]]) -> None:
    assert [(one.low, one.high, one.unit) for one in lengths(plain(text))] == expected


@pytest.mark.parametrize(
    ("text", "days", "unit"),
    [
        ("20个工作日", 20, WORKING), ("二十日", 20, WORKING), ("二十日", 20, CALENDAR), ("30日", 22, WORKING),
        ("5个工作日", 7, CALENDAR), ("20个工作日", 28, CALENDAR), ("20个工作日", 30, CALENDAR), ("20日", 28, CALENDAR),
        ("三个月", 90, CALENDAR), ("三个月", 92, CALENDAR), ("三个月", 60, WORKING), ("三个月", 66, WORKING),
        ("一个月", 22, WORKING), ("半年", 180, CALENDAR), ("半年", 125, WORKING), ("一年", 365, CALENDAR),
        ("一年", 250, WORKING), ("一周", 7, CALENDAR), ("一周", 5, WORKING), ("24小时", 1, WORKING), ("2小时", 0, WORKING),
        ("2小时", 1, WORKING), ("16小时", 2, WORKING), ("24小时", 3, WORKING), ("3至5日", 4, WORKING), ("60个自然日", 42, WORKING),
    ],
)  # fmt: skip
def test_what_could_be_meant(text: str, days: int, unit: str) -> None:
    assert lengths(plain(text))[0].could_be(days, unit)


@pytest.mark.parametrize(
    ("text", "days", "unit"),
    [
        ("20个工作日", 66, WORKING), ("1个工作日", 24, WORKING), ("20个工作日", 20, CALENDAR), ("20自然日", 20, WORKING),
        ("20日", 5, WORKING), ("三个月", 90, WORKING), ("三个月", 30, CALENDAR), ("一个月", 30, WORKING), ("一年", 12, WORKING),
        ("一周", 7, WORKING), ("24小时", 4, WORKING), ("3至5日", 8, WORKING), ("半年", 6, WORKING), ("10日", 5, WORKING),
    ],
)  # fmt: skip
def test_what_can_not_be_meant(text: str, days: int, unit: str) -> None:
    assert not lengths(plain(text))[0].could_be(days, unit)


@pytest.mark.parametrize(
    ("days", "unit", "than", "than_unit", "expected"),
    [
        (21, WORKING, 20, WORKING, True),
        (20, WORKING, 20, WORKING, False),
        (31, CALENDAR, 30, CALENDAR, True),
        (5, WORKING, 5, CALENDAR, False),  # Monday to Friday
        (6, WORKING, 7, CALENDAR, True),
        (20, WORKING, 25, CALENDAR, True),
        (20, WORKING, 26, CALENDAR, False),
        (28, CALENDAR, 20, WORKING, False),
        (41, CALENDAR, 20, WORKING, False),  # two holidays may lie between
        (42, CALENDAR, 20, WORKING, True),
        (1, CALENDAR, 0, WORKING, True),
        (0, WORKING, 0, CALENDAR, False),
    ],
)
def test_what_is_surely_longer(days: int, unit: str, than: int, than_unit: str, expected: bool) -> None:
    assert is_longer(days, unit, than, than_unit) is expected
