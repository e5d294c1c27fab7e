"""Which tasks a title resembles: asked only about what is left over, and never the ground of a decision."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import pairwise

LEAST = 0.75  # below, pairs of real titles were mostly false
_RARE = 50  # a word in more titles than this tells nothing
_WORDS = 10
_LOOKED_AT = 6

Similar = Callable[[str, str], float]


def percent(likeness: float) -> int:
    """A likeness from 0 to 1 as readers see it, from 0 to 100: rounded down, so that what is not the same is never 100."""
    return int(likeness * 100 + 1e-9)


class Resemblance:
    """An index over the comparison forms of titles. Only titles that share a rare word are looked at."""

    def __init__(self, titles: Mapping[int, str], similar: Similar | None = None) -> None:
        self._titles = titles
        self._similar = similar or self._overlap
        self._grams: dict[str, frozenset[str]] = {}
        self._holders: dict[str, list[int]] = defaultdict(list)
        for number, title in titles.items():
            for word in _pairs(title):
                self._holders[word].append(number)

    def near(self, title: str, count: int = 3) -> list[int]:
        """The titles at least ``LEAST`` like this one, the nearest first."""
        held = [holders for word in _pairs(title) if 0 < len(holders := self._holders.get(word, [])) <= _RARE]
        shared: Counter[int] = Counter()
        for holders in sorted(held, key=len)[:_WORDS]:
            shared.update(holders)
        scored = [(self._similar(title, self._titles[number]), -number) for number, _ in shared.most_common(_LOOKED_AT)]
        return [-number for score, number in sorted(scored, reverse=True)[:count] if score >= LEAST]

    def likeness(self, one: str, other: str) -> int:
        """How like two titles are, from 0 to 100."""
        return percent(self._similar(one, other))

    def _overlap(self, one: str, other: str) -> float:
        first, second = self._of(one), self._of(other)
        return 2 * len(first & second) / (len(first) + len(second)) if first or second else 0.0

    def _of(self, title: str) -> frozenset[str]:
        held = self._grams.get(title)
        if held is None:
            padded = f"  {title} "
            held = self._grams[title] = frozenset(padded[i : i + 3] for i in range(len(padded) - 2))
        return held


def _pairs(title: str) -> set[str]:
    """Neighbouring words: Vietnamese words are mostly of two syllables. Numbers stand alone too."""
    words = title.split()
    return {f"{a} {b}" for a, b in pairwise(words)} | {word for word in words if len(words) < 3}
