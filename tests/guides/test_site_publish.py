"""Publishing a catalog: all of it, again only what has changed, and the same bytes whichever way."""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from itemkit.guides import PublishOptions, PublishSummary, Uncoded, publish
from itemkit.guides.names import slug
from itemkit.guides.site import items
from itemkit.guides.site.folder import MANIFEST
from itemkit.ledger.ledger import Row
from itemkit.source.catalog import Catalog
from killing import Victims, moments

CODE = "11440100007482620J344012300400001"
OTHER = "11440100007482620J344012300400002"
ORGAN = "11440100007482620J"
OPTIONS = PublishOptions(base_url="https://zwfw.example.gov.cn/", jobs=1)
CatalogMaker = Callable[..., Path]


def item(**more: object) -> str:
    return "".join(f"{key}: {value}\n" for key, value in {"name": "事项", "type": "行政许可", **more}.items())


FILES = {
    "organs.yaml": f"- {{uscc: {ORGAN}, name: 市卫生健康委员会, region: '440100'}}\n",
    "items/a.yaml": item(name="甲", code=f'"{CODE}"', organ=ORGAN),
    "items/b.yaml": item(name="乙", code=f'"{OTHER}"', organ=ORGAN, materials="[{name: 执照, certificate: 营业执照}]"),
    "certificates/c.yaml": "name: 营业执照\n",
}


def contents(root: Path) -> dict[str, bytes]:
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if name != MANIFEST}


