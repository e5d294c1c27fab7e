"""XML in a stream, by expat: no document types, no entities, element names without their prefix."""

from collections.abc import Callable, Iterator
from typing import NoReturn
from xml.parsers import expat

from cds_tracker.excel.refusal import Refused

_DEPTH = 200
_NO_MEMORY = 1  # expat's XML_ERROR_NO_MEMORY
PLAIN_ENCODINGS = ("utf-8", "us-ascii")  # in which a sign of XML is the byte that it is in ASCII

Start = Callable[[str, list[str]], object]
End = Callable[[str], object]
Text = Callable[[str], object]


def new_parser(start: Start, end: End | None = None, text: Text | None = None) -> expat.XMLParserType:
    """A parser that hands over local names and attributes as a flat list (name, value, name, value…).

    Prefixes are taken off only where the root has one: a file either has them or not, and asking each element costs.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 65_536
    parser.ordered_attributes = True
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.EntityDeclHandler = _no_document_type
    if text is not None:
        parser.CharacterDataHandler = text

    def root(name: str, attributes: list[str]) -> None:
        prefix, colon, local = name.rpartition(":")
        if colon:
            width = len(prefix) + 1

            def bare(name: str) -> str:  # only the root's own prefix: <xm:f> of an extension is no <x:f>
                return name[width:] if name.startswith(prefix + ":") else name

            parser.StartElementHandler = lambda name, attributes: start(bare(name), attributes)
            if end is not None:
                parser.EndElementHandler = lambda name: end(bare(name))
        else:
            parser.StartElementHandler = start
            parser.EndElementHandler = end
        start(local, attributes)

    parser.StartElementHandler = root
    return parser


def parse(chunks: Iterator[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    """All of a part through the three handlers. Raises ``Refused`` where it is not well-formed or declares a type."""
    feed(new_parser(start, end, text), chunks)


def parse_deep(chunks: Iterator[bytes], start: Start, end: End, text: Text) -> None:
    """Like ``parse``, for forms that mix several vocabularies: no name has a prefix, and only so many nest."""
    depth = 0

    def opened(name: str, attributes: list[str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise Refused("too_deep", limit=_DEPTH)
        start(name.rpartition(":")[2], attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(":")[2])

    parser = new_parser(opened, closed, text)
    feed(parser, chunks)


def feed(parser: expat.XMLParserType, chunks: Iterator[bytes]) -> None:
    """The chunks through a parser. Raises ``Refused`` where they are not well-formed."""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if error.code == _NO_MEMORY:
            raise MemoryError from error
        raise Refused("damaged_file") from error
    except (LookupError, UnicodeError, OSError) as error:  # an encoding that there is not
        raise Refused("damaged_file") from error


def by_name(attributes: list[str]) -> dict[str, str]:
    """Attributes as a mapping, their names without prefix (an attribute without prefix wins)."""
    names = [name.rpartition(":") for name in attributes[::2]]
    found = {name[2]: value for name, value in zip(names, attributes[1::2], strict=True) if name[1]}
    return found | {name[2]: value for name, value in zip(names, attributes[1::2], strict=True) if not name[1]}


def is_on(value: str | None) -> bool:
    """An XML boolean, absent being off."""
    return value in ("1", "true", "on")


def _no_document_type(*_: object) -> NoReturn:
    raise Refused("forbidden_xml")
