"""A full item, the catalog around it, and a site with all that a hostile author could think of."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml_rs

from itemkit.guides import GuideContext
from itemkit.model.config import Config
from itemkit.model.item import Item, Online
from itemkit.model.records import Certificate, Organ, Standard

ORGAN = "11440100007482620J"
CODE = "11440100007482620J344012300400002"
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title></style></script><b>bold</b>",
    '" onmouseover="alert(1)" \'',
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "&amp;<!-- -->]]>",
    "bell\x07 escape\x1b delete\x7f next\x85 turn\u202e\u2066 none\uffff",
    "长" * 3000,
    "W" * 3000,
)


@pytest.fixture
def hostile_texts() -> tuple[str, ...]:
    return HOSTILE


@pytest.fixture
def full_item() -> Item:
    text = (Path(__file__).parent / "data" / "full.yaml").read_text("utf-8")
    return Item.model_validate(yaml_rs.loads(text, parse_datetime=False))


@pytest.fixture
def item() -> Callable[..., Item]:
    def make(**fields: Any) -> Item:
        return Item.model_validate({"name": "事项", "type": "行政许可"} | fields)

    return make


@pytest.fixture
def coded(item: Callable[..., Item]) -> Callable[..., Item]:
    """Makes an item that has a code, and so gets a page without being asked for as a preview."""

    def make(**fields: Any) -> Item:
        return item(**{"code": CODE} | fields)

    return make


@pytest.fixture
def context() -> GuideContext:
    return GuideContext.of(
        Config.model_validate(
            {
                "catalog": {"name": "市级目录", "publisher": "市政务服务局"},
                "regions": {"440100": "广州市", "440000": "广东省"},
            }
        ),
        [Organ.model_validate({"uscc": ORGAN, "name": "市卫生健康委员会", "kind": "法定机关", "region": "440100"})],
        [
            Certificate.model_validate({"name": "营业执照", "issuers": ["市场监督管理部门"]}),
            Certificate.model_validate({"name": "事业单位法人证书", "aliases": ["事业单位法人证"], "commitment": True}),
            Certificate.model_validate({"name": "公共场所卫生许可证", "valid_for": "P4Y"}),
        ],
        [Standard.model_validate({"code": "440123004000", "name": "公共场所卫生许可", "type": "行政许可"})],
    )


@pytest.fixture
def hostile_item() -> Item:
    """Hostile text in every place that takes any text; built around the check of links, as a broken caller would."""
    one, two, three, four, five, six, seven, eight, nine, ten = HOSTILE
    item = Item.model_validate(
        {
            "name": one + three,
            "type": "公共服务",
            "aliases": list(HOSTILE),
            "local_code": "../../../etc/passwd",
            "conditions": list(HOSTILE),
            "content": "\n".join(HOSTILE),
            "basis": [{"law": three, "number": one, "article": four}],
            "situations": [{"id": one, "question": two, "options": {three: four}}],
            "materials": [
                {"name": five, "note": six, "mistakes": [seven, eight], "when": {one: three}},
                {"any_of": [{"name": nine, "when": {"nobody": "knows"}}], "name": ten},
            ],
            "steps": [{"name": text, "by": text} for text in HOSTILE],
            "fees": [{"name": four, "standard": one, "per": two}],
            "results": [{"name": three, "note": four}],
            "windows": [{"place": text, "hours": text} for text in HOSTILE],
            "faq": [{"q": text, "a": text} for text in HOSTILE],
            "extra": {"illustrative": [one, "/steps/0", 7, "/extra/x", "", "/a~2"], "sources": [one, 3, "half \ud800"]},
        }
    )
    online = {"url": "javascript:alert(1)", "mobile": 'https://x/"><script>alert(1)</script>'}
    return item.model_copy(update={"online": Online.model_construct(**online)})
