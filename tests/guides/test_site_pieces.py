"""Pages put together of pieces are the pages that are made at once, and no section depends on what it does not name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from itemkit.guides import GuideContext, page_of
from itemkit.guides.frame import Frame
from itemkit.guides.opening import other_edition
from itemkit.guides.page import EDITIONS
from itemkit.guides.render import guide_html, parts_of
from itemkit.guides.sections import each_maker
from itemkit.guides.site.guides import GuidePages
from itemkit.guides.site.items import edition_name
from itemkit.guides.site.options import PublishOptions
from itemkit.guides.site.said import saying
from itemkit.guides.site.surroundings import Surroundings
from itemkit.model.item import Item
from itemkit.model.kinds import ITEM_KIND
from itemkit.source.catalog import Catalog
from itemkit.source.wholes import Record


@pytest.fixture(scope="module")
def catalog(own_catalog: Path) -> Catalog:
    return Catalog(own_catalog)


@pytest.fixture(scope="module")
def around(catalog: Catalog) -> Surroundings:
    return Surroundings.of(catalog, catalog.find(), PublishOptions())


@pytest.fixture(scope="module")
def items(catalog: Catalog, around: Surroundings, full_data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    records = around.reader.records(ITEM_KIND.name, catalog.find().files[ITEM_KIND.name])
    return [full_data, *(one.whole for one in records if isinstance(one, Record))]


@pytest.fixture(scope="module")
def full_data() -> Mapping[str, Any]:
    import yaml_rs

    text = (Path(__file__).parent / "data" / "full.yaml").read_text("utf-8")
    return yaml_rs.loads(text, parse_datetime=False)


def test_a_page_of_pieces_is_the_page(catalog: Catalog, around: Surroundings, items: list[Mapping[str, Any]]) -> None:
    context: GuideContext = around.context
    frame = Frame.of(context, "https://zwfw.example.gov.cn/")
    pieces = GuidePages(context, catalog.vocabularies, frame)
    for number, data in enumerate(items):
        names = {edition: edition_name(f"i/{number}.html", edition, list(EDITIONS)) for edition in EDITIONS}
        item = Item.model_validate(data, context=catalog.vocabularies)
        at_once = {}
        for edition, name in names.items():
            page = replace(page_of(item, context, edition), other=other_edition(edition, names))
            at_once[name] = guide_html(page, parts_of(page), frame, name)
        assert pieces.pages(data, names) == at_once


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_section_depends_on_the_fields_that_it_names(
    edition: str, catalog: Catalog, around: Surroundings, items: list[Mapping[str, Any]]
) -> None:
    for data in items:
        item = Item.model_validate(data, context=catalog.vocabularies)
        for maker in each_maker(edition):
            alone = saying(maker.fields, data, catalog.vocabularies)
            assert maker.make(alone, around.context) == maker.make(item, around.context), maker.id


def test_an_item_that_says_some_things_says_them_as_the_model_does(
    catalog: Catalog, items: list[Mapping[str, Any]]
) -> None:
    for data in items:
        item = Item.model_validate(data, context=catalog.vocabularies)
        for name in Item.model_fields:
            said = saying([name], data, catalog.vocabularies)
            assert getattr(said, name) == getattr(item, name)
            others = {one for one in Item.model_fields if getattr(said, one) is not None}
            assert others <= {name}
