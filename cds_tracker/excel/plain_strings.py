"""Shared strings of one plain text, taken from the text itself; what is left goes to the parser (see ``plain_rows``)."""

import re
from collections.abc import Callable, Iterator

from cds_tracker.excel.markup import PLAIN_ENCODINGS

_FIRST, _END = b"<si>", b"</si>"
_HEADS = ("<si><t>", '<si><t xml:space="preserve">')
_TAIL = "</t>"
_CONTROL = bytes({*range(0x20)} - {0x09, 0x0A})
_NO_TEXT = ("\ufffe".encode(), "\uffff".encode(), b"]]>")  # what XML does not hold, or reads otherwise; as all of _CONTROL
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_MEANT = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_LONGEST = 1 << 22  # bytes of a string


class PlainStrings:
    """Takes strings out of the XML and hands each to ``push``. ``opened`` is set where the parser met the root."""

    def __init__(self, push: Callable[[str], None]) -> None:
        self.opened = False
        self._readable = True
        self._push = push

    def declared(self, version: str, encoding: str | None, standalone: int) -> None:
        """What the XML says of itself."""
        self._readable = encoding is None or encoding.lower() in PLAIN_ENCODINGS

    def without(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The XML without the strings taken. Each part must be parsed before the next is asked for."""
        head = next(chunks, b"")
        start = head.find(_FIRST)
        before = head[: max(start, 0)]
        yield before
        rest = head[len(before) :]
        if start > 0 and self.opened and self._readable and b"<!" not in before and b"<?" not in before[5:]:
            yield from self._strings(rest, chunks)
        else:
            yield rest
        yield from chunks

    def _strings(self, left: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """What is not taken of the strings, and what comes after them as far as it was read."""
        while True:
            whole, end, tail = left.rpartition(_END)
            try:
                strings = whole.decode().split(_END.decode()) if end else []
            except UnicodeDecodeError:  # damaged: the parser says so
                yield left
                return
            odd = _is_odd(whole)
            for place, said in enumerate(strings):
                text = None if odd and _is_odd(said.encode()) else _text(said)
                if text is not None:
                    self._push(text)
                    continue
                yield said.encode() + _END
                if not _stands_alone(said):
                    yield _END.join([*(later.encode() for later in strings[place + 1 :]), tail])
                    return
            chunk = None if len(tail) > _LONGEST else next(chunks, None)
            if chunk is None:
                yield tail
                return
            left = tail + chunk


def _is_odd(said: bytes) -> bool:
    return len(said.translate(None, _CONTROL)) < len(said) or any(sign in said for sign in _NO_TEXT)


def _text(said: str) -> str | None:
    """The text of a string without its end; ``None`` where it is more than one text."""
    for head in _HEADS:
        if said.startswith(head) and said.endswith(_TAIL):
            text = said[len(head) : -len(_TAIL)]
            if "<" in text:
                return None
            return _meant(text) if "&" in text else text
    return None


def _meant(text: str) -> str | None:
    if _ENTITY.search(text):
        return None
    for sign, meant in _MEANT:
        text = text.replace(sign, meant)
    return text


def _stands_alone(said: str) -> bool:
    """Whether the parser, given this string, is again where one may begin."""
    started = said.lstrip(" \t\r\n").startswith(("<si>", "<si "))
    return started and said.count("<si") == 1 and "<!" not in said and "<?" not in said
