"""Which actions (办理情形) a name speaks of: first issue, change, renewal, replacement, exchange, cancellation.

Whether somebody who applies must hold the certificate already depends on it. An item says so itself (``action``); where
it does not, its name does, more often than not: 教师资格证书补发、换发; 《建设工程规划许可证》延期使用.
"""

from functools import lru_cache

WORDS_OF_ACTIONS: dict[str, tuple[str, ...]] = {
    "新办": (
        "新办", "新申请", "首次", "初次", "初领", "初始", "新增", "新建", "核发", "签发", "颁发", "发放", "配发",
        "申领", "设立", "开办", "成立", "新设", "认定",
    ),
    "变更": (
        "变更", "调整", "更名", "变动", "增项", "增加", "转所", "过户", "转入", "转出", "转移", "转让", "变换", "更正",
    ),
    "延续": ("延续", "延期", "续期", "续展", "续签", "续办", "到期", "期满", "届满", "签注"),
    "补发": ("补发", "补办", "补证", "补领", "补换", "遗失", "挂失", "丢失", "损毁", "灭失", "毁损"),
    "换发": ("换发", "换证", "换领", "更换"),
    "注销": ("注销", "撤销", "取消", "吊销", "停业", "歇业", "终止", "废止", "停用"),
    "年检": ("年检", "年审", "年报", "年度检验", "年度报告", "年度考核"),
}  # fmt: skip
"""Words in a name that speak of an action; one that a first application never has is enough to tell a later one."""

LATER = frozenset(("变更", "延续", "补发", "换发", "注销", "年检"))
"""The actions of those who hold the certificate already."""
REISSUING = LATER - {"注销"}
"""The actions that end with the same certificate as before, in a new copy or a new version."""

LOST = ("遗失", "挂失", "丢失", "灭失", "补发", "补办", "补证", "补领")
"""Words in a name that speak of what is lost, or of what mostly is."""
_DAMAGED = ("损毁", "毁损", "损坏", "破损", "污损")


@lru_cache(1 << 14)
def actions_in(text: str) -> frozenset[str]:
    """The actions that a text speaks of; several if it merges them, none if it says nothing.

    >>> sorted(actions_in("新建建筑工程《建设工程规划许可证》核发及调整"))
    ['变更', '新办']
    """
    return frozenset(action for action, words in WORDS_OF_ACTIONS.items() if any(word in text for word in words))


def actions_of(action: str | None, name: str) -> frozenset[str]:
    """The actions of an item: the one that it states, else those that its name speaks of.

    The bracket at the end of a name tells which of the things is meant that stand before it.

    Args:
        action: its ``action``; 其他 says nothing of whether the applicant holds the certificate already.
        name: its name.

    >>> sorted(actions_of(None, "建设工程规划类许可证核发（建筑类）(《建设工程规划许可证》延期使用（建筑）)"))
    ['延续']
    """
    if action and action != "其他":
        return frozenset((action,))
    return actions_in(_bracket_at_end(name)) or actions_in(name)


def _bracket_at_end(name: str) -> str:
    """What stands in the bracket with which a name ends, the brackets in it included; nothing if it ends in none."""
    depth = 0
    for place in range(len(name) - 1, -1, -1):
        if name[place] in "）)":
            depth += 1
        elif name[place] in "（(":
            depth -= 1
        if depth <= 0:
            return name[place + 1 : -1] if depth == 0 and place < len(name) - 1 else ""
    return ""


def reissues(action: str | None, name: str) -> bool:
    """Whether what an item issues goes to those who have it already, in a new copy or a new version.

    >>> reissues("延续", "食品经营许可（延续）"), reissues(None, "许可证核发及变更"), reissues("注销", "许可证注销")
    (True, False, False)
    """
    actions = actions_of(action, name)
    return bool(actions & REISSUING) and "新办" not in actions


def replaces_lost(action: str | None, name: str) -> bool:
    """Whether an item gives a new certificate to those who have lost theirs.

    What is only damaged can be handed in; a name that speaks of damage alone is not meant.

    >>> [replaces_lost(None, name) for name in ("执照遗失补发", "执照损毁补发", "执照损毁或者遗失的换发")]
    [True, False, True]
    """
    if "补发" not in actions_of(action, name) and not any(word in name for word in LOST):
        return False
    speaks_of_loss = any(word in name for word in ("遗失", "挂失", "丢失", "灭失"))
    return speaks_of_loss or not any(word in name for word in _DAMAGED)
