"""What a service item (政务服务事项) is: its content, and what belongs to one place only."""

from typing import Annotated, Any

from pydantic import ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from itemkit.model.base import Record, Text, Texts, Word, about
from itemkit.model.content import Content, Link, Phone, Remedy
from itemkit.model.formats import BASE, ITEM, ORGAN, REGION
from itemkit.model.resolve import NOT_INHERITED


class Online(Record, title="网上办理"):
    """Doing it online."""

    url: Link | None = about("网上办理地址", exchange="online_handle_url")
    depth: list[Annotated[str, Word("online_depth")]] | None = about("网上办理深度", exchange="online_handle_depth")
    mobile: Link | None = about("移动端地址", exchange="mobile_terminal_url")
    progress: Link | None = about("进度查询地址", exchange="query_url")
    pay: bool | None = about("网上支付", exchange="is_pay_online")
    note: Text | None = about("说明")


class Window(Record, title="办理窗口"):
    """A counter (办理窗口)."""

    place: Text = about("办理地点", "大厅或单位的名称", exchange="transact_addr", default=...)
    name: Text | None = about("窗口名称", exchange="window_name")
    address: Text | None = about("地址", exchange="transact_addr")
    hours: Text | None = about("办理时间", exchange="transact_time")
    phone: Phone | None = about("窗口电话", exchange="window_tel")
    transit: Text | None = about("交通指引", exchange="traffic_info")
    map: Link | None = about("地图网址", exchange="map_url")


class Contact(Record, title="咨询和投诉"):
    """Whom to ask, where to complain."""

    consult: Phone | None = about("咨询电话", exchange="link_way")
    complain: Phone | None = about("监督投诉电话", exchange="supervise_way")
    url: Link | None = about("咨询网址")
    email: Link | None = about("咨询邮箱", "以 mailto: 开头")
    note: Text | None = about("说明", exchange="other_link")


class Item(Content, title="政务服务事项"):
    """A service item as one organ carries it out (实施清单的一项，或一个业务办理项).

    With ``standard`` it holds only what is local and its name and type come from the standard; without one, name and
    type are required. All else may be missing in a draft.
    """

    may_be_null = frozenset(Content.model_fields) - NOT_INHERITED - {"name", "type"}

    model_config = ConfigDict(
        json_schema_extra={"if": {"required": ["standard"]}, "else": {"required": ["name", "type"]}},
    )

    code: Annotated[str, ITEM] | None = about(
        "实施编码", "31 位实施编码或 33 位业务办理项编码，由 itemkit codes assign 写入", exchange="task_code"
    )
    local_code: Text | None = about("地方编码", "地方系统自有的编码", exchange="local_task_code")
    standard: Annotated[str, BASE] | None = about("标准事项", "所实施的标准事项的基本编码", exchange="catalog_code")
    organ: Annotated[str, ORGAN] | None = about(
        "实施主体", "organs.yaml 中机构的统一社会信用代码", exchange="dept_code"
    )
    entrusted_by: Text | None = about("委托部门", exchange="entrust_name")
    joint_organs: Texts | None = about("联办机构", exchange="other_dept")
    region: Annotated[str, REGION] | None = about("区划", "GB/T 2260 六位代码", exchange="areacode")
    level: Annotated[str, Word("level")] | None = about("行使层级", exchange="use_level")
    power_source: Annotated[str, Word("power_source")] | None = about("权力来源", exchange="power_source")
    channels: list[Annotated[str, Word("channel")]] | None = about("办理形式", exchange="handle_type")
    reach: Annotated[str, Word("reach")] | None = about("通办范围", exchange="handle_area")
    hall: bool | None = about("进驻政务大厅", exchange="is_entry_center")
    appointment: Link | None = about("预约网址", exchange="is_schedule")
    express: bool | None = about("支持物流快递", exchange="is_express")
    terminal: bool | None = about("支持自助终端", exchange="is_service_terminals")
    online: Online | None = about("网上办理", exchange="is_online")
    windows: list[Window] | None = about("办理窗口")
    contact: Contact | None = about("咨询和投诉")
    remedy: Remedy | None = about("权利救济")
    source_url: Link | None = about("来源网址", "这份记录取自哪个网页")

    @classmethod
    def is_patch(cls, data: dict[str, Any]) -> bool:
        """With a standard."""
        return "standard" in data

    @model_validator(mode="after")
    def _complete(self) -> "Item":
        if self.standard is None and (self.name is None or self.type is None):
            raise PydanticCustomError("missing", "name and type are required without a standard")
        return self
