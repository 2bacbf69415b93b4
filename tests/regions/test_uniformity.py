"""What must be uniform: the defaults with their sources, a catalog's own choice, handling items by their names."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from itemkit.model.config import UniformitySection
from itemkit.model.resolve import NOT_INHERITED
from itemkit.model.schema import schema_of
from itemkit.model.uniformity import DEFAULTS
from itemkit.regions.policy import Uniformity, is_handling_item
from itemkit.source.catalog import Catalog, CatalogError


@pytest.mark.parametrize(
    ("item", "standard", "expected"),
    [
        ("机动车驾驶证初次申领（小型汽车）", "机动车驾驶证初次申领", True),
        ("机动车驾驶证初次申领(小型汽车)", "机动车驾驶证初次申领", True),
        ("机动车驾驶证 初次申领【小型汽车】", "机动车驾驶证初次申领", True),
        ("申领（大型汽车（城市公交车、大型货车））", "申领", True),
        ("高等职业学校设立（含设置分校区）（民办）", "高等职业学校设立（含设置分校区）", True),
        ("建筑物（不影响布局的）改建审批", "建筑物改建审批", True),
        ("建筑物（甲）改建（乙）审批", "建筑物改建审批", True),
        ("建筑物（甲）改建（乙）审批", "建筑物（甲）改建审批", True),
        ("机动车驾驶证初次申领", "机动车驾驶证初次申领", False),
        ("机动车驾驶证初次申领", "机动车驾驶证初次申领（小型汽车）", False),
        ("机动车驾驶证初次申领（小型汽车）", "机动车驾驶证初次申领（大型汽车）", False),
        ("机动车驾驶证（小型汽车）换领", "机动车驾驶证初次申领", False),
        ("机动车驾驶证初次申领-小型汽车", "机动车驾驶证初次申领", False),
        ("甲（乙", "甲", False),
        ("甲）乙", "甲", False),
        ("（甲）", "甲", False),
    ],
)
def test_handling_items_by_name(item: str, standard: str, expected: bool) -> None:
    assert is_handling_item(item, standard) is expected


def test_the_default_and_a_choice_over_it() -> None:
    default = Uniformity({})
    assert dict(default.judged) == {
        **dict.fromkeys(
            ["name", "type", "basis", "audience", "conditions", "steps", "time_limit.statutory", "results"], "equal"
        ),
        **dict.fromkeys(["materials", "time_limit.promised", "visits", "fees"], "tighten"),
    }
    chosen = Uniformity({"steps": "free", "time_limit.statutory": "free", "quota": "equal", "visits": "equal"})
    assert chosen.judgement_of("steps", is_handling_item=False) == "free"
    assert chosen.judgement_of("quota", is_handling_item=False) == "equal"
    assert chosen.judgement_of("visits", is_handling_item=False) == "equal"
    assert chosen.keys_of({"steps": [], "time_limit": {}, "region": "440100", "quota": ""}) == ["time_limit", "quota"]


def test_of_a_handling_item_what_belongs_to_the_situation_is_not_judged() -> None:
    default = Uniformity({})
    told = {field for field in default.judged if default.judgement_of(field, is_handling_item=True) != "free"}
    assert told == {
        "type", "basis", "audience", "time_limit.statutory", "time_limit.promised", "visits", "steps",
    }  # fmt: skip
    chosen = Uniformity({"themes": "equal", "quota": "equal"})
    assert chosen.judgement_of("themes", is_handling_item=True) == "equal"
    assert chosen.judgement_of("quota", is_handling_item=True) == "free"


def test_what_can_be_judged_is_what_a_standard_can_fix() -> None:
    fields = [one.alias or key for key, one in UniformitySection.model_fields.items()]
    keys = schema_of("standard")["properties"].keys() & schema_of("item")["properties"].keys() - NOT_INHERITED
    assert {field.partition(".")[0] for field in fields} == keys
    assert [field for field in fields if "." in field] == ["time_limit.statutory", "time_limit.promised"]
    assert DEFAULTS.keys() <= set(fields)
    assert all(one.source for one in DEFAULTS.values())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('nmae = "equal"', "/uniformity/nmae：不认识的键 nmae：是不是 name？"),
        ('materials = "easier"', "/uniformity/materials：“easier”不在申请材料的词表里：可用 equal、tighten、free"),
        ('windows = "equal"', "/uniformity/windows：不认识的键 windows：可用 name、aliases、type、"),
        ('time_limit.statutory = "equal"', '、"time_limit.statutory"、"time_limit.promised"、'),
        ('"time_limit.statutory" = "equal"', None),
    ],
)
def test_what_is_wrong_in_the_table(
    make_catalog: Callable[[Mapping[str, str]], Path], said: str, expected: str | None
) -> None:
    root = make_catalog({"itemkit.toml": f"[uniformity]\n{said}\n"})
    if expected is None:
        assert Catalog(root).settings == {"uniformity": {"time_limit.statutory": "equal"}}
        return
    with pytest.raises(CatalogError) as told:
        Catalog(root)
    assert expected in str(told.value)


def test_the_page_has_the_default_table() -> None:
    page = (Path(__file__).parents[2] / "docs/uniformity.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z_.]+)` \S+ \| `(\w+)` \| (.+) \|$", page, re.MULTILINE)
    assert rows == [(field, one.judgement, one.source) for field, one in DEFAULTS.items()]


def test_the_example_of_the_page_is_right(make_catalog: Callable[[Mapping[str, str]], Path]) -> None:
    page = (Path(__file__).parents[2] / "docs/uniformity.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    settings = Catalog(make_catalog({"itemkit.toml": example})).settings
    judged = Uniformity(settings["uniformity"]).judged
    assert (judged["materials"], judged["quota"]) == ("equal", "equal")
    assert judged.keys().isdisjoint({"steps", "time_limit.promised"})
