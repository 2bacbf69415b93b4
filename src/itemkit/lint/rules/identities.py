"""Family N, second room: names and codes of certificates and organs, and the files that claim one twice.

Of two that claim the same, the later path is told, with the first as the related place: one finding a thing to do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from itemkit.findings import Change, Fix, Place, Pointer, Related, Severity, msg
from itemkit.index.database import Index
from itemkit.index.rules import HitIn, across_rule
from itemkit.model.plain import plain_name


@across_rule("N204", "certificate-name-claimed", Severity.ERROR)
def certificate_name_claimed(index: Index) -> Iterator[HitIn]:
    """一个证照的名称或别名，另一个证照文件也用了。

    ## 为什么
    材料和结果用名称指代证照；一个名称指两种证照，就判断不出要的是哪一种、谁来发、能不能共享。

    ## 依据
    惯例：一个名称只指一种证照。

    ## 反例
        # certificates/营业执照副本.yaml
        name: 营业执照副本
        aliases: [工商营业执照]
        kind: 证照
        issuer_kind: 政府部门

    ## 正例
        # certificates/食品经营许可证.yaml
        name: 食品经营许可证
        aliases: [食品流通许可证]
        kind: 证照
        issuer_kind: 政府部门

    ## 怎么改
    名称归它真正所指的证照，从另一个的 `name` 或 `aliases` 里去掉；两个文件说的是同一种证照，合并。
    """
    claims: dict[str, tuple[str, str]] = {}
    doubled: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
    rows = index.rows(
        "SELECT path, certificate, name FROM certificate_names JOIN files USING (file) "
        "ORDER BY path, name <> certificate, name"
    )
    for path, certificate, name in rows:
        first, first_certificate = claims.setdefault(plain_name(name), (path, certificate))
        if first != path:
            key = "name" if name == certificate else "aliases"
            doubled[path, certificate, key].append((name, first, first_certificate))
    for (path, certificate, key), several in doubled.items():
        names = tuple(name for name, _, _ in several)
        related = tuple(Related(msg("{name} 也指这种证照", name=name), _NAME, first) for name, first, _ in several)
        others = tuple(dict.fromkeys(other for _, _, other in several))
        message = msg("{names} 已经指 {others}：一个名称只指一种证照", names=names, others=others)
        yield HitIn(Place(Pointer.of(key)), message, related, path=path, subject=certificate)


@across_rule("N205", "organ-code-twice", Severity.ERROR)
def organ_code_twice(index: Index) -> Iterator[HitIn]:
    """机构名录里一个统一社会信用代码写了两次。

    ## 为什么
    事项用代码指代机构；一个代码有两行，取的是哪一行的名称、区划、层级就说不准。

    ## 依据
    GB 32100-2015：统一社会信用代码一主体一代码，终身不变。

    ## 反例
        # organs.yaml
        - {uscc: 11440100007482620J, name: 广州市卫生健康委员会, region: "440100", level: 市级}
        - {uscc: 11440100007482620J, name: 市卫生健康委, region: "440100", level: 市级}

    ## 正例
        # organs.yaml
        - {uscc: 11440100007482620J, name: 广州市卫生健康委员会, aliases: [市卫生健康委], region: "440100", level: 市级}

    ## 怎么改
    留下一行，别的叫法写进 `aliases`；是另一个机构，核对它的代码。
    """
    rows = index.rows("SELECT uscc, path, pointer, name, NULL FROM organs JOIN files USING (file)")
    for uscc, path, pointer, name, first in _claimed_twice(rows):
        related = Related(msg("{name} 用的是这个代码", name=first[3]), Place(first[2]), first[1])
        message = msg(
            "{uscc} 已是 {other} 的代码：留下一行，或者核对 {name} 的代码", uscc=uscc, other=first[3], name=name
        )
        yield HitIn(Place(pointer / "uscc"), message, (related,), path=path, subject=uscc)


@across_rule("N206", "organ-name-twice", Severity.WARNING)
def organ_name_twice(index: Index) -> Iterator[HitIn]:
    """机构名录里一个名称有两个代码。

    ## 为什么
    办事人只看得到名称：两个机构同名，不知道去哪一家；同一个机构有两个代码，事项就归到两处。
    区划不同的机构可以同名。

    ## 依据
    GB 32100-2015：统一社会信用代码一主体一代码。

    ## 反例
        # organs.yaml
        - {uscc: 11440100007482620J, name: 市卫生健康委, region: "440100", level: 市级}
        - {uscc: 11440100007482575H, name: 市卫生健康委, region: "440100", level: 市级}

    ## 正例
        # organs.yaml
        - {uscc: 11440100007482620J, name: 市卫生健康委, region: "440100", level: 市级}
        - {uscc: 11440100007482575H, name: 市公安局, region: "440100", level: 市级}

    ## 怎么改
    是同一个机构，留下现行的代码，改掉事项里的旧代码；是下属单位，写它自己的全称。
    """
    rows = index.rows("SELECT name, path, pointer, uscc, region FROM organs JOIN files USING (file)")
    for _, path, pointer, uscc, first in _claimed_twice((plain_name(row[0]), *row[1:]) for row in rows):
        if uscc == first[3]:
            continue
        related = Related(msg("同名的机构：{uscc}", uscc=first[3]), Place(first[2]), first[1])
        message = msg("{uscc} 与 {other} 同名：是一个机构就留一个代码，不是就各写全称", uscc=uscc, other=first[3])
        yield HitIn(Place(pointer / "name"), message, (related,), path=path, subject=uscc)


@across_rule("N301", "certificate-alias-used", Severity.WARNING)
def certificate_alias_used(index: Index) -> Iterator[HitIn]:
    """指代证照时写的是别名，不是证照的名称。

    ## 为什么
    别名认得出来，但按证照统计、判断循环证明和重复提交时，同一种证照要用同一个名称。

    ## 依据
    目录文件的格式：`certificate` 写 `certificates/` 中证照的名称。

    ## 反例
        results: [{name: 营业执照, certificate: 工商营业执照, kind: 证照}]

    ## 正例
        results: [{name: 营业执照, certificate: 营业执照, kind: 证照}]

    ## 怎么改
    改成证照的名称；`itemkit lint --fix` 可以改。材料自己的 `name` 不必改。
    """
    rows = index.rows(
        "SELECT path, subject, pointer, name, any_value(certificate) FROM citations JOIN files USING (file) "
        "JOIN certificate_names USING (name) WHERE what = 'certificates' "
        "AND name NOT IN (SELECT name FROM certificates) "
        "GROUP BY ALL HAVING count(DISTINCT certificate) = 1 ORDER BY path, pointer"
    )
    for path, subject, pointer, alias, name in rows:
        place = Place(Pointer.parse(pointer))
        fix = Fix(msg("改成 {name}", name=name), (Change(place.pointer, name),))
        yield HitIn(place, msg("{alias} 是别名：写证照的名称 {name}", alias=alias, name=name), fix=fix,
                    path=path, subject=subject or "")  # fmt: skip


_NAME = Place(Pointer.of("name"))


def _claimed_twice(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Rows (claim, path, pointer, what, where) whose claim an earlier row has made for the same place, with that row.

    Two places that are both known and differ keep two claims apart.
    """
    ordered = sorted(
        ((claim, path, Pointer.parse(pointer), what, where) for claim, path, pointer, what, where in rows),
        key=lambda row: (row[1], row[2].sort_key()),
    )
    firsts: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for row in ordered:
        claim, path, pointer, what, where = row
        first = next((one for one in firsts[claim] if where is None or one[4] is None or one[4] == where), None)
        if first is not None:
            yield claim, path, pointer, what, first
        else:
            firsts[claim].append(row)
