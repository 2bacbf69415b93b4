"""The cache: it makes lint fast and changes nothing else, whatever happens to it."""

import json
import os
import re
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from examples import SURROUNDINGS, TODAY, merged

from itemkit.findings import Finding
from itemkit.lint import cache
from itemkit.lint.cache import FOLDER
from itemkit.lint.gather import LINT_TABLES
from itemkit.lint.lint import Choice, lint
from itemkit.lint.policy import Policy
from itemkit.lint.registry import FILE_RULES
from itemkit.lint.survey import survey
from itemkit.source.catalog import Catalog
from killing import Moment, Victims, moments

Maker = Callable[[Mapping[str, str | bytes]], Path]
VAGUE = "materials: [{name: 有关部门要求的其他材料, source: 申请人自备, original: 1}]\n"
FILES = {
    **SURROUNDINGS,
    "standards/s.yaml": merged("", "standard"),
    "items/a.yaml": merged(VAGUE, number=1),
    "items/b.yaml": merged("", number=2),
    "items/c.yaml": merged('standard: "440123004000"\nmaterials: null\nbasis: null\nconditions: null\n', number=3),
    "items/d.yaml": "name: 甲\ntype: 许可\norgan: 11440100007482620J\n",
    "items/e.yaml": merged("organ: TE5116020105116051\n", number=5),
    "items/f.yaml": merged("# itemkit: ignore[M201] 正在核对\n" + VAGUE, number=6),
    "items/g.yaml": "name: [\n",
}


def findings(root: Path, *, use_cache: bool = True, jobs: int = 1) -> list[Finding]:
    catalog = Catalog(root)
    choice = Choice(Policy({}), today=TODAY, use_cache=use_cache, jobs=jobs)
    return list(lint(catalog, choice).findings)


def examined(root: Path) -> int:
    """How many files a run must look at."""
    catalog = Catalog(root)
    with survey(catalog, catalog.find(), FILE_RULES, folder=root / FOLDER, jobs=1) as surveyed:
        return surveyed.examined


def gathered(root: Path, *, use_cache: bool = True) -> dict[str, list[str]]:
    """All that a run knows of the files, which is all that its findings are made of: the rows of each table."""
    catalog = Catalog(root)
    folder = root / FOLDER if use_cache else None
    with survey(catalog, catalog.find(), FILE_RULES, folder=folder, jobs=1) as surveyed:
        rows = {name: surveyed.index.rows(f'SELECT file, * EXCLUDE file FROM "{name}"') for name in LINT_TABLES}
        return {
            name: sorted(repr((surveyed.paths[number], *row)) for number, *row in some) for name, some in rows.items()
        }


def settle(root: Path) -> None:
    """Make all files so old that their times are to be trusted."""
    old = time.time() - 3600
    for path in root.rglob("*.yaml"):
        os.utime(path, (old, old))


@pytest.fixture
def root(make_catalog: Maker) -> Path:
    return make_catalog(FILES)


def test_it_changes_nothing(root: Path) -> None:
    cold = findings(root, use_cache=False)
    assert {one.code for one in cold} >= {"M201", "S104", "S107", "Y101"}
    assert [one.path for one in cold if one.suppressed] == ["items/f.yaml"]
    assert not (root / FOLDER).exists()
    for jobs in (1, 2):
        assert findings(root, jobs=jobs) == cold
    assert findings(root) == cold
    assert (root / ".itemkit/.gitignore").read_text() == "*\n"
    shutil.rmtree(root / FOLDER)
    assert findings(root, jobs=2) == cold


def test_only_what_changed_is_examined_again(root: Path) -> None:
    findings(root)
    count = len(list(root.rglob("*.yaml")))
    assert examined(root) == 0
    (root / "items/b.yaml").write_text(merged(VAGUE, number=2))
    assert examined(root) == 1
    (root / "items/b.yaml").touch()
    assert examined(root) == 0
    (root / "items/new.yaml").write_text(merged("", number=7))
    (root / "items/g.yaml").unlink()
    assert examined(root) == 1
    assert findings(root) == findings(root, use_cache=False)
    (root / "standards/s.yaml").write_text(merged("steps: [{name: 受理, by: 窗口}]\n", "standard"))
    assert examined(root) == 2, "the standard, and the item that implements it"
    assert findings(root) == findings(root, use_cache=False)
    (root / "itemkit.toml").write_text("[limits]\nfile_bytes = 100000\n")
    assert examined(root) == count
    assert findings(root) == findings(root, use_cache=False)


