"""What all tests share: the real records beside the project, small catalogs, and how hypothesis runs."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from browser import Chromium

_IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}

settings.register_profile(
    "itemkit", deadline=None, derandomize=_IN_CI, suppress_health_check=[HealthCheck.too_slow], max_examples=100
)
settings.load_profile("itemkit")

_SECONDS = 3
"""What a slow test takes that does not say."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the files, those that take longest begin first: else one is left over in the end."""
    if not hasattr(config, "workerinput"):
        return
    seconds: Counter[Path] = Counter()
    for item in items:
        for mark in item.iter_markers("slow"):
            seconds[item.path] += mark.kwargs.get("seconds", _SECONDS)
            break
    items.sort(key=lambda item: -seconds[item.path])


CatalogMaker = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real records beside the project; CI must have it."""
    folder = Path(__file__).parents[1] / "../shared/data"
    if not folder.is_dir():
        reason = "the folder ../shared/data with real records is not here"
        if _IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    return folder.resolve()


@pytest.fixture(scope="session")
def own_catalog() -> Path:
    """The catalog that comes with the project."""
    return Path(__file__).parents[1] / "catalog"


@pytest.fixture
def make_catalog(tmp_path: Path) -> CatalogMaker:
    """Writes files, given as relative path → content, and gives the folder; an ``itemkit.toml`` unless there is one."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "目录"
        for path, content in {"itemkit.toml": "", **files}.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """A real browser, one for all tests of a process."""
    with Chromium() as started:
        yield started
