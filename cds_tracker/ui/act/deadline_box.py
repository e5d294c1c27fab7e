"""Under a deadline in words: how it is read, before anything is saved; what is uncertain is asked."""

from collections.abc import Mapping

import streamlit as st

from cds_tracker.domain.deadline import Deadline, same_meaning, to_value
from cds_tracker.ui.act.edit_fields import Boxes
from cds_tracker.ui.markup import show, text
from cds_tracker.ui.task_values import value_text
from cds_tracker.workflows import hand


def reading(boxes: Boxes) -> None:
    """The reading of changed words; a tick where it is uncertain; for another deadline, what the change is."""
    held = boxes.held.get("deadline")
    before = held if isinstance(held, Mapping) else {}
    said = str(st.session_state.get(boxes.of("deadline")) or "").strip()
    if said == str(before.get("text") or ""):
        return
    read = hand.read_deadline(said, boxes.page.plan)
    if said:
        show(f'<p class="cds-reading" role="status">{text(_told(boxes, read))}</p>')
        if hand.is_uncertain(read):
            st.checkbox(boxes.words("editing.sure"), key=boxes.of("sure"))
    if before and not (said and same_meaning(before, to_value(read))):
        labels = {nature: boxes.words(f"editing.nature.{nature}") for nature in hand.NATURES}
        st.radio(
            boxes.words("editing.nature.label"), hand.NATURES, None, format_func=labels.__getitem__, key=boxes.of("nature")
        )


def _told(boxes: Boxes, read: Deadline) -> str:
    words = boxes.words
    kind = words(f"states.kind.{read.kind}")
    value = value_text(words, "deadline", {**to_value(read), "text": ""}, boxes.names) if read.due or read.hint else ""
    flags = [words(f"states.flag.{flag}") for flag in read.flags]
    return words("editing.read_as", reading=" · ".join(part for part in (value, kind, *flags) if part))
