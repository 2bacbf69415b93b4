"""What certificates prove, and where findings on inherited lists stand."""

from typing import Any

import pytest

from across import index_of
from itemkit.certificates.facts import (
    exchangeable_facts,
    facts_of_bodies,
    facts_of_identity,
    facts_of_persons,
    known_by_name,
    known_certificates,
)
from itemkit.certificates.places import Places
from itemkit.certificates.twice.covered import stating
from itemkit.model.resolve import resolve
from itemkit.model.vocabulary import Vocabularies

WORDS = Vocabularies.builtin()


def test_all_words_are_words_of_the_vocabularies() -> None:
    for one in known_certificates():
        assert one.kind in WORDS["certificate_kind"].words
        assert one.issuer_kind in WORDS["issuer_kind"].words
        assert one.proves <= set(WORDS["fact"].words)
        assert one.source
    said = facts_of_identity()
    assert said.by_papers | said.by_household | said.elsewhere | exchangeable_facts() <= set(WORDS["fact"].words)


def test_the_document_lists_nine_and_five_facts() -> None:
    said = facts_of_identity()
    assert said.papers == ("居民户口簿", "居民身份证", "护照")
    assert (len(said.by_papers), len(said.by_household)) == (9, 5)
    assert said.without_proof == said.by_papers | said.by_household
    assert not said.without_proof & said.elsewhere
    assert known_by_name()["户口簿"].proves == said.without_proof
    proved = frozenset().union(*(known_by_name()[paper].proves for paper in said.papers))
    assert proved >= said.without_proof


def test_a_name_means_one_certificate() -> None:
    names = [name for one in known_certificates() for name in (one.name, *one.aliases)]
    assert sorted(names) == sorted(set(names))
    assert known_by_name()["身份证"].given
    assert [one.name for one in known_certificates() if one.given] == ["居民身份证"]


def test_what_a_licence_proves_is_no_fact_that_another_one_proves() -> None:
    assert not facts_of_persons() & facts_of_bodies()
    assert not exchangeable_facts() & {
        "许可资格",
        "职业资格",
        "项目已批准",
        "规划符合",
        "卫生符合",
        "消防安全",
        "参保情况",
    }


@pytest.mark.parametrize(
    ("certificate", "name", "expected"),
    [
        # the catalog's own word counts, under every name
        ({"name": "营业执照", "proves": ["主体资格"]}, "营业执照", {"主体资格"}),
        ({"name": "营业执照", "proves": ["主体资格"]}, "企业营业执照", {"主体资格"}),
        ({"name": "营业执照", "aliases": ["执照"], "proves": ["主体资格"]}, "执照", {"主体资格"}),
        # of what it does not say, what is known
        ({"name": "身份证"}, "身份证", known_by_name()["居民身份证"].proves),
        ({"name": "某证", "aliases": ["身份证"]}, "某证", known_by_name()["居民身份证"].proves),
        ({"name": "某证"}, "某证", set()),
        ({"name": "某证"}, "居住证", known_by_name()["居住证"].proves),
    ],
)
def test_a_catalogs_own_file_wins(certificate: dict[str, Any], name: str, expected: set[str]) -> None:
    assert stating(index_of({"certificates/a.yaml": certificate}))[name].facts == expected


LICENCE = {"name": "许可证", "certificate": "许可证"}


FORM = {"name": "申请表"}


@pytest.mark.parametrize(
    ("standard", "item", "pointer", "expected"),
    [
        ({"materials": [LICENCE]}, {}, "/materials/0/certificate", "standards/a.yaml#/materials/0/certificate"),
        ({"materials": [LICENCE]}, {"materials": [LICENCE]}, "/materials/0", "items/a.yaml#/materials/0"),
        # results are inherited as a whole, materials one by one
        ({"materials": [LICENCE], "results": [LICENCE]}, {"results": [LICENCE]}, "/results/0", "items/a.yaml#/results/0"),
        ({"materials": [LICENCE], "results": [LICENCE]}, {}, "/results/0", "standards/a.yaml#/results/0"),
        ({"materials": [FORM, LICENCE]}, {"materials": [LICENCE]}, "/materials/0/name", "standards/a.yaml#/materials/0/name"),
        ({"materials": [FORM, LICENCE]}, {"materials": [LICENCE]}, "/materials/1/name", "items/a.yaml#/materials/0/name"),
        ({"materials": [FORM]}, {"materials": [LICENCE]}, "/materials/1", "items/a.yaml#/materials/0"),
        (
            {"materials": [FORM, {"any_of": [LICENCE, {"name": "甲"}]}]}, {"materials": [{"name": "甲", "copies": 1}]},
            "/materials/1/any_of/0/name", "standards/a.yaml#/materials/1/any_of/0/name",
        ),
        (
            {"materials": [FORM, {"any_of": [LICENCE, {"name": "甲"}]}]}, {"materials": [{"name": "甲", "copies": 1}]},
            "/materials/1/any_of/1/copies", "items/a.yaml#/materials/0/copies",
        ),
        ({"materials": [FORM]}, {"materials": []}, "/materials", "items/a.yaml#/materials"),
        ({}, {"materials": [FORM]}, "/materials/0/name", "items/a.yaml#/materials/0/name"),
    ],
)  # fmt: skip
def test_where_something_stands(standard: dict[str, Any], item: dict[str, Any], pointer: str, expected: str) -> None:
    code = "440123004000"
    own = {
        "standards/a.yaml": {"name": "标准", "code": code, **standard},
        "items/a.yaml": {"name": "事项", "standard": code, **item},
    }
    whole = {**own, "items/a.yaml": resolve(own["standards/a.yaml"], own["items/a.yaml"])}
    spot = Places(index_of(whole, own), [1, 0]).of(1, pointer)
    assert f"{spot.path}#{spot.place.pointer}" == expected
    assert spot.subject == (code if expected.startswith("standards") else "事项")


def test_what_was_not_asked_for_has_no_place() -> None:
    places = Places(index_of({"items/a.yaml": {"name": "事项"}}), [])
    with pytest.raises(KeyError):
        places.of(0, "/materials/0")
