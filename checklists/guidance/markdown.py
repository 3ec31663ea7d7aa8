"""Guidance text: Markdown without HTML, made into a few plain elements and sanitised."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

from checklists.reading.text import plain_lines, plain_text

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h2", "h3", "h4"}
ATTRIBUTES = {"a": {"href"}}
LINKS = {"https", "mailto", "tel"}

# No pictures and no raw HTML: nothing may be fetched from elsewhere by a page of a visit.
reader = MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline", "image"])

HTML_TAG = re.compile(r"<[a-zA-Z/!?]")


class Sanitised(str):
    """HTML that the sanitiser has passed; templates show it as it is. Only `as_html` makes it."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


@lru_cache(maxsize=1024)
def as_html(text: str) -> Sanitised:
    """The text as HTML of the allowed elements; anything else is removed or shown as typed."""
    return Sanitised(
        nh3.clean(
            reader.render(text),
            tags=TAGS,
            attributes=ATTRIBUTES,
            attribute_filter=without_hidden_host,
            url_schemes=LINKS,
        )
    )


def without_hidden_host(_tag: str, _name: str, value: str) -> str | None:
    """Nothing for an address that looks like one of this service and names another host."""
    return None if value.startswith(("//", "/\\", "\\")) else value


def as_stored(text: str) -> str:
    """The text without unseen characters, which could hide or turn round words; one line ending."""
    return plain_lines(text)


def problem_in(text: str) -> str:
    """What an editor must change before the text can be kept, in plain words; '' when nothing."""
    if HTML_TAG.search(text):
        return "Write without HTML tags (<...>). Use **two stars** for bold and - for a list."
    if plain_text(text) != text:
        return "There are unseen control characters in the text. Type it again without them."
    return ""
