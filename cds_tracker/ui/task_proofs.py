"""What proves a task done, and what units that help say of it, as blocks of its page."""

from collections.abc import Sequence
from datetime import date

from cds_tracker.store.contributions import Contribution
from cds_tracker.store.evidence import Piece
from cds_tracker.style.formats import day, number
from cds_tracker.style.words import Words
from cds_tracker.ui import links
from cds_tracker.ui.markup import block, text
from cds_tracker.ui.task_data import Record
from cds_tracker.ui.task_values import Names

ROUTE = "minh-chung"
Proofs = tuple[Sequence[Piece], Sequence[Contribution]]


def blocks(words: Words, task: Record, proofs: Proofs, as_of: date, names: Names) -> str:
    """Both, side by side; contributions only where somebody helps."""
    pieces, said = proofs
    written = str(task["evidence_text"] or "")
    sides = [_evidence(words, [piece for piece in pieces if piece.stands(as_of)], written, names)]
    told = [one for one in said if one.effective_on <= as_of]
    if task["coordinating"] or told:
        sides.append(_contributions(words, told, names))
    return f'<div class="cds-grid even">{"".join(sides)}</div>' if len(sides) > 1 else sides[0]


def _evidence(words: Words, pieces: Sequence[Piece], written: str, names: Names) -> str:
    """``written``: what stands in the task's own field, as a file or somebody wrote it."""
    if not pieces and not written:
        return block(words("evidence.title"), f'<p class="cds-empty">{text(words("evidence.none"))}</p>')
    field = f'<li><div class="cds-said">{text(written)}</div></li>' if written else ""
    items = field + "".join(f"<li>{_piece(words, piece, names)}</li>" for piece in pieces)
    return block(words("evidence.title"), f'<ul class="cds-proofs">{items}</ul>')


def _piece(words: Words, piece: Piece, names: Names) -> str:
    proof, lines = piece.proof, []
    if proof.number or proof.issued_on:
        dated = words("evidence.dated", day=day(proof.issued_on)) if proof.issued_on else ""
        lines.append(f"<b>{text(proof.number or '')}</b> {text(dated)}".strip())
    if proof.words:
        lines.append(f'<span class="cds-said">{text(proof.words)}</span>')
    if proof.link:
        lines.append(f'<a class="under" href="{text(proof.link)}" rel="noopener noreferrer nofollow">{text(proof.link)}</a>')
    if proof.file:
        address = links.address(f"{ROUTE}/{piece.id}", {})
        size = text(file_size(proof.file.size, words.language))
        lines.append(f'<a class="under" href="{text(address)}" download>{text(proof.file.name)}</a> <small>{size}</small>')
    by = words("evidence.by", by=names.author(piece.author), day=day(piece.effective_on))
    return "".join(f"<div>{line}</div>" for line in lines) + f'<div class="cds-sub">{text(by)}</div>'


def _contributions(words: Words, said: Sequence[Contribution], names: Names) -> str:
    title = words("evidence.contribution.title")
    if not said:
        return block(title, f'<p class="cds-empty">{text(words("evidence.contribution.none"))}</p>')
    items = "".join(
        f'<li><div><b>{text(names.unit(one.unit))}</b></div><div class="cds-said">{text(one.words)}</div>'
        f'<div class="cds-sub">{text(words("evidence.by", by=names.author(one.author), day=day(one.effective_on)))}</div></li>'
        for one in reversed(said)
    )
    return block(title, f'<ul class="cds-proofs">{items}</ul>')


def file_size(size: int, language: str) -> str:
    """``1,4 MB`` or ``12 KB``."""
    if size >= 1_000_000:
        return f"{number(size / 1_000_000, language, 1)}\u00a0MB"
    return f"{number(max(1, round(size / 1_000)), language)}\u00a0KB"
