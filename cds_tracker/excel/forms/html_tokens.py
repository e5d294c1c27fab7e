"""Web pages as tags and texts, in one pass however badly they are written. (``html.parser`` takes hours over some 2 MB.)"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from cds_tracker.excel.refusal import Refused

_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*)([^>"']*+(?:"[^"]*"[^>"']*+|'[^']*'[^>"']*+)*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?""")
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "xml", "title", "noscript", "textarea")}
_START = re.compile("<(?=[a-zA-Z/!])")
_MOST = 2_500_000  # tags
_LONGEST_TAG = 32_768
_MALFORMED = 1_000


class Token(NamedTuple):
    """A tag (``/td`` where it closes), or text where ``tag`` is empty; ``text`` is a tag's attributes, still unread.

    Comments and what stands in ``<style>`` and ``<xml>`` come as ``!`` with their content.
    """

    tag: str
    text: str


def tokens(page: str) -> Iterator[Token]:
    """Everything in a page, in order; scripts and titles left out."""
    place, malformed, count = 0, 0, 0
    while start := _START.search(page, place):
        found = start.start()
        count += 1
        if count > _MOST:
            raise Refused("too_many_tags", limit=_MOST)
        if found > place:
            yield Token("", page[place:found])
        if page.startswith("<!", found):
            content, place = _aside(page, found)
            yield Token("!", content)
            continue
        match = _TAG.match(page, found, found + _LONGEST_TAG)
        if match is None:
            malformed += 1
            if malformed > _MALFORMED:
                raise Refused("damaged_file")
            yield Token("", "<")
            place = found + 1
            continue
        name = match[2].lower()
        place = match.end()
        if match[1]:
            yield Token(f"/{name}", "")
        elif name in _RAW:
            closing = _RAW[name].search(page, place)
            end = closing.start() if closing else len(page)
            if name in ("style", "xml"):
                yield Token("!", page[place:end])
            place = end
        else:
            yield Token(name, match[3])
    if place < len(page):
        yield Token("", page[place:])


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(written):
        bare = value[1:-1] if value[:1] in ("'", '"') else value
        found.setdefault(name.lower(), unescape(bare) if "&" in bare else bare)
    return found


def _aside(page: str, place: int) -> tuple[str, int]:
    """A comment or a declaration: its content, and where the page goes on."""
    opening, closing = ("<!--", "-->") if page.startswith("<!--", place) else ("<!", ">")
    end = page.find(closing, place + len(opening))
    if end < 0:
        return "", len(page)
    return page[place + len(opening) : end], end + len(closing)
