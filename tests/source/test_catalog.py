"""What belongs to a catalog, and what its ``itemkit.toml`` may not say."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from itemkit.source.catalog import Catalog, CatalogError, Found

Maker = Callable[[Mapping[str, str | bytes]], Path]
X = "name: x\n"


def files(found: Found) -> list[str]:
    """``kind path`` of every file found, in order."""
    return [f"{kind} {path}" for kind, paths in found.files.items() for path in paths]


def problems(found: Found) -> set[tuple[str, str, str]]:
    return {(path, problem.kind, problem.detail) for path, problem in found.problems}


def test_files_by_kind_sorted(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            "organs.yaml": X,
            "certificates/b.yaml": X,
            "certificates/a.yaml": X,
            "standards/教育/一.yaml": X,
            "items/乙.yaml": X,
            "items/440100/甲/10.yaml": X,
            "items/440100/甲/2.yml": X,
            "bundles/x.yaml": X,
            "codes/ledger.csv": X,
            "README.md": X,
            "items/notes.txt": X,
        }
    )
    found = Catalog(root).find()
    assert files(found) == [
        "organs organs.yaml",
        "certificate certificates/a.yaml",
        "certificate certificates/b.yaml",
        "standard standards/教育/一.yaml",
        "item items/440100/甲/10.yaml",
        "item items/440100/甲/2.yml",
        "item items/乙.yaml",
        "bundle bundles/x.yaml",
    ]
    assert problems(found) == set()
    assert (found.whole, found.count) == (True, 8)


def test_what_is_not_entered(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            ".git/items/a.yaml": X,
            ".github/workflows/ci.yaml": X,
            "build/site/a.yaml": X,
            "items/build/a.yaml": X,
            "items/.hidden/a.yaml": X,
            "items/.a.yaml": X,
            "node_modules/items/a.yaml": X,
            "docs/examples/a.yaml": X,
            ".pre-commit-config.yaml": X,
        }
    )
    found = Catalog(root).find()
    assert (files(found), problems(found)) == ([], set())


def test_a_yaml_file_that_is_not_read_is_told(make_catalog: Maker) -> None:
    root = make_catalog(
        {
            "item/a.yaml": X,
            "Items/b.yaml": X,
            "standard/c.yml": X,
            "organ.yaml": X,
            "organs.yml": X,
            "mkdocs.yaml": X,
            "items.yaml": X,
        }
    )
    found = Catalog(root).find()
    assert files(found) == []
    assert problems(found) == {
        ("item/a.yaml", "unplaced", "items"),
        ("Items/b.yaml", "unplaced", "items"),
        ("standard/c.yml", "unplaced", "standards"),
        ("organ.yaml", "unplaced", "organs.yaml"),
        ("organs.yml", "unplaced", "organs.yaml"),
        ("mkdocs.yaml", "unplaced", ""),
        ("items.yaml", "unplaced", "items"),
    }


def test_links(make_catalog: Maker, tmp_path: Path) -> None:
    root = make_catalog({"items/a.yaml": X, "items/sub/b.yaml": X})
    (tmp_path / "outside.yaml").write_text(X)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/c.yaml").write_text(X)
    links = {
        "items/inside.yaml": root / "items/a.yaml",
        "items/outside.yaml": tmp_path / "outside.yaml",
        "items/folder": root / "items/sub",
        "items/out": tmp_path / "outside",
        "items/gone.yaml": root / "items/none.yaml",
        "items/loop.yaml": root / "items/loop.yaml",
        "items/up": root,
        "bundles": tmp_path / "outside",
        "unrelated": tmp_path / "outside",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
    catalog = Catalog(root)
    found = catalog.find()
    assert files(found) == ["item items/a.yaml", "item items/inside.yaml", "item items/sub/b.yaml"]
    not_followed = {name for name in links if name not in {"items/inside.yaml", "unrelated"}}
    assert problems(found) == {(name, "link", str(links[name])) for name in not_followed}
    for name in not_followed:
        named = catalog.find([root / name])
        assert (files(named), problems(named)) == ([], {(name, "link", str(links[name]))}), name
    assert files(catalog.find([root / "items/inside.yaml"])) == ["item items/inside.yaml"]


def test_what_is_asked_for(make_catalog: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_catalog(
        {"organs.yaml": X, "items/a/1.yaml": X, "items/a/2.yaml": X, "items/b/3.yaml": X, "bundles/4.yaml": X}
    )
    catalog = Catalog(root)

    def found(*paths: str) -> list[str]:
        return files(catalog.find([root / path for path in paths]))

    assert found("items/a") == ["item items/a/1.yaml", "item items/a/2.yaml"]
    assert found("items/a/2.yaml", "items/a", "items/b/3.yaml") == [
        "item items/a/1.yaml",
        "item items/a/2.yaml",
        "item items/b/3.yaml",
    ]
    assert found("bundles/4.yaml", "organs.yaml") == ["organs organs.yaml", "bundle bundles/4.yaml"]
    assert not catalog.find([root / "items"]).whole
    assert catalog.find([root]).whole
    assert catalog.find([root, root / "items"]).whole
    monkeypatch.chdir(root / "items")
    assert files(Catalog.around(Path("b")).find([Path("b")])) == ["item items/b/3.yaml"]
    assert files(Catalog.around(Path("../items/b/3.yaml")).find([Path("../items/b/3.yaml")])) == ["item items/b/3.yaml"]


def test_where_a_catalog_begins(make_catalog: Maker, tmp_path: Path) -> None:
    root = make_catalog({"items/a/1.yaml": X})
    assert Catalog.around(root / "items/a/1.yaml").root == root
    assert Catalog.around(root / "items").root == root
    assert Catalog.around(root).root == root
    plain = tmp_path / "plain"
    (plain / "items/a").mkdir(parents=True)
    (plain / "items/a/1.yaml").write_text(X)
    assert Catalog.around(plain / "items/a/1.yaml").root == plain
    assert Catalog.around(plain / "items/a").root == plain
    assert Catalog.around(plain).root == plain
    alone = tmp_path / "alone.yaml"
    alone.write_text(X)
    assert Catalog.around(alone).root == tmp_path
    assert files(Catalog.around(alone).find([alone])) == ["item alone.yaml"]
    with pytest.raises(CatalogError) as caught:
        Catalog.around(tmp_path / "none")
    assert str(caught.value) == f"没有这个文件或文件夹：{tmp_path / 'none'}"


def test_limits(make_catalog: Maker) -> None:
    root = make_catalog({})
    assert Catalog(root).limit == 1024 * 1024
    (root / "itemkit.toml").write_text("[limits]\nfile_bytes = 4096\n")
    assert Catalog(root).limit == 4096


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ("[catalog", ["{toml} 不是正确的 TOML：Expected ']' at the end of a table declaration (at end of document)"]),
        ("a = 1\na = 2", ["{toml} 不是正确的 TOML：Cannot overwrite a value (at end of document)"]),
        (b"\xff\xfe", ["{toml} 不是 UTF-8：另存为 UTF-8"]),
        ("[catalgo]\nname = 'x'", ["{toml} 的 /catalgo：不认识的键 catalgo：是不是 catalog？"]),
        (
            "[catalog]\nname = 1\nregion = 'x'",
            [
                '{toml} 的 /catalog/name：name 会被读成数字：加上引号，写成 "1"',
                "{toml} 的 /catalog/region：“x”不对：区划代码为 6 位数字（GB/T 2260），镇村可用 12 位",
            ],
        ),
        ("[vocabulary.actoin]\n'校验' = '77'", ["{toml} 的 [vocabulary]：没有词表 actoin"]),
        (
            "[vocabulary]\naction = ['校验']",
            ["{toml} 的 /vocabulary/action：action 要写映射（几个 键: 值），这里是列表"],
        ),
        ("[regions]\n440100 = ''", ["{toml} 的 /regions/440100：440100 是空的：填上，或者把这个键删去"]),
        ("[limits]\nfile_bytes = 1", ["{toml} 的 /limits/file_bytes：file_bytes 不能小于 1024，这里是 1"]),
        ("x = 2026-01-01", ["{toml} 的 /x：不认识的键 x：模型以外的内容写在 extra 下"]),
        ("x." + ".".join("y" * 300) + " = 1", ["{toml} 套得太深"]),
    ],
)
def test_a_wrong_configuration(config: str | bytes, told: list[str], make_catalog: Maker) -> None:
    root = make_catalog({"itemkit.toml": config})
    with pytest.raises(CatalogError) as caught:
        _ = Catalog(root).checker
    assert str(caught.value).splitlines() == [line.format(toml=root / "itemkit.toml") for line in told]


def test_a_configuration_with_whole_floats_is_right(make_catalog: Maker) -> None:
    assert Catalog(make_catalog({"itemkit.toml": "[limits]\nfile_bytes = 4096.0\n"})).limit == 4096


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        (None, "打不开：No such file or directory"),
        ("{", "不是正确的 JSON：Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "不是正确的 JSON Schema：/ 写得不对"),
        ('{"properties": {"a": {"type": "text"}}}', "不是正确的 JSON Schema：/properties/a/type 写得不对"),
        ("true", "不是正确的 JSON Schema：最外层要是一个对象"),
        (b"\xff", "不是 UTF-8：另存为 UTF-8"),
        ('{"pattern": "("}', "不是正确的 JSON Schema：/pattern 写得不对"),
        ('{"$ref": "https://example.gov.cn/x.json"}', "不能用：有的 $ref 在文件里找不到，网上的模式不会去取"),
        ('{"$ref": "#/$defs/x"}', "不能用：有的 $ref 在文件里找不到，网上的模式不会去取"),
    ],
)
def test_a_wrong_schema_for_extra(schema: str | bytes | None, told: str, make_catalog: Maker) -> None:
    files = {"itemkit.toml": "[schemas]\nextra = 'extra.json'\n", **({} if schema is None else {"extra.json": schema})}
    root = make_catalog(files)
    catalog = Catalog(root)
    from itemkit.model.kinds import ITEM_KIND

    with pytest.raises(CatalogError) as caught:
        catalog.checker(ITEM_KIND)
    assert str(caught.value) == f"{root / 'extra.json'} {told}"
