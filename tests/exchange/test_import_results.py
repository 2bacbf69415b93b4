"""The whole catalog that one record of each shipped profile becomes."""

import json
from pathlib import Path
from typing import Any

import pytest
from import_records import GUANGDONG, GUANGXI, SICHUAN

from itemkit.exchange import ImportSummary, Reason, import_file, load_profile

GUANGDONG_CATALOG = {
    "itemkit.toml": """\
[catalog]
name = "广东政务服务网导出的事项"
region = "440100"

[regions]
440100 = "广东省广州市"
""",
    "items/440100/广州市示范局/读者证办理（补办）-44011800900001.yaml": """\
name: 读者证办理（补办）
aliases: [补读者证, 借书证补办]
code: "11440100007482575H344011800900001"
type: 公共服务
action: 补发
organ: "11440100007482575H"
joint_organs: ["市级甲局（受理,审核）", 市级乙局（决定）]
region: "440100"
level: 市级
audience: [自然人, 企业法人]
themes: [文化体育]
conditions:
  - 符合下列条件的，可以申请：
  - 已办理过读者证；
  - 读者证遗失或者损坏。
materials:
  - {name: 居民身份证}
  - {name: 补办申请表}
time_limit: {statutory: {days: 20, unit: 工作日}}
visits: 0
express: false
online: {url: "https://example.gov.cn/reader?x=1#top", note: 示范平台}
windows:
  - {place: 示范路1号一楼服务台}
contact: {note: 电话咨询：020-12345, complain: "020-12345"}
extra:
  source:
    matter_name: 读者证办理
    subTaskName: （补办）
    CATANAME: 读者证办理
    visit_number: "1"
    online_book: 是
""",
    "organs.yaml": """\
- {uscc: "11440100007482575H", name: 广州市示范局, region: "440100", level: 市级}
""",
}

SICHUAN_CATALOG = {
    "itemkit.toml": """\
[catalog]
name = "四川政务服务网导出的事项"
region = "511602"
""",
    "items/511602/区示范局/示范证注销-ae465178.yaml": """\
name: 示范证注销
local_code: "511A01-511602000000-000-11511301008778183N-1-00"
type: 行政许可
action: 注销
organ: "11511301008778183N"
region: "511602"
source_url: http://example.gov.cn/to?areaCode=511602000000&itemCode=511A01-511602000000-000-11511301008778183N-1-00&taskType=1&deptCode=008778183
""",
    "organs.yaml": """\
- {uscc: "11511301008778183N", name: 区示范局, region: "511602"}
""",
}

GUANGXI_CATALOG = {
    "itemkit.toml": """\
[catalog]
name = "广西政务服务事项（国家交换格式）"
region = "450721"
""",
    "items/450721/示范县审批局/示范项目审查-000104002000.yaml": """\
name: 示范项目审查
code: "11450721MB155808114000104002000"
type: 行政许可
status: 在用
version: 13
organ: "11450721MB15580811"
region: "450721"
level: 县级
audience: [企业法人, 事业法人]
handling: 承诺件
channels: [窗口办理, 网上办理]
basis:
  - law: 示范办法
    number: 国务院令第1号
    article: 第三条
    text: |-
      第一段。
      第二段。
conditions: [符合以上条件]
materials:
  - name: 申请书
    source: 申请人自备
    need: 必要
    original: 1
    copies: 0
    format: A4
    basis: {law: 示范办法, article: 第八条}
  - {name: 评审意见, source: 政府部门核发, issuer: 评审机构, need: 非必要, original: 0, copies: 3}
special:
  - {name: 其他, days: 15, unit: 工作日, note: 机构评审}
time_limit:
  statutory: {days: 66, unit: 工作日, note: 受理之日起20个工作日。}
  promised: {days: 5, unit: 工作日}
fees: []
visits: 1
reach: 全县
hall: true
express: true
online: {url: http://example.gov.cn/, depth: [互联网办理结果信息反馈, 其他]}
windows:
  - {place: 示范路5号, name: 综合窗口, phone: "0777-6428820", map: https://example.gov.cn/map}
contact: {consult: "0777-6428820", complain: "0777-6428880"}
remedy:
  review: 可以申请行政复议。
  litigation: |-
    1.可以起诉。
    2.期限六个月。
faq:
  - {q: 多久办结？, a: 五个工作日。}
extra:
  source:
    AUDIT_ITEM:
      version_date: 1572244548000
      query_url: |-
        http://example.gov.cn/
        0777-6428001
      audit_state: "40"
    AUDIT_ITEM_EXTEND: {result_type: "99"}
    AUDIT_MATERIAL:
      - {}
      - {material_form: "2", by_law: 《示范办法》（某发〔2013〕833号}
    AUDIT_ITEM_BYLAW:
      - {law_type: "2"}
""",
    "organs.yaml": """\
- {uscc: "11450721MB15580811", name: 示范县审批局, kind: 法定机关, region: "450721", level: 县级}
""",
}

LEFT = {
    "guangdong": {
        ("CATANAME", Reason.UNMAPPED): 1,
        ("matter_name", Reason.UNMAPPED): 1,
        ("online_book", Reason.UNMAPPED): 1,
        ("subTaskName", Reason.UNMAPPED): 1,
        ("visit_number", Reason.DIFFERS): 1,
    },
    "sichuan": {},
    "guangxi": {
        ("AUDIT_ITEM.audit_state", Reason.UNMAPPED): 1,
        ("AUDIT_ITEM.query_url", Reason.UNPARSABLE): 1,
        ("AUDIT_ITEM.version_date", Reason.UNMAPPED): 1,
        ("AUDIT_ITEM_BYLAW[].law_type", Reason.UNMAPPED): 1,
        ("AUDIT_ITEM_EXTEND.result_type", Reason.UNPARSABLE): 1,
        ("AUDIT_MATERIAL[].by_law", Reason.UNPARSABLE): 1,
        ("AUDIT_MATERIAL[].material_form", Reason.UNMAPPED): 1,
    },
}


@pytest.mark.parametrize(
    ("profile", "record", "catalog", "technical"),
    [
        ("guangdong", GUANGDONG, GUANGDONG_CATALOG, 0),
        ("sichuan", SICHUAN, SICHUAN_CATALOG, 0),
        ("guangxi", GUANGXI, GUANGXI_CATALOG, 4),
    ],
)
def test_one_record(
    tmp_path: Path, profile: str, record: dict[str, Any], catalog: dict[str, str], technical: int
) -> None:
    file = tmp_path / "记录.jsonl"
    file.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    into = tmp_path / "目录"
    summary = import_file(file, load_profile(profile), into)
    assert {
        one.relative_to(into).as_posix(): one.read_text("utf-8")
        for one in into.rglob("*")
        if one.is_file() and one.name != "imported.csv"
    } == catalog
    written = [path for path in catalog if path.startswith("items/")]
    assert summary == ImportSummary(records=1, written=written, left=summary.left, technical=technical, organs=1)
    assert dict(summary.left) == LEFT[profile]
