"""The other records of a catalog: standard items, certificates, organs, bundles."""

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, RootModel, model_validator
from pydantic_core import PydanticCustomError

from itemkit.model.base import Count, Extra, Record, Text, Texts, When, Word, about, whole
from itemkit.model.content import Basis, Content, Link, Phone, Situation
from itemkit.model.formats import BASE, DEPARTMENT, DURATION, ITEM, ORGAN, REGION, Duration

Department = Annotated[str, DEPARTMENT]
Year = Annotated[int, Field(strict=True, ge=2000, le=2100), BeforeValidator(whole)]


class Standard(Content, title="标准事项"):
    """A standard item (标准事项): what must be the same wherever the item is carried out."""

    model_config = ConfigDict(json_schema_extra={"required": ["name", "type"]})

    code: Annotated[str, BASE] | None = about(
        "基本编码", "12 位，由 itemkit codes assign 写入", exchange="catalog_code"
    )
    department: Department | None = about("业务指导部门", "基本编码中的 2 位部门码")
    department_name: Text | None = about("主管部门", "业务指导部门的名称")
    parent: Annotated[str, BASE] | None = about("主项", "子项所属主项的基本编码")
    levels: list[Annotated[str, Word("level")]] | None = about("可行使层级", exchange="use_level")

    @model_validator(mode="after")
    def _complete(self) -> "Standard":
        if self.name is None or self.type is None:
            raise PydanticCustomError("missing", "name and type are required")
        return self


class Certificate(Record, title="证照"):
    """A certificate, proof, approval or report that items ask for or issue (证照、证明、批文、报告)."""

    name: Text = about("名称", "全称；材料和结果用它指代", default=...)
    aliases: Texts | None = about("别名", "材料清单里常见的其他叫法")
    kind: Annotated[str, Word("certificate_kind")] | None = about("类别")
    code: Text | None = about("证照类型代码", "电子证照的类型代码")
    issuer_kind: Annotated[str, Word("issuer_kind")] | None = about("出具方")
    issuers: Texts | None = about("出具机构", "机构或机构类别的名称")
    proves: list[Annotated[str, Word("fact")]] | None = about("证明的事实")
    given: bool | None = about("人人都有", "true：申请人本来就有，如居民身份证")
    sharing: Annotated[str, Word("sharing")] | None = about("共享范围", "窗口能否自行调取")
    commitment: bool | None = about("可告知承诺", "能否用告知承诺代替（国办发〔2020〕42号）")
    valid_for: Annotated[Duration, DURATION] | None = about("有效期", "ISO 8601 时长")
    basis: list[Basis] | None = about("依据")
    note: Text | None = about("说明")
    extra: Extra | None = about("扩展", "模型以外的内容")


class Organ(Record, title="机构"):
    """An organ (实施主体) that carries out items."""

    uscc: Annotated[str, ORGAN] = about("统一社会信用代码", exchange="dept_code", default=...)
    name: Text = about("名称", exchange="dept_name", default=...)
    aliases: Texts | None = about("别名")
    kind: Annotated[str, Word("organ_kind")] | None = about("实施主体性质", exchange="dept_type")
    region: Annotated[str, REGION] | None = about("区划", exchange="areacode")
    level: Annotated[str, Word("level")] | None = about("层级", exchange="use_level")
    department: Department | None = about("业务指导部门", "2 位部门码")
    parent: Annotated[str, ORGAN] | None = about("上级机构")
    address: Text | None = about("地址")
    phone: Phone | None = about("电话")
    url: Link | None = about("网址")
    note: Text | None = about("说明")
    extra: Extra | None = about("扩展", "模型以外的内容")


class Organs(RootModel[list[Organ]], title="机构名录"):
    """The file ``organs.yaml``: a list of organs."""


class BundleItem(Record, title="一件事的事项"):
    """An item of a bundle, named by exactly one of code, standard and path."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["code"]}, {"required": ["standard"]}, {"required": ["path"]}]}
    )

    code: Annotated[str, ITEM] | None = about("实施编码")
    standard: Annotated[str, BASE] | None = about("标准事项", "标准事项的基本编码；各地用自己的事项")
    path: Text | None = about("文件", "相对目录根的路径")
    action: Annotated[str, Word("action")] | None = about("办理情形", "标准事项有几个办理项时，用哪一个")
    when: When | None = about("适用情形")
    situations: dict[Text, dict[Text, Text]] | None = about(
        "情形对应", "一件事的情形 → {一件事的选项: 事项的 情形=选项}"
    )
    note: Text | None = about("说明")

    @model_validator(mode="after")
    def _one_name(self) -> "BundleItem":
        if sum(one is not None for one in (self.code, self.standard, self.path)) != 1:
            raise PydanticCustomError("missing", "exactly one of code, standard and path")
        return self


class Figures(Record, title="四减数据"):
    """The four figures of the reform (四减), with their source."""

    materials: Count | None = about("材料", unit="份")
    steps: Count | None = about("环节", unit="个")
    days: Count | None = about("时限", unit="工作日")
    visits: Count | None = about("跑动次数", unit="次")
    source: Text | None = about("数据来源")


class Overrides(Record, title="部门约定"):
    """What the organs of a bundle have agreed on."""

    shared_window: bool | None = about("综合窗口", "一窗受理")
    joint_inspection: bool | None = about("联合踏勘", "现场核查合并进行")
    note: Text | None = about("说明")


class Bundle(Record, title="一件事"):
    """A bundle of items that people see as one matter (一件事)."""

    name: Text = about("名称", default=...)
    list_: Annotated[str, Word("list")] | None = about("清单", "国办发〔2025〕24号所分的三类清单", alias="list")
    year: Year | None = about("年度", "年度清单的年份")
    batch: Text | None = about("批次")
    stage: Annotated[str, Word("stage")] | None = about("全生命周期阶段")
    region: Annotated[str, REGION] | None = about("区划")
    lead: Annotated[str, ORGAN] | None = about("牵头部门", "organs.yaml 中机构的统一社会信用代码")
    partners: list[Annotated[str, ORGAN]] | None = about("配合部门")
    audience: list[Annotated[str, Word("audience")]] | None = about("服务对象")
    situations: list[Situation] | None = about("情形引导")
    items: list[BundleItem] = about("事项", default=..., min_length=1)
    order: list[Texts] | None = about("先后顺序", "法律要求的先后：每行依次列出事项名称")
    before: Figures | None = about("改革前")
    promised: Figures | None = about("改革后承诺")
    overrides: Overrides | None = about("部门约定")
    note: Text | None = about("说明")
    extra: Extra | None = about("扩展", "模型以外的内容")
