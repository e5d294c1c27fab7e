"""Markup of our own: whatever came from a person or a workbook passes through ``text`` before it stands in a page."""

from html import escape

import streamlit as st


def text(value: object) -> str:
    """Safe between tags and inside a quoted attribute."""
    return escape(str(value), quote=True)


def link(address: str | None, inner: str, kind: str = "", label: str = "") -> str:
    """A link around markup that is already safe; ``label`` is what it says to a screen reader and on hover.

    Without an address there is nothing to open: the markup alone.
    """
    if address is None:
        return inner
    attributes = f' class="{kind}"' if kind else ""
    if label:
        attributes += f' title="{text(label)}" aria-label="{text(label)}"'
    return f'<a href="{text(address)}"{attributes}>{inner}</a>'


def block(title: str, body: str, subtitle: str = "", foot: str = "") -> str:
    """A framed part of a page. ``title`` is plain text; the others are safe markup."""
    below = f'<p class="sub">{subtitle}</p>' if subtitle else ""
    last = f'<p class="foot">{foot}</p>' if foot else ""
    return f'<section class="cds-block"><h2>{text(title)}</h2>{below}{body}{last}</section>'


def show(markup: str) -> None:
    """Put safe markup on the page; nothing where there is none."""
    if markup:
        st.html(markup)
