"""Catalogs whose files wait for codes."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ORGANS = ("11440100007482620J", "11440100007482575H", "114400000069401674")
GIT = {
    "GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@example.org", "GIT_COMMITTER_NAME": "x",
    "GIT_COMMITTER_EMAIL": "x@example.org", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
}  # fmt: skip


def uncoded(items: int) -> dict[str, str]:
    """Files of a catalog: ten standards, every other without a code, and items that implement those that have one."""
    files = {
        "itemkit.toml": '[catalog]\nregion = "440000"\n',
        "organs.yaml": "".join(f'- {{uscc: "{one}", name: 机构{one}}}\n' for one in ORGANS),
    }
    for number in range(10):
        code = f'code: "4401230{number:02}000"\n' if number % 2 else ""
        files[f"standards/s{number}.yaml"] = f"name: 标准{number}\n{code}type: 行政许可\ndepartment: '23'\n"
    for number in range(items):
        standard = f"4401230{1 + 2 * (number % 5):02}000"
        files[f"items/{number % 7}/i{number:03}.yaml"] = (
            f"# 第 {number} 项\nname: 事项{number}   # 名称\norgan: '{ORGANS[number % 3]}'\nlevel: 市级\n"
            f"standard: '{standard}'\nmaterials:\n  - {{name: 申请表, copies: 1}}\n"
        )
    return files


@pytest.fixture
def make_uncoded(make_catalog: Callable[[Mapping[str, str]], Path]) -> Callable[[int], Path]:
    """Makes a catalog of so many items without codes."""
    return lambda items: make_catalog(uncoded(items))
