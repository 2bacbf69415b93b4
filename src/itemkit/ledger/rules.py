"""Family C, the ledger: whether files and the ledger say the same of every code.

All but one are questions to the index; a catalog without a ledger is not asked for one.
"""

from collections.abc import Iterator

from itemkit.findings import Hit, Place, Pointer, Related, Severity, Span, msg, rule
from itemkit.index.database import Index
from itemkit.index.rules import AcrossRule, HitIn, across_rule
from itemkit.ledger.ledger import LEDGER_PATH, Flaw

_CODE = Place(Pointer.of("code"))
_CARRIED = """
carried AS (
    SELECT file, path, code, name, status FROM items WHERE code IS NOT NULL
    UNION ALL SELECT file, path, code, name, status FROM standards WHERE code IS NOT NULL
)
"""


@across_rule("C501", "code-not-in-ledger", Severity.WARNING)
def code_not_in_ledger(index: Index) -> Iterator[HitIn]:
    """文件里的编码不在编码登记册里。

    ## 为什么
    登记册记着赋过的每一个编码；不在册的编码，以后可能再赋给别的事项，一码就成了两事。

    ## 依据
    一事一码：编码唯一、不重复使用。目录没有登记册（codes/ledger.csv）的，不查这一条。

    ## 反例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400002,item,items/old.yaml,公共场所卫生许可（变更）,retired,,,2026-01-01,2026-02-01,,并入别的事项

    ## 正例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,,,2026-01-01,,,

    ## 怎么改
    编码是别处正式赋的，用 `itemkit codes adopt` 登记；是手写的，删去再用 `itemkit codes assign` 赋码。
    """
    rows = index.rows(
        f"WITH {_CARRIED} SELECT path, code FROM carried "
        "WHERE EXISTS (FROM ledger) AND code NOT IN (SELECT code FROM ledger) ORDER BY path"
    )
    for path, code in rows:
        yield HitIn(
            _CODE, msg("{code} 不在编码登记册里：用 itemkit codes adopt 登记", code=code), path=path, subject=code
        )


@across_rule("C502", "ledger-row-without-item", Severity.WARNING)
def ledger_row_without_item(index: Index) -> Iterator[HitIn]:
    """登记册里在用的编码，没有文件用它。

    ## 为什么
    文件删了、编码改了，登记册却说还在用；别的系统会来找这个事项。

    ## 依据
    惯例：事项取消，编码退役；退役的编码留在册里，永不再用。

    ## 反例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,,,2026-01-01,,,
        11440100007482620J344012300400002,item,items/old.yaml,公共场所卫生许可（变更）,active,,,2026-01-01,,,

    ## 正例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,,,2026-01-01,,,
        11440100007482620J344012300400002,item,items/old.yaml,公共场所卫生许可（变更）,retired,,,2026-01-01,2026-02-01,,并入别的事项

    ## 怎么改
    事项没有了，用 `itemkit codes retire` 退役；误删的，找回文件；赋码中断的，再运行 `itemkit codes assign`。
    """
    rows = index.rows(
        "SELECT line, ledger.code, name, ledger.path, file IS NOT NULL FROM ledger WHERE status = 'active' "
        "AND code NOT IN (SELECT subject FROM files WHERE subject IS NOT NULL AND kind IN ('item', 'standard')) "
        "ORDER BY line"
    )
    for line, code, name, path, is_there in rows:
        message = (
            msg("{code} 还没有写进 {path}：再运行 itemkit codes assign", code=code, path=path)
            if is_there
            else msg("{code}（{name}）没有文件：取消了就用 itemkit codes retire 退役，误删就找回 {path}",
                     code=code, name=name or "", path=path)
        )  # fmt: skip
        yield HitIn(_row(line, code), message, path=LEDGER_PATH, subject=code)


