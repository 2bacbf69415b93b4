"""The figures on the site: the same as those of ``itemkit stats``, in Chinese wherever they are made."""

import json
from collections import Counter
from pathlib import Path
from random import Random

import html5lib
import pytest
from data_site import FILES, published
from typer.testing import CliRunner

from itemkit.cli.app import app
from itemkit.guides.site import report
from itemkit.guides.site.rows import Days
from itemkit.index.database import Index
from itemkit.language import current, speaking
from itemkit.stats import Counted, as_data, stats_of, tallied

NAMESPACE = {"h": "http://www.w3.org/1999/xhtml"}


def test_the_figures_are_those_of_stats(own_catalog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(report, "tallied", lambda *given, **more: seen.append(tallied(*given, **more)) or seen[0])
    published(own_catalog, tmp_path / "site")
    arguments = ["stats", "-f", "json", "--catalog", str(own_catalog), "--jobs", "1", "--no-cache"]
    done = CliRunner().invoke(app, arguments)
    asked, counted = json.loads(done.stdout), as_data(seen[0], {})
    statuses = Counter()
    for one in asked["counts"].pop("status"):
        statuses[one["value"] or "在用"] += one["items"]  # the site counts those that state none as in force
    assert {one["value"]: one["items"] for one in counted["counts"].pop("status")} == statuses
    assert asked | {"findings": None} == counted | {"findings": None}


def some_items(rand: Random) -> list[Counted]:
    def limit() -> Days | None:
        return rand.choice((None, Days(rand.randrange(40), "工作日"), Days(rand.randrange(40), "自然日")))

    def text() -> str:
        return rand.choice(("", "甲", "乙", "丙"))

    return [
        Counted(
            text(), text(), text(), text(), text(), rand.choice(("", "即办件", "承诺件")), limit(), limit(),
            rand.randrange(-1, 4), rand.randrange(-1, 4), rand.randrange(-1, 4), rand.random() < 0.5,
        )
        for _ in range(rand.randrange(14))
    ]  # fmt: skip


def test_counting_is_asking_the_index() -> None:
    names = {"region": {"甲": "甲地"}, "organ": {"乙": "乙局"}}
    with Index([], {}) as index:
        ask = index.connection.execute
        ask("CREATE TABLE organs AS SELECT '乙' AS uscc, NULL::VARCHAR AS region, '乙局' AS name")
        for seed in range(40):
            items = some_items(Random(seed))
            ask(
                "CREATE OR REPLACE TABLE items (type VARCHAR, level VARCHAR, region VARCHAR, organ VARCHAR,"
                " status VARCHAR, handling VARCHAR, statutory_unit VARCHAR, statutory_days INTEGER,"
                " promised_unit VARCHAR, promised_days INTEGER, materials INTEGER, visits INTEGER, free BOOLEAN,"
                " online BOOLEAN)"
            )
            for one in items:
                unit_and_days = [(limit.unit, limit.days) if limit else (None, None) for limit in one[6:8]]
                row = (
                    one.type or None, one.level or None, one.region or None, one.organ or None, one.status or "在用",
                    one.handling or None, *unit_and_days[0], *unit_and_days[1],
                    max(one.materials, 0), one.visits if one.visits >= 0 else None, one.fees == 0, one.is_online,
                )  # fmt: skip
                ask(f"INSERT INTO items VALUES ({', '.join('?' * len(row))})", row)
            asked = stats_of(index, [], catalog="目录", regions=names["region"])
            counted = tallied(items, catalog="目录", names=names, status="在用")
            assert as_data(counted, {}) == as_data(asked, {}), seed


def test_the_page_is_chinese_and_for_citizens(make_catalog, tmp_path: Path) -> None:
    root = make_catalog(FILES)
    chinese = published(root, tmp_path / "one")["report.html"]
    with speaking("en"):
        assert current() == "en"
        assert published(root, tmp_path / "two")["report.html"] == chinese
    page = html5lib.parse(chinese)
    headings = ["".join(one.itertext()) for one in page.iterfind(".//h:main//h:h2", NAMESPACE)]
    assert headings == [
        "总览", "办结时限", "按事项类型", "按行使层级", "按区划", "按实施主体", "按事项状态", "申请材料的份数", "到办事现场次数",
    ]  # fmt: skip
    assert "=灵山县,行政审批局" in chinese.decode()
