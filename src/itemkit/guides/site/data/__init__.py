"""What others take home: the catalog as tables for spreadsheets and programs, and the page about them."""

from itemkit.guides.site.data.downloads import each_download
from itemkit.guides.site.data.schema import items_schema, retired_schema

__all__ = ["each_download", "items_schema", "retired_schema"]
