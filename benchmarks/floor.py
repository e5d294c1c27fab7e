"""The floor of a page: its calls to Streamlit, made again with the values of the run before and with nothing in between."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial, wraps
from threading import local
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.delta_generator_singletons import context_dg_stack
from streamlit.navigation.page import StreamlitPage

Place = tuple[int, int | None] | None  # the call that made a container, and which of its several; None: the page itself


@dataclass
class Recording:
    """The outermost calls of one run: on which container, which method, with what."""

    calls: list[tuple[Place, str, tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    held: list[object] = field(default_factory=list)  # containers, kept so that no other object gets their identity

    def made(self, result: object) -> None:
        """Remember which containers the latest call made."""
        latest = len(self.calls) - 1
        several = result if isinstance(result, list | tuple) else []
        for index, one in [(None, result), *enumerate(several)]:
            if isinstance(one, DeltaGenerator):
                self.places[id(one)] = (latest, index)
                self.held.append(one)

    def again(self) -> None:
        """Make the calls."""
        results: list[Any] = []
        for place, name, arguments, named in self.calls:
            results.append(getattr(_container(place, results), name)(*arguments, **named))


_now = local()
_recorded: dict[tuple[str, str], Recording] = {}


def install() -> None:
    """From now on the first run of a page (with one address) is recorded; all others are only its calls."""
    main = st._main
    for name in dir(st):
        method = getattr(st, name)
        if getattr(method, "__self__", None) is main:
            original = getattr(DeltaGenerator, name)
            setattr(DeltaGenerator, name, _recording(name, original))
            setattr(st, name, partial(_on_active, name))
    StreamlitPage.run = _run(StreamlitPage.run)  # type: ignore[method-assign, assignment]


def _on_active(name: str, *arguments: Any, **named: Any) -> Any:
    stack = context_dg_stack.get()
    return getattr(stack[-1] if stack else st._main, name)(*arguments, **named)


def _recording(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def called(self: DeltaGenerator, *arguments: Any, **named: Any) -> Any:
        recording: Recording | None = getattr(_now, "recording", None)
        if recording is None:
            return original(self, *arguments, **named)
        _now.recording = None  # what Streamlit calls by itself is no call of the page
        try:
            result = original(self, *arguments, **named)
        finally:
            _now.recording = recording
        recording.calls.append((recording.places.get(id(self)), name, arguments, named))
        recording.made(result)
        return result

    return called


def _container(place: Place, results: list[Any]) -> Any:
    if place is None:
        return st._main
    made = results[place[0]]
    return made if place[1] is None else made[place[1]]


def _run(original: Callable[[StreamlitPage], None]) -> Callable[[StreamlitPage], None]:
    def run(page: StreamlitPage) -> None:
        address = (page.url_path, str(sorted(st.query_params.to_dict().items())))
        if address in _recorded:
            return _recorded[address].again()
        _now.recording = recording = Recording()
        try:
            original(page)
        finally:
            _now.recording = None
        _recorded[address] = recording

    return run
