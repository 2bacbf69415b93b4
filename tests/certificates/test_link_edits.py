"""Links written into the text of a file: the quick way and the exact one say the same, and nothing else changes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itemkit.certificates.linking import edits
from itemkit.certificates.linking.edits import ChangedError, linked
from itemkit.certificates.linking.links import MATERIAL, NEW_RESULT, Proposal
from itemkit.findings import Pointer, msg
from itemkit.source.dump import scalar
from itemkit.source.read import read_bytes

PATH = "items/a.yaml"


def proposal(pointer: str, text: str, certificate: str, kind: str = MATERIAL) -> Proposal:
    return Proposal(kind, PATH, Pointer.parse(pointer), text, certificate, certain=True, reason=msg("就是证照的名称"))


def written(text: str, *proposals: Proposal) -> str:
    return linked(text.encode(), PATH, proposals).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("materials: [{name: 甲证}]\n", "materials: [{name: 甲证, certificate: 乙证}]\n"),
        ('materials: [{ name: "甲证" , copies: 1}]\n', 'materials: [{ name: "甲证", certificate: 乙证 , copies: 1}]\n'),
        ("materials:\n- name: 甲证", "materials:\n- name: 甲证\n  certificate: 乙证"),
        (
            "materials:\n  -   name: '甲证'   # 注\n      copies: 1\n",
            "materials:\n  -   name: '甲证'   # 注\n      certificate: 乙证\n      copies: 1\n",
        ),
        (
            "name: 甲证\nmaterials:\n- {copies: 1, name: 甲证} # 注\n",
            "name: 甲证\nmaterials:\n- {copies: 1, name: 甲证, certificate: 乙证} # 注\n",
        ),
        (
            "results: [{name: 甲证}]\nmaterials:\n- # 注\n  name: 甲证\n",
            "results: [{name: 甲证}]\nmaterials:\n- # 注\n  name: 甲证\n  certificate: 乙证\n",
        ),
        (
            "content: |\n  - name: 甲证\nmaterials: [{name: 甲证}]\n",
            "content: |\n  - name: 甲证\nmaterials: [{name: 甲证, certificate: 乙证}]\n",
        ),
    ],
)  # fmt: skip
def test_only_the_certificate_is_new(before: str, after: str) -> None:
    assert written(before, proposal("/materials/0", "甲证", "乙证")) == after


def test_one_name_in_two_places() -> None:
    before = "materials:\n- {name: 甲证}\n- any_of: [{name: 甲证}, {name: 丙证}]\n"
    both = [proposal(pointer, "甲证", "甲证") for pointer in ("/materials/0", "/materials/1/any_of/0")]
    assert written(before, *both) == before.replace("甲证}", "甲证, certificate: 甲证}")
    assert written(before, both[1]) == before.replace("[{name: 甲证", "[{name: 甲证, certificate: 甲证")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: 甲\nvisits: 1\n", "name: 甲\nresults:\n  - {name: 甲证, certificate: 甲证, kind: 证照}\nvisits: 1\n"),
        ("name: 甲\nfees: []\n", "name: 甲\nfees: []\nresults:\n  - {name: 甲证, certificate: 甲证, kind: 证照}\n"),
        ("{name: 甲}\n", "{name: 甲, results: [{name: 甲证, certificate: 甲证, kind: 证照}]}\n"),
        ("name: 甲\nresults: []\n", "name: 甲\nresults: [{name: 甲证, certificate: 甲证, kind: 证照}]\n"),
    ],
)
def test_results_come_where_the_model_has_them(before: str, after: str) -> None:
    assert written(before, proposal("/results", "甲证核发", "甲证", NEW_RESULT)) == after


@pytest.mark.parametrize(
    "text",
    [
        "materials: [{name: 乙证}]\n",
        "materials: [{name: 甲证, certificate: 丙证}]\n",
        "materials: []\n",
        "materials: 甲证\n",
        "- 甲证\n",
        "",
    ],
)
def test_a_file_that_has_changed_is_left_alone(text: str) -> None:
    with pytest.raises(ChangedError):
        written(text, proposal("/materials/0", "甲证", "乙证"))


def test_results_that_have_come_since_are_left_alone() -> None:
    with pytest.raises(ChangedError):
        written("results: [{name: 甲证}]\n", proposal("/results", "甲证核发", "甲证", NEW_RESULT))


NAME = st.text(alphabet="甲乙证书（）《》'\"\\:#,{}[]-& 1a", min_size=1, max_size=8).filter(
    lambda name: name.strip() == name
)


@given(st.lists(NAME, min_size=1, max_size=4), NAME, st.booleans(), st.data())
def test_the_quick_way_and_the_exact_one_say_the_same(
    names: list[str], certificate: str, flow: bool, data: Any
) -> None:
    row = "- {{name: {}, copies: 1}}" if flow else "- name: {}  # 注\n  copies: 1"
    text = "materials:\n" + "\n".join(row.format(scalar(name)) for name in names) + "\n"
    chosen = sorted(data.draw(st.sets(st.integers(0, len(names) - 1), min_size=1)))
    proposals = [proposal(f"/materials/{one}", names[one], certificate) for one in chosen]
    quick = edits._quickly_linked(text, read_bytes(text.encode()).data, proposals)
    exact = edits._exactly_linked(text, proposals)
    assert quick in (None, exact)
    assert written(text, *proposals) == exact
    rows = read_bytes(exact.encode()).data["materials"]
    assert [one.get("certificate") for one in rows] == [
        certificate if number in chosen else None for number in range(len(names))
    ]
