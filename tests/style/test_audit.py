"""Whatever is written down in the audit log has words in both languages; what has none is shown as it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cds_tracker.domain.people import Act
from cds_tracker.style import audit
from cds_tracker.style.words import LANGUAGES, Words

PRODUCT = Path(__file__).parents[2] / "cds_tracker"
PLACES = {"acting": 2, "Event": 1}  # call → where the verb stands among its arguments


def verbs() -> Iterator[str]:
    """Every verb that stands in a call, written there or as a constant of the module."""
    for path in sorted(PRODUCT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLACES:
                yield from _verb(node.args[PLACES[node.func.id] :][:1], constants)


def _verb(found: list[ast.expr], constants: dict[str, object]) -> Iterator[str]:
    for one in found:
        for part in ast.walk(one):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value
            elif isinstance(part, ast.Name) and isinstance(constants.get(part.id), str):
                yield str(constants[part.id])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_of_the_workflows_has_words(language: str) -> None:
    found = set(verbs())
    assert {"report", "period_lock", "sign_in"} <= found
    words = Words(language)
    assert sorted(verb for verb in found if not words.has(f"admin.act.{verb}")) == []
    assert [act for act in Act if not words.has(f"admin.right.{act}")] == []


def test_what_has_no_words_is_shown_as_it_is() -> None:
    words = Words("vi")
    assert audit.act(words, "never_heard_of") == "never_heard_of"
    assert audit.about(words, "thing", "9") == "thing 9"
    assert audit.detail(words, {"strange": ["a", "b"], "on": "2025-09-01", "nothing": None, "no day": "2025-99-99"}) == (
        "strange: a, b; từ ngày: 01/09/2025; no day: 2025-99-99"
    )


def test_a_long_value_is_cut_and_a_refusal_names_the_right() -> None:
    words = Words("vi")
    assert len(audit.detail(words, {"reason": "x" * 5000})) < 400
    assert audit.detail(words, {"act": "administer"}) == "quyền cần có: quản trị"


def test_a_reader_is_told_what_says_something_and_an_auditor_everything() -> None:
    words, kept = Words("vi"), {"changes": 3, "refused": 0, "sha256": "ba72d75aba7ffad74b88", "way": "local"}
    assert audit.detail(words, kept) == "số thay đổi: 3; cách đăng nhập: mật khẩu"
    assert "ba72d75aba7ffad74b88" in audit.whole(words, kept)
    assert "bị từ chối: 0" in audit.whole(words, kept)


def test_fields_are_named_and_who_has_no_account_is_said_in_words() -> None:
    words = Words("vi")
    assert audit.detail(words, {"fields": ["progress", "next_step"]}) == "nội dung: Tiến độ, Bước tiếp theo"
    assert audit.actor(words, "system:minh") == "Máy chủ (minh)"
    assert audit.actor(words, "?") == "không rõ"
    assert audit.actor(words, "lan") == "lan"
    assert audit.about(words, "session", "abcbc9dcd391e9c1") == "Phiên đăng nhập"