@pytest.fixture(autouse=True)
def trusted_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are as young as the run are believed too."""
    monkeypatch.setattr(items, "RACY", -(10**15))


def test_the_same_catalog_gives_the_same_bytes(make_catalog: CatalogMaker, tmp_path: Path) -> None:
    catalog = Catalog(make_catalog(FILES))
    first = publish(catalog, tmp_path / "one", OPTIONS)
    publish(catalog, tmp_path / "two", OPTIONS)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    written = len(contents(tmp_path / "one"))
    assert first == PublishSummary(tmp_path / "one" / "index.html", 2, 0, 2, written)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "one").rglob("*")}
    again = publish(catalog, tmp_path / "one", OPTIONS)
    assert again == PublishSummary(tmp_path / "one" / "index.html", 2, 0, 0, 0)
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "one").rglob("*")}


def test_only_what_has_changed_is_made_again(make_catalog: CatalogMaker, tmp_path: Path) -> None:
    root, site = make_catalog(FILES), tmp_path / "site"

    def made(path: str, text: str) -> int:
        (root / path).write_text(text, "utf-8")
        return publish(Catalog(root), site, OPTIONS).made

    assert publish(Catalog(root), site, OPTIONS).made == 2
    assert made("items/a.yaml", FILES["items/a.yaml"] + "visits: 1\n") == 1
    assert made("certificates/c.yaml", "name: 营业执照\ncommitment: true\n") == 1
    assert made("certificates/d.yaml", "name: 别的证\n") == 0
    assert made("organs.yaml", FILES["organs.yaml"].replace("市卫生", "卫生")) == 2
    assert made("items/a.yaml", FILES["items/a.yaml"]) == 1
    assert made("itemkit.toml", "[catalog]\nname = '另一个名称'\n") == 2
    publish(Catalog(root), tmp_path / "fresh", OPTIONS)
    assert contents(site) == contents(tmp_path / "fresh")


def test_publishing_again_is_publishing_anew(own_catalog: Path, tmp_path: Path) -> None:
    """Whatever is edited, added and taken away in between, the site is what it would be if it were made from nothing."""
    root = tmp_path / "catalog"
    shutil.copytree(own_catalog, root)
    rng = random.Random(7)
    kept: dict[Path, str] = {}
    for _ in range(4):
        files = sorted(
            [*root.glob("items/**/*.yaml"), *root.glob("certificates/*.yaml"), *root.glob("standards/**/*.yaml")]
        )
        for path in rng.sample(files, 4):
            kept[path] = path.read_text("utf-8")
            path.unlink()
        for path in rng.sample(files, 4):
            if path.exists():
                kept[path] = path.read_text("utf-8")
                path.write_text(kept[path].replace("广州", "佛山").replace("20", "30"), "utf-8")
        for path in rng.sample(sorted(kept), len(kept) // 2):
            path.write_text(kept.pop(path), "utf-8")
        options = PublishOptions(base_url=OPTIONS.base_url, allow_uncoded=rng.random() < 0.5, jobs=rng.choice((1, 2)))
        publish(Catalog(root), tmp_path / "site", options)
    publish(Catalog(root), tmp_path / "anew", options)
    assert contents(tmp_path / "site") == contents(tmp_path / "anew")


def test_what_no_item_says_is_published_too(make_catalog: CatalogMaker, tmp_path: Path) -> None:
    """With all items as they were the site follows bundles, organs, certificates, standards and the ledger of codes."""
    root = make_catalog(FILES)
    gone = f"{CODE[:-2]}99"
    row = Row(gone, "item", "items/old.yaml", "旧事", "retired", retired="2021-01-01", replaced_by=CODE, reason="合并")
    others = {
        "bundles/b.yaml": f"name: 开店\nstage: 准入准营\nitems: [{{code: {CODE}}}]\n",
        "organs.yaml": FILES["organs.yaml"] + "- {uscc: 12440100007482620A, name: 别的机构}\n",
        "certificates/d.yaml": "name: 别的证\n",
        "standards/s.yaml": item(name="标准", code="'440123004000'"),
        "codes/ledger.csv": "\n".join(map(",".join, (Row._fields, row))) + "\n",
    }
    publish(Catalog(root), tmp_path / "site", OPTIONS)
    for number, (path, text) in enumerate(others.items()):
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, "utf-8")
        again = publish(Catalog(root), tmp_path / "site", OPTIONS)
        publish(Catalog(root), tmp_path / f"anew-{number}", OPTIONS)
        assert (again.changed > 0, contents(tmp_path / "site")) == (True, contents(tmp_path / f"anew-{number}")), path


def test_items_without_a_code_are_refused_unless_they_are_asked_for(make_catalog: CatalogMaker, tmp_path: Path) -> None:
    files = {"items/c.yaml": item(status="草稿"), "items/d.yaml": item(name="丁")}
    catalog, site = Catalog(make_catalog(FILES | files)), tmp_path / "site"
    preview = publish(catalog, site, PublishOptions(allow_uncoded=True))
    assert (preview.pages, preview.previews, preview.refused) == (4, 2, ())
    pages = {f"i/{slug(path)}.html" for path in files}
    assert pages <= contents(site).keys()
    strict = publish(catalog, site, PublishOptions())
    assert (strict.pages, strict.previews) == (2, 0)
    assert pages <= set(strict.removed)
    assert strict.refused == (Uncoded("items/c.yaml", "事项", "草稿"), Uncoded("items/d.yaml", "丁", "在用"))
    assert publish(catalog, site, PublishOptions()) == PublishSummary(
        site / "index.html", 2, 0, 0, 0, (), strict.refused
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [("在用", True), ("暂停", True), ("试行", True), ("草稿", False), ("待审", False), ("取消", False)],
)
def test_which_items_should_have_a_code_by_now(status: str, expected: bool) -> None:
    assert Uncoded("items/a.yaml", "事项", status).should_have_code is expected


def test_nothing_to_publish_leaves_the_folder_as_it_is(make_catalog: CatalogMaker, tmp_path: Path) -> None:
    root, site = make_catalog(FILES), tmp_path / "site"
    publish(Catalog(root), site, OPTIONS)
    before = contents(site)
    for path in ("a", "b"):
        (root / f"items/{path}.yaml").write_text(item(), "utf-8")
    summary = publish(Catalog(root), site, OPTIONS)
    assert (summary.index, len(summary.refused)) == (None, 2)
    assert contents(site) == before
    assert publish(Catalog(root), tmp_path / "new", OPTIONS).index is None
    assert not (tmp_path / "new").exists()


def test_files_that_are_wrong_are_named(make_catalog: CatalogMaker, tmp_path: Path) -> None:
    files = {"items/x.yaml": "name: [", "items/y.yaml": "nmae: 错\n", "certificates/z.yaml": "name: 1\n"}
    root = make_catalog(FILES | files)
    for _ in range(2):
        summary = publish(Catalog(root), tmp_path / "site", OPTIONS)
        assert summary.pages == 2
        assert summary.skipped == ("certificates/z.yaml", "items/x.yaml", "items/y.yaml")


def test_of_a_code_that_comes_up_twice_the_first_file_keeps_the_page(
    make_catalog: CatalogMaker, tmp_path: Path
) -> None:
    same = f'"{CODE}"'
    files = {f"items/{name}.yaml": item(name=name * 3, code=same) for name in "甲乙丙"}
    root, site = make_catalog({**FILES, "items/a.yaml": item(name="没有码"), **files}), tmp_path / "site"
    first, *others = sorted(files)
    options = PublishOptions(jobs=2)
    publish(Catalog(root), site, options)

    def title(name: str) -> bool:
        return f"<h1>{name}</h1>".encode() in contents(site)[f"i/{CODE}.html"]

    assert title(Path(first).stem * 3)
    assert {f"i/{slug(path)}.html" for path in others} <= contents(site).keys()
    (root / first).unlink()
    publish(Catalog(root), site, options)
    assert title(Path(others[0]).stem * 3)
    assert f"i/{slug(others[0])}.html" not in contents(site)
    (root / first).write_text(files[first], "utf-8")
    publish(Catalog(root), site, options)
    publish(Catalog(root), tmp_path / "anew", options)
    assert contents(site) == contents(tmp_path / "anew")


def test_editions(make_catalog: CatalogMaker, tmp_path: Path) -> None:
    catalog, site = Catalog(make_catalog(FILES)), tmp_path / "site"
    concise = f"i/{CODE}-concise.html"
    publish(catalog, site, PublishOptions(editions=("complete", "concise")))
    both = contents(site)
    publish(catalog, site, PublishOptions(editions=("complete",)))
    assert concise in both.keys() - contents(site).keys()
    publish(catalog, site, PublishOptions(editions=("concise",)))
    assert concise not in contents(site)
    assert f"i/{CODE}.html" in contents(site)


class TwoSites:
    """A catalog that goes by one name and then by the other, so that nearly every page of its site changes."""

    def __init__(self, victims: Victims, root: Path, folder: Path) -> None:
        self.root, self.site, self._victims = root, folder / "site", victims
        self._wanted = [self._published(folder / f"{number}", number) for number in range(2)]
        self._published(self.site, 0)

    def _published(self, out: Path, number: int) -> dict[str, bytes]:
        self.rename(number)
        assert self._victims.finished(self.root, out) == 0
        return contents(out)

    def rename(self, number: int) -> None:
        name = ("甲目录", "乙目录")[number]
        (self.root / "itemkit.toml").write_text(f'[catalog]\nname = "{name}"\n', "utf-8")

    def seen(self, when: object) -> int:
        """Which of the two sites readers find."""
        found = contents(self.site)
        assert found in self._wanted, when
        return self._wanted.index(found)

    def end(self) -> None:
        """Nothing is left of the runs that were killed once one is not."""
        assert self._published(self.site, 1) == self._wanted[1]
        left = self.site.with_name(f".{self.site.name}.itemkit")
        assert sorted(one.name for one in left.iterdir()) == ["lock", "memory", "spare"]


@pytest.fixture(scope="module")
def victims() -> Iterator[Victims]:
    with Victims("publishing:publish_in_one") as started:
        yield started


@pytest.mark.slow(seconds=6)
def test_readers_find_one_site_or_the_other_before_whatever_step_it_is_killed(
    make_catalog: CatalogMaker, tmp_path: Path, victims: Victims
) -> None:
    """The first, the middle, and the last of each kind of step that changes something on the disk."""
    two = TwoSites(victims, make_catalog(FILES), tmp_path)
    two.rename(1)
    seen = set()
    for number, moment in enumerate(moments(victims.steps(two.root, two.site))):
        two.rename(number % 2)
        victims.killed_at(moment, two.root, two.site)
        seen.add(two.seen(moment))
    assert seen == {0, 1}
    two.end()


@pytest.mark.slow(seconds=6)
def test_readers_find_one_site_or_the_other_whenever_it_is_killed(
    own_catalog: Path, tmp_path: Path, victims: Victims
) -> None:
    shutil.copytree(own_catalog, tmp_path / "catalog")
    two = TwoSites(victims, tmp_path / "catalog", tmp_path)
    two.rename(1)
    start = time.perf_counter()
    assert victims.finished(two.root, two.site) == 0
    whole = time.perf_counter() - start
    seen: set[int] = set()
    for number in count():  # until the delays are so long that a run comes to its end
        two.rename(number % 2)
        victims.killed_after(whole * number / 6, two.root, two.site)
        seen.add(two.seen(number))
        if number >= 9 and seen == {0, 1}:
            break
    two.end()
