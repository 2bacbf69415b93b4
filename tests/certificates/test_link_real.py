"""Links in the real records: what has to be linked is, what only looks like it is not, and catalog/ agrees."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from itemkit.certificates.linking.apply import write_links
from itemkit.certificates.linking.candidates import candidates_in
from itemkit.certificates.linking.links import Links, Proposal, links_in
from itemkit.exchange import import_file, load_profile
from itemkit.lint.lint import Choice, survey_of
from itemkit.source.catalog import Catalog


def links_of(root: Path) -> Links:
    catalog = Catalog(root)
    with survey_of(catalog, catalog.find(), Choice.of(catalog, use_cache=False, jobs=1)) as survey:
        return links_in(survey.index)


@pytest.fixture(scope="module")
def guangdong(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("guangdong")
    import_file(shared_data / "guangdong.jsonl", load_profile("guangdong"), root)
    return root


@pytest.fixture(scope="module")
def links(guangdong: Path) -> Links:
    return links_of(guangdong)


def each(links: Links, kind: str, *, certain: bool = True) -> Iterator[Proposal]:
    return (one for one in links.proposals if one.kind == kind and one.certain is certain)


def test_materials_that_mean_a_certificate(links: Links) -> None:
    meant = {one.text: one.certificate for one in each(links, "material")}
    assert {text: meant.get(text) for text in EXPECTED} == EXPECTED


EXPECTED = {
    "旧的公证员执业证书": "公证员执业证书",
    "原《建设工程规划许可证》": "建设工程规划许可证",
    "居民身份证": "居民身份证",
    "《爆破作业人员许可证》旧证": "爆破作业人员许可证",
    "持有的军队《医师资格证书》": "军队医师资格证书",
    "《医师资格证书》": "医师资格证书",
    "广东省居民户口簿": "居民户口簿",
    "律师执业证（深圳市/广州市）": "律师执业证书",
    "原调出地的同批次货物的《植物检疫证书》": None,
    "所有设立人的居民身份证": None,
    "工伤职工身份证": None,
    "营业执照或事业单位法人证书": None,
    "律师执业证书注销审核申请表格": None,
    "非中文驾驶证的中文翻译文本": None,
    "纳税人身份证件": None,
    "聘用单位资质证书副本（可提交书面承诺）": None,
    "证件照片": None,
}


def test_what_is_somebody_elses_is_never_certain(links: Links) -> None:
    uncertain = {one.text: (one.certificate, one.holder) for one in each(links, "material", certain=False)}
    assert uncertain["原调出地的同批次货物的《植物检疫证书》"] == ("植物检疫证书", "其他主体")
    assert uncertain["外籍父母的护照"] == ("护照", "其他主体")


def test_no_form_is_linked(links: Links) -> None:
    names = {one.text for certain in (True, False) for one in each(links, "material", certain=certain)}
    assert (
        sorted(
            name for name in names if re.search("申请|表$|表格|承诺书|声明|照片|翻译", name) and "申请人" not in name
        )
        == []
    )


def test_items_get_the_result_that_their_name_speaks_of(links: Links) -> None:
    issued: dict[str, set[str]] = {}
    for one in each(links, "new-result"):
        issued.setdefault(one.text, set()).add(one.certificate)
    assert issued["公证员执业证书损毁或者遗失的换发或者补发"] == {"公证员执业证书"}
    new = {text for text in issued if "新建建筑工程《建设工程规划许可证》核发及调整" in text}
    paths = {one.path for one in each(links, "new-result") if one.text in new}
    assert (len(new), len(paths), {name for text in new for name in issued[text]}) == (5, 10, {"建设工程规划许可证"})
    assert sorted(text for text in issued if re.search("查询|预约|注销|初审|认证", text)) == []


def test_writing_comes_to_rest(guangdong: Path, links: Links, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(guangdong, root)
    written = write_links(Catalog(root), links, jobs=1)
    assert (written.failed, written.links) == ({}, sum(one.certain and bool(one.pointer) for one in links.proposals))
    assert [one for one in links_of(root).proposals if one.certain] == []


def test_names_in_the_own_catalog_mean_what_it_says(own_catalog: Path) -> None:
    catalog = Catalog(own_catalog)
    with survey_of(catalog, catalog.find(), Choice.of(catalog, use_cache=False, jobs=1)) as survey:
        names = candidates_in(survey.index).names
        said = survey.index.rows(
            "SELECT DISTINCT name, holder, certificate FROM materials WHERE certificate IS NOT NULL"
        )
    read = [(name, holder, certificate, names.meaning(name, holder or "申请人")) for name, holder, certificate in said]
    certain = [(name, certificate, one.certificate) for name, _, certificate, one in read if one and one.certain]
    assert [one for one in certain if one[1] != one[2]] == []
    assert len(certain) > len(read) // 2
