"""Every transform: what it reads, and what it refuses."""

from typing import Any

import pytest

from itemkit.exchange.numbered import split
from itemkit.exchange.transforms import TRANSFORMS, clean
from itemkit.model.numerals import whole_number
from itemkit.model.vocabulary import Vocabularies

WORDS = Vocabularies.builtin()

READ: list[tuple[str, Any, str, Any]] = [
    ("split", ",^", "1,3^5", ["1", "3", "5"]),
    ("split", "、", "甲（乙、丙）、丁、", ["甲（乙、丙）", "丁"]),
    ("split", ",", "", []),
    ("word", WORDS["type"], "行政许可", "行政许可"),
    ("word", WORDS["type"], "01", "行政许可"),
    ("word", WORDS["type"], "1", "行政许可"),
    ("word", WORDS["result_kind"], "99", "无"),
    ("map", {"9": "8"}, "9", "8"),
    ("map", {"9": "8"}, "7", "7"),
    ("days_and_unit", None, "30(工作日)", {"days": 30, "unit": "工作日"}),
    ("days_and_unit", None, "３０（自然日）", {"days": 30, "unit": "自然日"}),
    ("days_and_unit", None, "20个工作日内", {"days": 20, "unit": "工作日"}),
    ("days_and_unit", None, "二十个工作日", {"days": 20, "unit": "工作日"}),
    ("days_and_unit", None, "一百二十日历日", {"days": 120, "unit": "自然日"}),
    ("days_and_unit", None, "当场办结", {"days": 0, "unit": "工作日"}),
    ("days_and_unit", "自然日", "十五日", {"days": 15, "unit": "自然日"}),
    ("days_and_unit", "工作日", "7天", {"days": 7, "unit": "工作日"}),
    ("number", None, "20", 20),
    ("number", None, "二十", 20),
    ("date", None, "2026年1月2日", "2026-01-02"),
    ("date", None, "2026/1/2 08:30:00", "2026-01-02"),
    ("date", None, "2026-01-02", "2026-01-02"),
    ("epoch_date", None, "0", "1970-01-01"),
    ("epoch_date", None, "1572192000000", "2019-10-28"),
    ("epoch_date", None, "-1000", "1970-01-01"),
    ("phone", None, "0777—6428820", "0777-6428820"),
    ("phone", None, "020－12345", "020-12345"),
    ("phone", None, "020--12345", "020-12345"),
    ("phone", None, "020-38356454转1", "020-38356454转1"),
    ("url", None, "https://example.gov.cn/a?b=c", "https://example.gov.cn/a?b=c"),
    ("law_name", None, "《宗教事务条例》", "宗教事务条例"),
    ("law_name", None, "《关于修改《节约能源法》的决定》", "关于修改《节约能源法》的决定"),
    ("law_name", None, "《甲法》和《乙法》", "《甲法》和《乙法》"),
    ("law_name", None, "《甲意见》三(七)", "《甲意见》三(七)"),
    ("unbracket", None, "（国务院令第382号）", "国务院令第382号"),
    ("unbracket", None, "(国发[2006]28号)", "国发[2006]28号"),
    ("unbracket", None, "（甲）（乙）", "（甲）（乙）"),
    ("citation", None, "《节能审查办法》第八条", {"law": "节能审查办法", "article": "第八条"}),
    ("citation", None, "根据《全民健身法》", {"law": "全民健身法"}),
    (
        "citation",
        None,
        "《实施办法》（国宗发〔2018〕11号）第四章第二十一条",
        {"law": "实施办法", "number": "国宗发〔2018〕11号", "article": "第四章第二十一条"},
    ),
    ("yes_no", None, "是", True),
    ("yes_no", None, "不支持", False),
    ("yes_no", None, "1", True),
    ("yes_no", None, "false", False),
    ("empty_list_if_no", None, "0", []),
    ("region", None, "511602000000", "511602"),
    ("region", None, "440100", "440100"),
    ("region", None, "440103013000", "440103013000"),
    ("item_code", None, "11440100007482575H3440118009000", "11440100007482575H3440118009000"),
    ("organ_code", None, "11440100007482575H", "11440100007482575H"),
    ("organ_code", None, "TE4507211000000003", "TE4507211000000003"),
    ("organ_of_code", None, "11440100007482575H3440118009000", "11440100007482575H"),
    ("organ_of_code", "-", "511A01-511602000000-000-11440100007482575H-1-00", "11440100007482575H"),
    ("strip_prefix", "办理地点：", "办理地点： 一楼", "一楼"),
    ("strip_prefix", "办理地点：", "一楼", "一楼"),
    ("numbered_list", None, "1.甲；2.乙", ["甲；", "乙"]),
    ("action_of_name", None, "食品经营许可（新办）", "新办"),
    ("action_of_name", None, "实验动物生产许可(新申请)", "新办"),
    ("action_of_name", None, "社会团体变更登记", "变更"),
    ("action_of_name", None, "燃气经营许可证遗失补办", "补发"),
    ("action_of_name", None, "取水许可证变更审批", "变更"),
    ("action_of_name", None, "采矿权延续登记", "延续"),
    ("action_of_name", None, "养蜂证换证", "换发"),
]

