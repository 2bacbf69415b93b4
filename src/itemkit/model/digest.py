"""What of a record is its content: what people go by, and what can't change without a new version."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_NO_CONTENT = frozenset({"code", "local_code", "status", "version", "assured", "extra", "source_url", "effective"})
"""Keys that say which item it is, of what state, and who has looked at it when."""


def content_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """A record without the keys whose change needs no new version."""
    return {key: value for key, value in data.items() if key not in _NO_CONTENT}


def content_digest(data: Mapping[str, Any]) -> str:
    """What tells one content of a record from another: 32 hexadecimal digits of BLAKE2b.

    The order of keys makes no difference, comments and the way of writing neither; the order of lists does.
    """
    text = json.dumps(content_of(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
