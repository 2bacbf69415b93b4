"""Family N: who is called what, and where files of one catalog claim the same thing or contradict each other.

This room has what is said about the names of items; `identities` has certificates and organs, `agreement` has
regions and levels. All are questions to the index: linear in the number of items, whatever their names.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from itemkit.findings import Place, Pointer, Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import AcrossRule, HitIn, across_rule
from itemkit.lint.rules.agreement import organ_elsewhere, organ_level_differs
from itemkit.lint.rules.identities import (
    certificate_alias_used,
    certificate_name_claimed,
    organ_code_twice,
    organ_name_twice,
)
from itemkit.model.plain import canonical_name

_NAME = Place(Pointer.of("name"))


@dataclass(frozen=True, slots=True)
class _Named:
    """An item, as far as its name is concerned."""

    path: str
    subject: str
    name: str
    plain: str
    code: str | None
    start: date | None
    end: date | None

    def may_be(self, other: "_Named") -> bool:
        """Whether the two hold at one time and are not already known for having one code."""
        is_later = self.start is not None and other.end is not None and self.start > other.end
        is_earlier = self.end is not None and other.start is not None and self.end < other.start
        return not (is_later or is_earlier) and (self.code is None or self.code != other.code)


def _each_group(index: Index, key: str, having: str) -> Iterator[list[_Named]]:
    """The items of one organ that share what column ``key`` says, place and action too; cancelled ones left out."""
    groups: dict[object, list[_Named]] = defaultdict(list)
    together = f"organ, {key}, coalesce(action, ''), coalesce(region, '')"
    rows = index.rows(
        "WITH meant AS (SELECT * FROM items WHERE organ IS NOT NULL AND coalesce(status, '在用') <> '取消'), "
        f"shared AS (SELECT {together} FROM meant GROUP BY ALL HAVING {having}) "
        f"SELECT ({together}), meant.path, subject, name, plain_name, code, effective_from, effective_to "
        f"FROM meant JOIN files USING (file) WHERE ({together}) IN (FROM shared) ORDER BY meant.path"
    )
    for group, path, subject, *rest in rows:
        groups[group].append(_Named(path, subject or "", *rest))
    yield from groups.values()


@across_rule("N201", "item-name-twice", Severity.WARNING)
def item_name_twice(index: Index) -> Iterator[HitIn]:
    """一个机构有两个同名的事项，办事人分不出该办哪一个。

    ## 为什么
    名称只差括号、空格、全角半角，看上去就是同一件事；多半是重复录入，改了一份，另一份还在外面。
    办理情形不同、有效期间不重叠、已经取消的，不算同名。

    ## 依据
    惯例：一个事项一个文件，同一机构的事项名称互不相同。

    ## 反例
        name: 公共场所卫生许可（新办）
        ---
        name: 公共场所卫生许可(新办)

    ## 正例
        name: 公共场所卫生许可（新办）
        ---
        name: 公共场所卫生许可（变更）
        action: 变更

    ## 怎么改
    确是同一件事，留下一份；不是，把区别写进名称，或者写明各自的 `action`。
    """
    for group in _each_group(index, "plain_name", "count(*) > 1"):
        first = group[0]
        for one in group[1:]:
            if one.may_be(first):
                related = Related(msg("同名的事项：{name}", name=first.name), _NAME, first.path)
                message = msg("这个机构另有一个同名的事项：{name}；合并，或者在名称里写明区别", name=one.name)
                yield HitIn(_NAME, message, (related,), path=one.path, subject=one.subject)


_NUMBERS = frozenset("一二三四五六七八九十零甲乙丙丁")
_BRACKETS = re.compile(r"[()\[\]{}【】〔〕]")


def each_disguise(name: str) -> Iterator[tuple[object, ...]]:
    """Under which keys a name is found again that is nearly the same: as it is, its bracketed parts in any order."""
    yield (canonical_name(name),)
    parts = (canonical_name(part) for part in _BRACKETS.split(unicodedata.normalize("NFKC", name)))
    yield tuple(sorted(part for part in parts if part))


def each_swapped(name: str) -> Iterator[str]:
    """A canonical name with two neighbours exchanged; a number is another number then."""
    for place, (one, other) in enumerate(pairwise(name)):
        if one != other and not {one, other} & _NUMBERS and not (one.isascii() or other.isascii()):
            yield name[:place] + other + one + name[place + 2 :]


@across_rule("N401", "item-name-nearly-twice", Severity.INFO)
def item_name_nearly_twice(index: Index) -> Iterator[HitIn]:
    """一个机构的两个事项名称几乎一样，像是同一件事写了两次。

    ## 为什么
    多一个“的”、少一个“证”、“帐户”与“账户”、括号换了先后：说的还是同一件事，却成了两个文件，以后各改各的。
    只有读起来是同一件事的差别才提示；差一个字而意思不同的（转入、转出，一类、二类，公司、分公司）不提示。

    ## 依据
    惯例：一个事项一个文件。

    ## 反例
        name: 公共场所卫生许可证核发
        ---
        name: 公共场所的卫生许可核发

    ## 正例
        name: 一类公共场所卫生许可
        ---
        name: 二类公共场所卫生许可

    ## 怎么改
    确是同一件事，留下一份；不是，把区别写进名称。
    """
    for group in _each_group(index, "name_key", "min(plain_name) <> max(plain_name)"):
        yield from _each_nearly_twice(group)


def _each_nearly_twice(group: Iterable[_Named]) -> Iterator[HitIn]:
    seen: dict[tuple[object, ...], _Named] = {}
    for one in group:
        keys = [*each_disguise(one.name)]
        found = [
            seen[key] for key in (*keys, *((swapped,) for swapped in each_swapped(str(keys[0][0])))) if key in seen
        ]
        for key in keys:
            seen.setdefault(key, one)
        near = min(found, key=lambda one: one.path, default=None)
        if near is not None and near.plain != one.plain and one.may_be(near):
            related = Related(msg("名称相近的事项：{name}", name=near.name), _NAME, near.path)
            message = msg(
                "{name} 与 {other} 几乎一样：是同一件事就合并，不是就写明区别", name=one.name, other=near.name
            )
            yield HitIn(_NAME, message, (related,), path=one.path, subject=one.subject)


NAMES_RULES: tuple[AcrossRule, ...] = (
    item_name_twice,
    certificate_name_claimed,
    organ_code_twice,
    organ_name_twice,
    certificate_alias_used,
    item_name_nearly_twice,
    organ_elsewhere,
    organ_level_differs,
)
