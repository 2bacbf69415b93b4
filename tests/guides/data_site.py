"""A small catalog with a ledger, published, for the tests of what a site offers to machines."""

from collections.abc import Mapping
from pathlib import Path

from itemkit.guides.site import PublishOptions, publish
from itemkit.guides.site.folder import MANIFEST
from itemkit.source.catalog import Catalog

ORGAN, OTHER = "11440100007482620J", "11450721MB1234567R"
A, B, C = (f"{ORGAN}34401230040000{number}" for number in (1, 2, 3))
D = f"{OTHER}344012300400001"
OLD, OLDER, GONE, LOST = (f"{ORGAN}3440999004000{number:02}" for number in (1, 2, 3, 4))
ROUND, SQUARE = (f"{ORGAN}3440999004000{number:02}" for number in (5, 6))
BASE = "https://zwfw.example.gov.cn/sub/"
FILES: Mapping[str, str | bytes] = {
    "itemkit.toml": '[catalog]\nname = "甲<市>目录"\npublisher = "甲市政务服务局"\n'
    '[regions]\n"440100" = "广州市"\n"450721" = "灵山县"\n',
    "organs.yaml": f"- {{uscc: {ORGAN}, name: 广州市卫生健康委员会, region: '440100'}}\n"
    f"- {{uscc: {OTHER}, name: '=灵山县,行政审批局', region: '450721'}}\n",
    "certificates/营业执照.yaml": "name: 营业执照\naliases: [工商执照]\n",
    "certificates/许可证.yaml": "name: 许可证\n",
    "items/a.yaml": f"""\
code: "{A}"
name: "=HYPERLINK(1), 甲"
aliases: [一, 二]
type: 行政许可
action: 新办
organ: {ORGAN}
level: 市级
audience: [自然人, 企业法人]
themes: [准入准营]
handling: 承诺件
visits: 1
online: {{url: "https://example.gov.cn/"}}
time_limit: {{statutory: {{days: 20, unit: 工作日}}, promised: {{days: 5, unit: 工作日}}}}
materials: [{{name: 申请表}}, {{name: 营业执照, certificate: 工商执照, access: 共享}}]
results: [{{name: 许可证, certificate: 许可证}}]
fees: []
version: 3
effective: {{from: 2026-03-01}}
assured: {{by: 监督处, on: 2026-02-01}}
""",
    "items/b.yaml": f'code: "{B}"\nname: 乙 <b>&\ntype: 公共服务\norgan: {ORGAN}\n',
    "items/c.yaml": f"name: 没有编码\ntype: 公共服务\norgan: {ORGAN}\n",
    "items/d.yaml": f'code: "{D}"\nname: "丁\\u202e\\"引号\\""\ntype: 公共服务\norgan: {OTHER}\nstatus: 暂停\n'
    "fees: [{name: 工本费, amount: 10}]\n",
    "codes/ledger.csv": "code,kind,path,name,status,version,digest,assigned,retired,replaced_by,reason\n"
    f"{A},item,items/a.yaml,甲,active,,,2026-01-05,,,\n"
    f"{B},item,items/b.yaml,乙,active,,,2026-01-06,,,\n"
    f"{OLD},item,items/old.yaml,旧事项,retired,,,2025-01-01,2026-01-07,{A},并入<甲>\n"
    f"{OLDER},item,items/older.yaml,更旧,retired,,,2024-01-01,2025-01-07,{OLD},\n"
    f"{GONE},item,items/gone.yaml,没了,retired,,,2024-01-01,2025-02-01,,法律修订\n"
    f"{LOST},item,items/lost.yaml,,retired,,,,,{C},\n"
    f"{ROUND},item,items/r.yaml,转,retired,,,2024-01-01,2025-03-01,{SQUARE},\n"
    f"{SQUARE},item,items/s.yaml,圈,retired,,,2024-01-01,2025-03-01,{ROUND},\n"
    f"{B},item,items/b0.yaml,乙,retired,,,2024-01-01,2025-03-01,,\n",
}  # fmt: skip


def published(root: Path, out: Path, base_url: str = BASE) -> dict[str, bytes]:
    """All files of the site of a catalog, by name, without the list of them."""
    options = PublishOptions(base_url=base_url, allow_uncoded=True, jobs=1)
    summary = publish(Catalog(root), out, options)
    assert summary.skipped == (), summary.skipped
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    del files[MANIFEST]
    return files
