"""Sentences that stand in for a figure or above it: what happened, and the next step."""

from collections.abc import Mapping

from cds_tracker.style.words import Words
from cds_tracker.ui.markup import link, show, text


def notice(title: str, body: str = "", kind: str = "", action: str = "") -> str:
    """A framed sentence; ``title`` and ``body`` are plain text, ``action`` is safe markup."""
    told = f"<p>{text(body)}</p>" if body else ""
    return f'<div class="cds-notice {kind}" role="status"><h2>{text(title)}</h2>{told}{action}</div>'


def no_plan(words: Words, upload: str | None) -> None:
    """Before the first import: where to begin; without ``upload``, who begins."""
    if upload is None:
        show(notice(words("ui.no_plan.title"), words("ui.no_plan.wait")))
        return
    action = link(upload, text(words("ui.no_plan.action")), "cds-more")
    show(notice(words("ui.no_plan.title"), words("ui.no_plan.body"), action=action))


def refuse(words: Words) -> None:
    """The person may not do what this page is for."""
    show(notice(words("ui.refused.title"), words("ui.refused.body"), kind="error"))


def ignored(words: Words, parts: Mapping[str, str]) -> None:
    """Parts of the address that mean nothing here."""
    listed = ", ".join(f"{name}={value[:40]}" for name, value in sorted(parts.items()))
    show(notice(words("ui.ignored.title"), words("ui.ignored.body", parts=listed), kind="warning"))


def empty(sentence: str) -> str:
    """In the place of a figure that has nothing to show: why, and what to do."""
    return f'<p class="cds-empty">{text(sentence)}</p>'