@across_rule("C503", "retired-code-in-use", Severity.ERROR)
def retired_code_in_use(index: Index) -> Iterator[HitIn]:
    """文件用着已经退役的编码。

    ## 为什么
    退役的编码在别的系统里指的是从前的事项；再用它，旧的办件、证照会算到新事项头上。

    ## 依据
    一事一码：退役的编码永不再用。状态是 取消 的事项可以留着它的编码。

    ## 反例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,retired,,,2026-01-01,2026-02-01,,并入别的事项

    ## 正例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,,,2026-01-01,,,

    ## 怎么改
    删去 `code`，用 `itemkit codes assign` 另赋一个；事项确已取消的，把 `status` 改成 取消。
    """
    rows = index.rows(
        f"WITH {_CARRIED} SELECT carried.path, code, line, retired FROM carried JOIN ledger USING (code) "
        "WHERE ledger.status = 'retired' AND coalesce(carried.status, '在用') <> '取消' "
        "AND code NOT IN (SELECT code FROM ledger WHERE status = 'active') ORDER BY carried.path"
    )
    for path, code, line, day in rows:
        related = Related(msg("登记册里这个编码已经退役"), _row(line, code), LEDGER_PATH)
        message = msg("{code} 已在 {day} 退役，不能再用：删去它，另赋一个", code=code, day=day or "")
        yield HitIn(_CODE, message, (related,), path=path, subject=code)


@across_rule("C504", "code-given-twice", Severity.ERROR)
def code_given_twice(index: Index) -> Iterator[HitIn]:
    """登记册里一个编码有两行。

    ## 为什么
    两个分支各自赋码，赋了同一个；合并以后两行都在，一个编码指两个事项。

    ## 依据
    一事一码：一个编码只赋一次。

    ## 反例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,,,2026-01-01,,,
        11440100007482620J344012300400002,item,items/a.yaml,公共场所卫生许可（变更）,retired,,,2026-01-01,2026-02-01,,并入别的事项
        11440100007482620J344012300400002,item,items/b.yaml,公共场所卫生许可（延续）,retired,,,2026-01-01,2026-02-01,,并入别的事项

    ## 正例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,,,2026-01-01,,,
        11440100007482620J344012300400002,item,items/a.yaml,公共场所卫生许可（变更）,retired,,,2026-01-01,2026-02-01,,并入别的事项
        11440100007482620J344012300400003,item,items/b.yaml,公共场所卫生许可（延续）,retired,,,2026-01-01,2026-02-01,,并入别的事项

    ## 怎么改
    `itemkit codes assign --renumber --base 要保留的分支`：那个分支已有的编码不动，另一边的改赋新码。
    """
    rows = index.rows(
        "WITH numbered AS (SELECT line, code, path, row_number() OVER (PARTITION BY code ORDER BY line) AS place, "
        "first(line) OVER (PARTITION BY code ORDER BY line) AS other, "
        "first(path) OVER (PARTITION BY code ORDER BY line) AS other_path FROM ledger) "
        "SELECT line, code, path, other, other_path FROM numbered WHERE place > 1 ORDER BY line"
    )
    for line, code, path, other, other_path in rows:
        related = Related(msg("第一次赋给 {path}", path=other_path), _row(other, code), LEDGER_PATH)
        message = msg(
            "{code} 赋给了 {other}，又赋给 {path}：用 itemkit codes assign --renumber 分开",
            code=code, other=other_path, path=path,
        )  # fmt: skip
        yield HitIn(_row(line, code), message, (related,), path=LEDGER_PATH, subject=code)


