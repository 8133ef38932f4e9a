"""Every deed on the record has a sentence and a word of the law; a new one fails here until somebody gives it both."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from witness.domain.audit import AuditOutcome, Entry
from witness.domain.audit_case_kinds import CASE_KINDS
from witness.domain.audit_kinds import PLAINLY, LoggedAs
from witness.domain.audit_words import KINDS, OTHER_KINDS, kind_of, logged_as, sentence_of

ROOT = Path(__file__).resolve().parents[2] / "witness"
NAMES = {"o": "Olu Sharp"}
# How a deed is handed on: by name, or to the few functions of ours that take one.
NAMED = {"doing", "deed", "done"}
TAKERS = {
    **{"_entry": 0, "put_on_record": 2, "_see": 3, "_record": 2, "_enter": 1, "Entry": 1},
    **{"sign_in_entry": 0, "_by_admin": 0, "_second_step": 3, "account_entry": 0, "_only_administrators": 2},
}


def entry(deed: str, *, role: str = "officer", by: str | None = "o", allowed: bool = True) -> Entry:
    outcome = AuditOutcome.ALLOWED if allowed else AuditOutcome.DENIED
    return Entry(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), deed, outcome, by, role)


def deeds_in(source: str) -> Iterator[str]:
    """The deeds that a module puts on the record; of one with a slot, what stands before it and a star."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in NAMED:
            yield from words_of(node.value)
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            if keyword.arg in NAMED:
                yield from words_of(keyword.value)
        place = TAKERS.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
        if place is not None and len(node.args) > place:
            yield from words_of(node.args[place])


def words_of(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from words_of(node.body)
        yield from words_of(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield f"{node.values[0].value}*"


# Other things are handed on by the same names: sentences, keys of a page. A deed has two parts, but for these.
DEED = re.compile(r"[a-z_]+\.[a-z_:*]+|door|sign_out")


def test_every_deed_has_words_and_a_word_of_the_law() -> None:
    files = [path for floor in ("actions", "questions", "store", "web") for path in (ROOT / floor).rglob("*.py")]
    found = {deed for path in files for deed in deeds_in(path.read_text(encoding="utf-8"))}
    deeds = {deed for deed in found if DEED.fullmatch(deed)}
    known = set(KINDS)

    unknown = {deed for deed in deeds if deed not in known and not (deed.endswith("*") and starts(known, deed[:-1]))}

    assert len(deeds) > 150
    assert unknown == set()


def starts(known: set[str], with_words: str) -> bool:
    return any(deed.startswith(with_words) for deed in known)


def test_a_deed_that_nobody_put_into_words_would_be_noticed() -> None:
    assert set(deeds_in('with store.case_for(asking, Deed.SEE_CASE, i, doing="case.peek"): pass')) == {"case.peek"}
    assert "case.peek" not in KINDS


def test_no_deed_is_there_twice_and_all_six_words_but_erasure_are_used() -> None:
    kinds = [*OTHER_KINDS, *CASE_KINDS]

    assert len({kind.deed for kind in kinds}) == len(kinds)
    assert {kind.logged_as for kind in kinds} == set(LoggedAs) - {LoggedAs.ERASURE}
    assert set(PLAINLY) == set(LoggedAs)


@pytest.mark.parametrize("kind", CASE_KINDS, ids=lambda kind: kind.deed)
def test_what_is_done_with_a_case_is_logged_under_one_of_the_six(kind) -> None:  # type: ignore[no-untyped-def]
    assert kind.logged_as is not LoggedAs.NONE
    assert kind.words
    assert kind.words[0].islower()


def test_a_look_is_a_sentence_that_a_parent_can_read() -> None:
    assert sentence_of(entry("case.read"), NAMES) == "Olu Sharp looked at the case"
    assert sentence_of(entry("case.read", allowed=False), NAMES) == "Olu Sharp was refused: they looked at the case"
    assert sentence_of(entry("page.read", role="family", by=None), NAMES) == (
        "Somebody of the family looked at their private page"
    )
    assert sentence_of(entry("sign_in.password", role="", by=None, allowed=False), {}) == (
        "Somebody unknown was refused: they gave a password"
    )
    assert sentence_of(entry("case.show", role="command line", by=None), {}).startswith("Somebody at the command line")
    assert kind_of("new.deed").words == "did this: new.deed"


def test_what_a_liaison_looks_at_is_disclosed_to_another_service() -> None:
    assert logged_as(entry("readiness.case", role="liaison")) is LoggedAs.DISCLOSURE
    assert logged_as(entry("readiness.case")) is LoggedAs.CONSULTATION