def test_a_file_of_the_same_size_and_time_is_known_by_its_content(root: Path) -> None:
    settle(root)
    findings(root)
    path = root / "items/a.yaml"
    before = path.stat()
    path.write_text(path.read_text().replace("有关部门要求的其他材料", "有关部门要求的其它材料"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert examined(root) == 1


def test_a_standard_that_comes_and_goes(root: Path) -> None:
    findings(root)
    text = (root / "standards/s.yaml").read_text()
    (root / "standards/s.yaml").unlink()
    assert findings(root) == findings(root, use_cache=False)
    (root / "standards/s.yaml").write_text("name: 坏\n")
    assert findings(root) == findings(root, use_cache=False)
    (root / "standards/a.yaml").write_text(text)
    assert findings(root) == findings(root, use_cache=False)
    (root / "standards/s.yaml").write_text(text.replace("公共场所卫生许可", "公共场所卫生许可证核发"))
    assert findings(root) == findings(root, use_cache=False)


def test_many_small_changes_end_in_one_segment(root: Path) -> None:
    findings(root)
    for number in range(15):
        (root / "items/b.yaml").write_text(merged(f"visits: {number % 2}\n", number=2))
        assert examined(root) == 1
    manifest = json.loads((root / FOLDER / "manifest.json").read_text().rpartition("\n")[0])
    assert len(manifest["segments"]) < 13
    assert findings(root) == findings(root, use_cache=False)
    assert examined(root) == 0


@pytest.fixture
def many(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """So many files that one is few, and none too young to be trusted."""
    monkeypatch.setattr(cache, "RACY", -(10**15))
    for number in range(20):
        (root / f"items/many{number:02}.yaml").write_text(merged("", number=20 + number))
    return root


def test_after_a_small_change_little_is_written(many: Path) -> None:
    findings(many)
    manifest, changes = many / FOLDER / "manifest.json", many / FOLDER / "changes.json"
    first = manifest.read_bytes()
    (many / "items/many03.yaml").write_text(merged("visits: 7\n", number=23))
    (many / "items/many04.yaml").unlink()
    (many / "items/new.yaml").write_text(merged("", number=50))
    assert findings(many) == findings(many, use_cache=False)
    assert manifest.read_bytes() == first
    told = json.loads(changes.read_text().rpartition("\n")[0])["files"]
    assert {path: one is None for path, one in told.items()} == {
        "items/many03.yaml": False, "items/many04.yaml": True, "items/new.yaml": False,
    }  # fmt: skip
    assert examined(many) == 0
    assert findings(many) == findings(many, use_cache=False)


@pytest.mark.slow(seconds=7)
def test_changes_add_up_until_the_manifest_is_written_anew(many: Path) -> None:
    findings(many)
    manifest, changes = many / FOLDER / "manifest.json", many / FOLDER / "changes.json"
    first = manifest.read_bytes()
    for number in range(8):
        (many / f"items/many{number:02}.yaml").write_text(merged("visits: 7\n", number=20 + number))
        assert findings(many) == findings(many, use_cache=False)
    assert manifest.read_bytes() != first
    told = json.loads(changes.read_text().rpartition("\n")[0]) if changes.exists() else {"files": {}}
    assert len(told["files"]) < 8
    assert examined(many) == 0


def test_changes_to_another_manifest_are_passed_over(many: Path) -> None:
    findings(many)
    manifest, changes = many / FOLDER / "manifest.json", many / FOLDER / "changes.json"
    (many / "items/many03.yaml").write_text(merged("visits: 7\n", number=23))
    findings(many)
    old = changes.read_bytes()
    manifest.unlink()
    findings(many)
    changes.write_bytes(old)
    assert examined(many) == 0
    assert findings(many) == findings(many, use_cache=False)


def damage_changes(folder: Path) -> None:
    (folder / "changes.json").write_text('{"base": ""}\n' + "0" * 64)


def make_folder_of_changes(folder: Path) -> None:
    (folder / "changes.json").mkdir()


def damage_manifest(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes()[:-100])


def damage_manifest_value(folder: Path) -> None:
    path = folder / "manifest.json"
    text = path.read_text()
    assert '"next":12,' in text
    path.write_text(text.replace('"next":12,', '"next":11,'))


def damage_segment(folder: Path) -> None:
    path = next(folder.glob("segments/*/items.parquet"))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


def lose_segment(folder: Path) -> None:
    shutil.rmtree(next(folder.glob("segments/*")))


def lose_table(folder: Path) -> None:
    next(folder.glob("segments/*/_findings.parquet")).unlink()


def make_foreign(folder: Path) -> None:
    (folder / "manifest.json").write_text("[]\n" + "0" * 64)


def make_garbage(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b"\xff\x00" * 1000)


def make_folder_of_it(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").mkdir()


@pytest.mark.parametrize(
    "harm",
    [
        damage_manifest, damage_manifest_value, damage_segment, lose_segment, lose_table, make_foreign, make_garbage,
        make_folder_of_it, damage_changes, make_folder_of_changes,
    ],
    ids=lambda harm: harm.__name__,
)  # fmt: skip
def test_what_does_not_add_up_is_thrown_away(root: Path, harm: Callable[[Path], None]) -> None:
    findings(root)
    expected = findings(root, use_cache=False)
    harm(root / FOLDER)
    catalog = Catalog(root)
    with survey(catalog, catalog.find(), FILE_RULES, folder=root / FOLDER, jobs=1) as surveyed:
        assert surveyed.thrown_away
        assert surveyed.examined == sum(1 for _ in root.rglob("*.yaml"))
    assert findings(root) == expected
    assert examined(root) == 0


def test_a_cache_that_can_t_be_written_is_done_without(root: Path) -> None:
    (root / ".itemkit").write_text("")
    assert findings(root) == findings(root, use_cache=False)


def test_two_runs_at_once(root: Path) -> None:
    expected = findings(root, use_cache=False)
    catalog, other = Catalog(root), Catalog(root)
    with (
        survey(catalog, catalog.find(), FILE_RULES, folder=root / FOLDER, jobs=1) as first,
        survey(other, other.find(), FILE_RULES, folder=root / FOLDER, jobs=1) as second,
    ):
        assert sorted(first.paths.values()) == sorted(second.paths.values())
        rows = "SELECT finding FROM _findings ORDER BY finding"
        assert first.index.rows(rows) == second.index.rows(rows)
    assert findings(root) == expected


def test_what_is_left_of_dead_runs_goes_away(root: Path) -> None:
    findings(root)
    orphan = root / FOLDER / "segments/orphan"
    young = root / FOLDER / "segments/young"
    rows = root / FOLDER / "rows-orphan"
    for folder in (orphan, young, rows):
        folder.mkdir()
        (folder / "x").write_text("")
    for folder in (orphan, rows):
        os.utime(folder, (0, 0))
    (root / "items/b.yaml").write_text(merged(VAGUE, number=2))
    findings(root)
    assert (orphan.exists(), young.exists(), rows.exists()) == (False, True, False)


class Disturbed:
    """A catalog with a cache, in which something has been changed since."""

    def __init__(self, root: Path, victims: Victims, *, is_new: bool) -> None:
        self.root, self._victims, self._kept = root, victims, root.with_name(f"kept {is_new}")
        settle(root)  # so that every run makes the same steps
        findings(root)
        if is_new:
            shutil.rmtree(root / ".itemkit")
        (root / "items/b.yaml").write_text(merged(f"{VAGUE}visits: 1\n", number=2))
        os.utime(root / "items/b.yaml", (1, 1))
        shutil.copytree(root, self._kept)
        self._expected = gathered(root, use_cache=False)

    def restore(self) -> None:
        shutil.rmtree(self.root)
        shutil.copytree(self._kept, self.root)

    def steps(self) -> list[str]:
        """The steps of a run that may concern the cache."""
        return [one for one in self._victims.steps(self.root) if not re.search("gettempdir|write_reports", one)]

    def killed_at(self, moment: Moment) -> None:
        self.restore()
        assert self._victims.killed_at(moment, self.root), moment
        assert gathered(self.root) == self._expected, moment


@pytest.mark.slow(seconds=15)
def test_killing_it_before_any_step_changes_no_result(root: Path) -> None:
    """The first, the middle, and the last of each kind of step that changes the cache; of a new cache, what others lack."""
    with Victims("linting:lint") as victims:
        assert victims.finished(root) == 0  # which imports what the others find imported
        old = Disturbed(root, victims, is_new=False)
        steps = old.steps()
        assert {"replace", "write", "fsync", "mkdir", "rmdir"} <= {one.rpartition(" ")[2] for one in steps}
        for moment in moments(steps):
            old.killed_at(moment)
        new = Disturbed(root, victims, is_new=True)
        for moment in moments([one for one in new.steps() if one not in steps]):
            new.killed_at(moment)
    assert findings(root) == findings(root, use_cache=False)


@pytest.mark.slow(seconds=10)
def test_killing_it_at_any_time_changes_no_result(root: Path) -> None:
    """Kill a run in two processes again and again, a little later each time, with something changed before each."""
    for number in range(40):
        (root / f"items/more-{number}.yaml").write_text(merged(VAGUE if number % 3 else "", number=10 + number))
    with Victims("linting:lint") as victims:
        assert victims.finished(root, "2") == 0  # which imports what the others find imported
        shutil.rmtree(root / FOLDER)
        started = time.perf_counter()
        assert victims.finished(root, "2") == 0
        whole = time.perf_counter() - started
        killed = 0
        for number in range(10):
            (root / f"items/more-{number}.yaml").write_text(
                merged(f"{VAGUE}visits: {number % 2}\n", number=10 + number)
            )
            killed += victims.killed_after(whole * number / 12, root, "2")
            assert gathered(root) == gathered(root, use_cache=False)
            if number % 4 == 0:
                shutil.rmtree(root / FOLDER)
        assert killed >= 4
    assert findings(root) == findings(root, use_cache=False)


def test_every_table_is_kept(root: Path) -> None:
    findings(root)
    (segment,) = (root / FOLDER / "segments").iterdir()
    assert {one.stem for one in segment.iterdir()} == set(LINT_TABLES)
