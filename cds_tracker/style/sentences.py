"""What a problem or a refusal says: the sentence of its code, wherever among the words it stands."""

from collections.abc import Mapping

from cds_tracker.style.words import Words

FILES = ("problems", "problems_values", "problems_units", "problems_file", "errors")


def sentence(words: Words, code: str, values: Mapping[str, object]) -> str:
    """The sentence of ``code`` (of a ``Problem`` or a ``TrackerError``) with its values; lists are joined by commas."""
    key = next((f"{file}.{code}" for file in FILES if words.has(f"{file}.{code}")), None)
    if key is None:
        raise KeyError(code)
    return words(key, **{name: _plain(value) for name, value in values.items()})


def _plain(value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value
