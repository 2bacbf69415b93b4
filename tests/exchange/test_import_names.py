"""File names are safe on every system and depend on their record alone."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.exchange.names import MAX_BYTES, collation, distinguished, item_path

CODE = "11440100007482575H3440118009000"


@pytest.mark.parametrize(
    ("name", "action", "identity", "file"),
    [
        ("公共场所卫生许可", "新办", CODE, "公共场所卫生许可-新办-440118009000.yaml"),
        ("社会团体变更登记", "变更", CODE + "01", "社会团体变更登记-44011800900001.yaml"),
        ("甲", "", "511A01-1-00", "甲-d5b0437e.yaml"),
        ("../../etc/passwd", "", CODE, "etc-passwd-440118009000.yaml"),
        ("CON", "", CODE, "_CON-440118009000.yaml"),
        ("aux.txt", "", CODE, "_aux.txt-440118009000.yaml"),
        ('甲<乙>:"/\\|?*丙', "", CODE, "甲-乙-丙-440118009000.yaml"),
        ("许" * 200, "", CODE, "许" * 60 + "-440118009000.yaml"),
        ("甲. ", "", CODE, "甲-440118009000.yaml"),
        ("e\u0301\u202e甲", "", CODE, "é-甲-440118009000.yaml"),
        ("\u200b", "", CODE, "_-440118009000.yaml"),
    ],
)
def test_file_names(name: str, action: str, identity: str, file: str) -> None:
    path = item_path(region="440100", organ="广州市/甲局.", name=name, action=action, identity=identity)
    assert path == f"items/440100/广州市-甲局/{file}"


def test_missing_parts() -> None:
    path = item_path(region="", organ="", name="甲", action="", identity=CODE)
    assert path == "items/未写区划/未写机构/甲-440118009000.yaml"


RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")


@given(st.text(max_size=90), st.text(max_size=90), st.text(min_size=1, max_size=40))
def test_any_text_makes_a_safe_path(name: str, organ: str, identity: str) -> None:
    path = item_path(region="440100", organ=organ, name=name, action="", identity=identity)
    for one in (path, distinguished(path, identity)):
        parts = one.split("/")
        assert len(parts) == 4
        for part in parts:
            assert 0 < len(part.encode()) <= MAX_BYTES
            assert not re.search(r'[<>:"\\|?*\x00-\x1f]', part)
            assert part == unicodedata.normalize("NFC", part).strip(". ")
            assert not RESERVED.fullmatch(part)
        assert one.endswith(".yaml")


def test_paths_that_some_system_takes_for_one() -> None:
    assert collation("items/甲/Ａe\u0301.yaml") == collation("items/甲/ａÉ.yaml")
    assert collation("items/甲/a.yaml") != collation("items/甲/b.yaml")