@across_rule("C505", "known-otherwise", Severity.INFO)
def known_otherwise(index: Index) -> Iterator[HitIn]:
    """事项换了位置或者名称，登记册里还是原来的。

    ## 为什么
    登记册是编码的身份记录；名称改了，要看清是改名，还是换成了另一个事项。

    ## 依据
    惯例：同一编码始终指同一事项；改名可以，换事项要另赋编码。

    ## 反例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,住宿场所卫生许可,active,,,2026-01-01,,,

    ## 正例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,,,2026-01-01,,,

    ## 怎么改
    还是同一事项：`itemkit codes adopt` 或 `itemkit codes release` 记下新的位置和名称。换了事项：删去编码另赋。
    """
    rows = index.rows(
        f"WITH {_CARRIED}, alone AS (FROM carried QUALIFY count(*) OVER (PARTITION BY code) = 1) "
        "SELECT alone.path, code, line, ledger.path, ledger.name, alone.path <> ledger.path FROM alone "
        "JOIN ledger USING (code) WHERE ledger.status = 'active' AND (alone.path <> ledger.path OR "
        "trim(regexp_replace(coalesce(alone.name, ''), '\\s+', ' ', 'g')) <> coalesce(ledger.name, '')) "
        "ORDER BY alone.path"
    )
    for path, code, line, old_path, old_name, has_moved in rows:
        related = Related(msg("登记册里的这一行"), _row(line, code), LEDGER_PATH)
        message = (
            msg("{code} 登记的文件是 {path}：还是同一事项就用 itemkit codes adopt 更新", code=code, path=old_path)
            if has_moved
            else msg(
                "{code} 登记的名称是 {name}：还是同一事项就用 itemkit codes adopt 更新", code=code, name=old_name or ""
            )
        )
        yield HitIn(_CODE, message, (related,), path=path, subject=code)


@across_rule("C506", "released-content-changed", Severity.WARNING)
def released_content_changed(index: Index) -> Iterator[HitIn]:
    """在用事项的内容和上次发布的不一样，版本没有加。

    ## 为什么
    别的系统按版本判断要不要更新；版本不变，它们给人看的还是旧内容。

    ## 依据
    国家交换字段 task_version（事项版本）：内容变更，版本递增。发布过（`itemkit codes release`）的才查。

    ## 反例
        version: 3
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,3,0123456789abcdef0123456789abcdef,2026-01-01,,,

    ## 正例
        version: 4
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,3,0123456789abcdef0123456789abcdef,2026-01-01,,,

    ## 怎么改
    把 `version` 加一，发布时用 `itemkit codes release` 记下。
    """
    rows = index.rows(
        "SELECT items.path, code, coalesce(items.version, 1), ledger.version, line FROM items "
        "JOIN contents USING (file) JOIN ledger USING (code) "
        "WHERE ledger.status = 'active' AND ledger.digest IS NOT NULL AND ledger.digest <> contents.digest "
        "AND coalesce(items.status, '在用') = '在用' AND coalesce(items.version, 1) <= ledger.version "
        "ORDER BY items.path"
    )
    for path, code, version, released, line in rows:
        related = Related(msg("发布的是版本 {version}", version=released), _row(line, code), LEDGER_PATH)
        message = msg(
            "内容和发布的不一样，版本还是 {version}：把 version 改成 {wanted}", version=version, wanted=released + 1
        )
        yield HitIn(Place(Pointer.of("version")), message, (related,), path=path, subject=code)


@rule("C507", "ledger-unreadable", Severity.ERROR)
def ledger_unreadable(flaw: Flaw) -> Iterator[Hit]:
    """编码登记册有一行不能信。

    ## 为什么
    这一行的编码不算数了，可能会再赋一次；赋码、登记、发布都要等它改好。

    ## 依据
    登记册的格式：docs/codes.md。

    ## 反例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,,,2026-01-01,,,
        11440100007482620J344012300400002,item,items/old.yaml

    ## 正例
        version: 1
        ---
        # codes/ledger.csv
        code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason
        11440100007482620J344012300400001,item,items/x.yaml,公共场所卫生许可（新办）,active,,,2026-01-01,,,

    ## 怎么改
    照提示改这一行；是 git 合并冲突的，两边的行都留下，只删去标记。
    """
    yield Hit(Place(Pointer.of(str(flaw.line)), span=Span.at(flaw.line, 1)), flaw.message)


def _row(line: int, code: str) -> Place:
    """Where a row of the ledger is."""
    return Place(Pointer.of(code), span=Span.at(line, 1, len(code)))


LEDGER_ACROSS_RULES: tuple[AcrossRule, ...] = (
    code_not_in_ledger,
    ledger_row_without_item,
    retired_code_in_use,
    code_given_twice,
    known_otherwise,
    released_content_changed,
)
"""In the order of their codes."""
LEDGER_RULES = (ledger_unreadable,)
"""The rules of the ledger's own lines."""
