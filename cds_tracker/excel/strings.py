"""Texts made of runs: the shared strings of an .xlsx, and texts written inside a cell."""

from collections.abc import Iterator

from cds_tracker.excel.fonts import converter
from cds_tracker.excel.limits import Limits
from cds_tracker.excel.markup import by_name, feed, new_parser
from cds_tracker.excel.plain_strings import PlainStrings
from cds_tracker.excel.refusal import Refused

Runs = tuple[tuple[str, str | None], ...]  # text and its font, None being the cell's; only kept where a font is a legacy one
Text = str | Runs


class TextParts:
    """Collects ``t`` elements, leaving out phonetic ones. ``append`` takes the characters, ``taken`` gives the text."""

    def __init__(self) -> None:
        self._characters: list[str] = []
        self.append = self._characters.append
        self._runs: list[tuple[str, str | None]] = []
        self._font: str | None = None
        self._phonetic = False

    def start(self, tag: str, attributes: list[str]) -> None:
        if tag == "t":
            self._characters.clear()
        elif tag == "r":
            self._font = None
        elif tag == "rFont":
            self._font = by_name(attributes).get("val")
        elif tag == "rPh":
            self._phonetic = True

    def end(self, tag: str) -> None:
        if tag == "t":
            if not self._phonetic:
                self._runs.append(("".join(self._characters), self._font))
        elif tag == "rPh":
            self._phonetic = False

    def taken(self) -> Text:
        """The text since the last call."""
        runs = self._runs
        self._font = None
        if len(runs) == 1 and runs[0][1] is None:
            text: Text = runs[0][0]
        elif any(converter(font) for _, font in runs):
            text = tuple(runs)
        else:
            text = "".join(run for run, _ in runs)
        runs.clear()
        return text


def read_strings(chunks: Iterator[bytes], limits: Limits) -> list[Text]:
    """The shared strings, in the order in which cells refer to them."""
    found: list[Text] = []
    parts = TextParts()
    size = 0

    def add(text: Text) -> None:
        nonlocal size
        found.append(text)
        size += len(text) if isinstance(text, str) else sum(len(run) for run, _ in text)
        if size > limits.shared_text:
            raise Refused("too_much_text", limit=limits.shared_text)

    def start(tag: str, attributes: list[str]) -> None:
        plain.opened = True
        parts.start(tag, attributes)

    def end(tag: str) -> None:
        if tag == "si":
            add(parts.taken())
        else:
            parts.end(tag)

    plain = PlainStrings(add)
    parser = new_parser(start, end, parts.append)
    parser.XmlDeclHandler = plain.declared
    feed(parser, plain.without(chunks))
    return found
