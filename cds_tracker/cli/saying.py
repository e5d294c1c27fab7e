"""How a command answers: one JSON document for programs, a calm page of text for people."""

import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cds_tracker.domain.errors import TrackerError
from cds_tracker.style import problems
from cds_tracker.style.words import Words

DONE, LOOK, REFUSED = 0, 1, 2


class Language(StrEnum):
    """The languages of the answers."""

    vi = "vi"
    en = "en"


class Voice:
    """Answers in one language, as text or as JSON."""

    def __init__(self, language: str, as_json: bool) -> None:
        self.words = Words(language)
        self.as_json = as_json
        self._console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())

    def document(self, document: object) -> None:
        """The one document on standard output."""
        json.dump(document, sys.stdout, ensure_ascii=False, indent=1, default=str)
        sys.stdout.write("\n")

    def line(self, text: str) -> None:
        """One line for people."""
        self._console.print(Text(text))

    def say(self, key: str, **values: object) -> None:
        """One line by its key."""
        self.line(self.words(f"cli.{key}", **values))

    def complain(self, text: str) -> None:
        """Why nothing was done, on standard error."""
        sys.stderr.write(text + "\n")

    def refusal(self, error: TrackerError) -> str:
        """A refusal in words."""
        return problems.refusal(self.words, error)

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[object]], title: str | None = None) -> None:
        """A table; ``heads`` are keys."""
        drawn = Table(*(self.words(f"cli.head.{head}") for head in heads), title=title, title_justify="left", box=None)
        for column in drawn.columns:
            column.overflow = "fold"
        for row in rows:
            drawn.add_row(*(Text("–" if cell is None else str(cell)) for cell in row))
        self._console.print(drawn)
