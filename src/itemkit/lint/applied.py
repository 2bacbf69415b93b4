"""Whether somebody applies for an item (依申请), which decides what its guide must tell.

Penalties and inspections come unasked. Among the public services (公共服务) there is also information that an organ
publishes, among the other powers (其他行政权力) also supervision: there the record itself has to show it.
"""

from itemkit.lint.view import View

_APPLIED_FOR = frozenset({"行政许可", "行政确认", "行政给付", "行政奖励", "行政裁决"})
_PERHAPS = frozenset({"公共服务", "其他行政权力"})


def is_applied_for(item: View) -> bool:
    """Whether somebody applies for it; where the type leaves it open, it takes materials or says how it is handled."""
    kind = item.data.get("type")
    if kind in _APPLIED_FOR:
        return True
    return kind in _PERHAPS and bool(item.data.get("materials") or item.data.get("handling"))
