"""A guide as a Word document, from an office's own template or the one that comes with itemkit.

What needs python-docx and docxtpl (the extra ``docx``) is imported when a document is made.
"""

from itemkit.guides.formats.interface import FormatError, Sheet

__all__ = ["starter", "write"]


def write(sheet: Sheet, template: bytes | None = None) -> bytes:
    """A guide as a Word document; the same guide and template make the same bytes.

    Args:
        sheet: the guide.
        template: a Word document with tags; without it that of `starter`.

    Raises:
        FormatError: the template is no Word document, or something in it is wrong; every such thing is told.
        ImportError: the extra ``docx`` is not installed.
    """
    from itemkit.guides.formats.docx.render import problems_of, render

    if template is not None and (problems := problems_of(template)):
        raise FormatError(*(one.message for one in problems))
    return render(sheet, starter() if template is None else template)


def starter() -> bytes:
    """The template that is used where an office has none of its own, as a file to begin one with."""
    from importlib.resources import files

    return (files("itemkit.guides.formats.docx") / "starter.docx").read_bytes()
