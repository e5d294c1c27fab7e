"""Which registered names a written one resembles: for a suggestion, never for a decision."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from cds_tracker.domain.text import key

_LOOKED_AT = 12
_ANSWERED = 2_000  # different names in one file; beyond that nobody reads suggestions
_LEAST = 0.5


class Nearest:
    """The names nearest to a text. Looks only at names that share a rare word with it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {key(name): name for name in names}
        self._with_word: dict[str, list[str]] = defaultdict(list)
        for name in self._names:
            for word in set(name.split()):
                self._with_word[word].append(name)
        self._asked = 0

    def __call__(self, text: str, count: int = 3) -> tuple[str, ...]:
        """At most ``count`` names, the nearest first."""
        self._asked += 1
        if self._asked > _ANSWERED:
            return ()
        written = key(text)
        weights: Counter[str] = Counter()
        for word in set(written.split()):
            holders = self._with_word.get(word, [])
            for name in holders:
                weights[name] += 1_000 // len(holders)
        scored = [(SequenceMatcher(None, written, name).ratio(), name) for name, _ in weights.most_common(_LOOKED_AT)]
        scored.sort(reverse=True)
        return tuple(self._names[name] for ratio, name in scored[:count] if ratio >= _LEAST)
