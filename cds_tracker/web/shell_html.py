"""The page around Streamlit's bundle: its own index.html in the reader's language, without foreign or unused parts."""

import re
from html import escape
from pathlib import Path

from streamlit import file_util

from cds_tracker.style.words import Words

FONTS = ("be-vietnam-pro-latin-400.woff2", "be-vietnam-pro-vietnamese-400.woff2")
_BUNDLE = re.compile(r'<script type="module"[^>]*\ssrc="\./static/js/index\.')


class ShellChanged(RuntimeError):
    """Streamlit's index.html is no longer the one that the rewriting knows."""


def streamlit_index() -> str:
    """Streamlit's own page, as installed."""
    return Path(file_util.get_static_dir(), "index.html").read_text(encoding="utf-8")


def shell(index: str, words: Words) -> str:
    """``index`` with the language and title of ``words``, our font and icon, and boot.js before the bundle."""
    if _BUNDLE.search(index) is None or '<html lang="en">' not in index:
        raise ShellChanged("the installed streamlit has another index.html: look at cds_tracker/web/shell_html.py")
    html = re.sub(r"<!--.*?-->\s*", "", index, flags=re.DOTALL)
    html = re.sub(r"<script>.*?</script>\s*", "", html, flags=re.DOTALL)
    html = re.sub(r"<link\s+rel=\"(?:service-desc|shortcut icon|preload)\"[^>]*>\s*", "", html)
    no_script = f"<noscript>{escape(words('web.no_script'))}</noscript>"
    html = re.sub(r"<noscript>.*?</noscript>", lambda _: no_script, html, flags=re.DOTALL)
    html = html.replace('<html lang="en">', f'<html lang="{words.language}">')
    html = re.sub(r"<title>.*?</title>", lambda _: _head(words), html)
    return html


def _head(words: Words) -> str:
    fonts = [f'<link rel="preload" href="/assets/{font}" as="font" type="font/woff2" crossorigin />' for font in FONTS]
    return "\n    ".join(
        [
            f"<title>{escape(words('web.title'))}</title>",
            '<link rel="icon" type="image/svg+xml" href="/assets/favicon.svg" />',
            *fonts,
            '<script src="/assets/boot.js"></script>',
        ]
    )
