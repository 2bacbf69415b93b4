"""The certificates of a catalog and the items that need and issue them, drawn: DOT, Mermaid, JSON, a page."""

from itemkit.certificates.drawing.dot import dot
from itemkit.certificates.drawing.json_ import as_data, graph_schema
from itemkit.certificates.drawing.mermaid import mermaid
from itemkit.certificates.drawing.page import page

__all__ = ["as_data", "dot", "graph_schema", "mermaid", "page"]
