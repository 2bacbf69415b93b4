"""Text in the XML files of a site: feeds and sitemaps are for machines that give up at the first wrong character."""

from html import escape

from itemkit.pages import clean

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def escaped(text: str) -> str:
    """Text between tags, or in a quoted attribute, without what XML forbids."""
    return escape(str(clean(text))).replace("\r", "&#13;")
