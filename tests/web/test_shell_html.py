"""The page around the bundle, and the policy it lives under."""

import base64
import hashlib
import re

import pytest

from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.web.assets import FOLDER, with_words
from cds_tracker.web.headers import policy
from cds_tracker.web.shell_html import ShellChanged, shell, streamlit_index


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shell_speaks_the_readers_language(language: str) -> None:
    html = shell(streamlit_index(), Words(language))
    assert f'<html lang="{language}">' in html
    assert f"<title>{Words(language)('web.title')}</title>" in html
    assert Words(language)("web.no_script") in html


def test_boot_runs_before_the_bundle_and_nothing_is_inline() -> None:
    html = shell(streamlit_index(), Words("vi"))
    assert 0 < html.index("/assets/boot.js") < html.index("static/js/index.")
    assert re.findall(r"<script(?![^>]*src=)", html) == []
    assert "agent" not in html


def test_every_asset_that_the_shell_names_is_there() -> None:
    named = re.findall(r'"/assets/([^"]+)"', shell(streamlit_index(), Words("vi")))
    assert len(named) >= 4
    assert [name for name in named if not (FOLDER / name).is_file()] == []


def test_another_index_is_not_rewritten_in_the_dark() -> None:
    with pytest.raises(ShellChanged):
        shell("<html><head></head></html>", Words("vi"))


def test_an_inline_script_is_allowed_by_its_hash_alone() -> None:
    digest = base64.b64encode(hashlib.sha256(b"a = 1").digest()).decode()
    found = policy('<script>a = 1</script><script src="/x.js"></script>')
    assert f"script-src 'self' 'sha256-{digest}';" in found
    assert "'unsafe-eval'" not in found
    assert "script-src 'self';" in policy(shell(streamlit_index(), Words("vi")))


def test_the_words_of_boot_are_pairs_of_streamlits_and_ours() -> None:
    script = with_words((FOLDER / "boot.js").read_text(encoding="utf-8"))
    assert '["No results", "Không có kết quả"]' in script
    assert "/* words */" not in script


BUNDLED = ("Choose an option", "No results", "Skip to main content", " per file", "Page not found", "Dataframe column menu")


@pytest.mark.parametrize("words", BUNDLED)
def test_the_installed_bundle_still_has_the_words_that_are_replaced(words: str) -> None:
    from pathlib import Path

    from streamlit import file_util

    scripts = Path(file_util.get_static_dir(), "static", "js").glob("*.js")
    assert any(words in script.read_text(encoding="utf-8") for script in scripts)
