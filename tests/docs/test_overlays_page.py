"""The example of docs/overlays.md is what it says."""

import re
from pathlib import Path

import yaml_rs

from itemkit.model.check import Checker
from itemkit.model.resolve import resolve

PAGE = (Path(__file__).parents[2] / "docs/overlays.md").read_text("utf-8")


def test_the_example_gives_what_the_page_says() -> None:
    standard, item = (
        yaml_rs.loads(text, parse_datetime=False) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    )
    assert Checker("standard").accepts(standard)
    assert Checker("item").accepts(item)
    assert resolve(standard, item) == {
        "name": "公共场所卫生许可", "type": "行政许可", "standard": "440123004000", "organ": "11440100007482620J",
        "region": "440100",
        "materials": [
            {"name": "公共场所卫生许可申请表", "kind": "申请表格文书", "source": "申请人自备", "original": 1},
            {"name": "营业执照", "certificate": "营业执照", "source": "政府部门核发", "copies": 1, "access": "共享"},
            {"name": "房屋租赁合同", "source": "申请人自备", "copies": 1},
        ],
        "time_limit": {"statutory": {"days": 20, "unit": "工作日"}, "promised": {"days": 5, "unit": "工作日"}},
    }  # fmt: skip
