"""Both languages say the same things."""

from string import Formatter

from cds_tracker.style.words import LANGUAGES, Words, texts


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    vietnamese, english = (texts(language) for language in LANGUAGES)
    assert vietnamese.keys() == english.keys()
    assert {key for key in vietnamese if placeholders(vietnamese[key]) != placeholders(english[key])} == set()


def test_no_text_is_blank() -> None:
    assert [key for language in LANGUAGES for key, text in texts(language).items() if not text.strip()] == []


def test_an_unknown_language_is_vietnamese() -> None:
    assert Words("fr").language == "vi"
