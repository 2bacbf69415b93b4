"""What remembered results depend on beside the files of a catalog: itemkit itself."""

import hashlib
from functools import cache
from pathlib import Path


@cache
def own_digest() -> str:
    """Of all that itemkit itself consists of: while it is being written, the version alone does not tell."""
    root = Path(__file__).parents[1]
    kinds = {".py", ".toml", ".json", ".html", ".css", ".js", ".csv"}
    files = [one for one in root.rglob("*") if one.suffix in kinds]
    parts = (f"{one.relative_to(root)} {one.stat().st_size} {one.stat().st_mtime_ns}" for one in sorted(files))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
