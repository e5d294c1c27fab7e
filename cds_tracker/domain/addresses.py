"""Where the values of a row stand: nearly all in one row of a sheet, and nearly nobody asks."""

from collections.abc import Iterator, Mapping


class Addresses(Mapping[str, str]):
    """field → address of its cell, made when it is asked for: the column's letter (``letters``: by field) and one number."""

    __slots__ = ("letters", "number")

    def __init__(self, letters: Mapping[str, str], number: int) -> None:
        self.letters = letters
        self.number = number

    def __getitem__(self, name: str) -> str:
        return f"{self.letters[name]}{self.number}"

    def __iter__(self) -> Iterator[str]:
        return iter(self.letters)

    def __len__(self) -> int:
        return len(self.letters)

    def __repr__(self) -> str:
        return repr(dict(self))
