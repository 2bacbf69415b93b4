"""Publishing a catalog, to be done in a process that may be killed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from itemkit.guides import PublishOptions, publish
from itemkit.source.catalog import Catalog


def publish_in_one(root: str, site: str) -> None:
    """Publish a catalog, in this process alone."""
    publish(Catalog(Path(root)), Path(site), PublishOptions(jobs=1))


def _prepare() -> None:
    """Publish something, so that whoever is forked from here finds the templates compiled."""
    with TemporaryDirectory() as folder:
        root = Path(folder, "catalog")
        for path, text in {
            "itemkit.toml": "",
            "items/a.yaml": 'name: 事项\ntype: 行政许可\ncode: "11440100007482620J344012300400001"\n',
        }.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        publish_in_one(str(root), str(Path(folder, "site")))


_prepare()
