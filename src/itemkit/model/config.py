"""What ``itemkit.toml`` may say about a catalog."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from itemkit.model.base import Record, Text, about, whole
from itemkit.model.content import Link
from itemkit.model.formats import REGION

Size = Annotated[int, Field(strict=True, ge=1024, le=100_000_000), BeforeValidator(whole)]


class CatalogSection(Record, title="目录"):
    """What the catalog is."""

    name: Text | None = about("目录名称", "出现在发布的网页上")
    region: Annotated[str, REGION] | None = about("区划", "整个目录所在的区划")
    publisher: Text | None = about("发布单位")
    url: Link | None = about("网址", "发布后的网址")
    example: bool | None = about("示例目录", "true：网页上写明是示例目录，不能据以办事")
    notice: Text | None = about("提示", "每页上方的一句话")


class SchemaSection(Record, title="自有模式"):
    """A catalog's own demands."""

    extra: Text | None = about("扩展字段的模式", "检查各文件 extra 的 JSON Schema，相对目录根的路径")


class LimitsSection(Record, title="上限"):
    """How large a file may be."""

    file_bytes: Size | None = about("文件大小上限", unit="字节")


class Config(Record, title="目录配置"):
    """The file ``itemkit.toml``."""

    catalog: CatalogSection | None = about("目录")
    regions: dict[Annotated[str, REGION], Text] | None = about("区划名称", "区划代码对应名称，用于网页和文件夹")
    vocabulary: dict[Text, dict[Text, str]] | None = about(
        "自有词汇", "词表名对应 {词: 编号}；只能增加，不能去掉官方的词"
    )
    schemas: SchemaSection | None = about("自有模式")
    limits: LimitsSection | None = about("上限")