REFUSED: list[tuple[str, Any, str]] = [
    ("word", WORDS["type"], "行政"),
    ("word", WORDS["type"], "77"),
    ("word", WORDS["action"], ""),
    ("days_and_unit", None, "十五日"),
    ("days_and_unit", None, "7天"),
    ("days_and_unit", None, "三个月"),
    ("days_and_unit", None, "十百工作日"),
    ("number", None, "两三"),
    ("number", None, "1.5"),
    ("number", None, "-1"),
    ("date", None, "2026-02-30"),
    ("date", None, "2026年"),
    ("epoch_date", None, "2026-01-01"),
    ("phone", None, "电话：020-12345"),
    ("phone", None, "省厅：020-12345；广州：020-12346"),
    ("url", None, "javascript:alert(1)"),
    ("url", None, "www.example.gov.cn"),
    ("citation", None, "《甲法》第一条、《乙法》第二条"),
    ("citation", None, "《甲办法》（乙发〔2013〕833号"),
    ("citation", None, "有关规定"),
    ("yes_no", None, "部分"),
    ("empty_list_if_no", None, "1"),
    ("region", None, "广安区"),
    ("region", None, "000000"),
    ("item_code", None, "11440100007482575J3440118009000"),
    ("item_code", None, "511A0138000000"),
    ("organ_code", None, "11440100007482575J"),
    ("organ_of_code", "-", "511A01-083372204-1-00"),
    ("organ_of_code", "-", "11440100007482575H-11450721MB15580811"),
    ("action_of_name", None, "公共场所卫生许可"),
    ("action_of_name", None, "许可证变更和注销"),
    ("action_of_name", None, "驾驶证补换证"),
    ("action_of_name", None, "撤销变更登记"),
    ("action_of_name", None, "律师执业许可(在我省注销后重新申请)"),
    ("action_of_name", None, "注销税务登记（适用于两证整合以外的纳税人）"),
]


@pytest.mark.parametrize(("name", "argument", "text", "value"), READ)
def test_reads(name: str, argument: Any, text: str, value: Any) -> None:
    assert TRANSFORMS[name].apply(text, argument) == value


@pytest.mark.parametrize(("name", "argument", "text"), REFUSED)
def test_refuses(name: str, argument: Any, text: str) -> None:
    with pytest.raises(ValueError):
        TRANSFORMS[name].apply(text, argument)


def test_every_transform_is_tried() -> None:
    assert {name for name, *_ in READ} == set(TRANSFORMS)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("无需条件", ["无需条件"]),
        ("符合下列条件：1.年满18周岁；2.有固定住所。", ["符合下列条件：", "年满18周岁；", "有固定住所。"]),
        ("（一）甲：1.子；2.丑\n（二）乙", ["甲：1.子；2.丑", "乙"]),
        ("一、甲\n二、乙\n三、丙", ["甲", "乙", "丙"]),
        ("1）甲 2）乙", ["甲", "乙"]),
        ("１、甲；２、乙", ["甲；", "乙"]),
        ("第一，甲；第二，乙", ["甲；", "乙"]),
        ("面积不小于1.5米，高2.5米", ["面积不小于1.5米，高2.5米"]),
        ("依照第十五条 1.甲", ["依照第十五条 1.甲"]),
        ("2.甲；3.乙", ["2.甲；3.乙"]),
        ("1.甲；3.乙；2.丙", ["甲；3.乙；", "丙"]),
    ],
)
def test_numbered_lists(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("007", 7), ("十", 10), ("十五", 15), ("二十", 20), ("一百零五", 105), ("两百", 200), ("一千二百三十四", 1234), ("１２", 12)],
)  # fmt: skip
def test_whole_numbers(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "十百", "一二", "几", "1,000", "³", "٣", "零十"])
def test_no_whole_numbers(text: str) -> None:
    with pytest.raises(ValueError):
        whole_number(text)


def test_clean_text() -> None:
    assert clean("\u3000 一 \r\n\t二\r三 \n") == "一\n\t二\n三"
