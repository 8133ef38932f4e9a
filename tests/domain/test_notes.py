"""Four streams of notes: who may, what each may hold, and what is asked about before it is kept."""

from datetime import date
from itertools import product

import pytest

from witness.domain.access import CaseGround, Role, Tie, Viewer
from witness.domain.errors import Refused
from witness.domain.note_rules import (
    COUNSELLING_WORDS,
    LONGEST,
    STREAM_IN_WORDS,
    STREAM_SAYS,
    check_text,
    counselling_text,
    free_text,
    police_text,
)
from witness.domain.notes import Note, Source, Stream
from witness.domain.notes_access import ACCESS, WHO_MAY, NoteDeed, NoteTie, may_note, tie_of
from witness.domain.notes_lint import SUSPECTS, doubts_about, warnings_about

TEAM, CPS = "team-west", "cps-leeds"
TODAY = date(2026, 11, 24)
S = Stream
# Streams that somebody may read and write, by role and tie: written down a second time, on purpose.
EVERYTHING = set(Stream)
WITHOUT_POLICE = {S.LOGISTICS, S.WELLBEING, S.COUNSELLING}
EXPECTED: dict[tuple[Role, str], set[Stream]] = {
    (Role.OFFICER, "owner"): EVERYTHING,
    (Role.OFFICER, "assigned"): WITHOUT_POLICE,
    (Role.OFFICER, "team"): {S.LOGISTICS},
    (Role.OFFICER, "restricted_to"): {S.LOGISTICS},
    (Role.OFFICER, "excluded"): set(),
    (Role.OFFICER, "elsewhere"): set(),
    (Role.MANAGER, "owner"): EVERYTHING,
    (Role.MANAGER, "assigned"): WITHOUT_POLICE,
    (Role.MANAGER, "team"): EVERYTHING,
    (Role.MANAGER, "restricted_to"): EVERYTHING,
    (Role.MANAGER, "excluded"): set(),
    (Role.MANAGER, "elsewhere"): set(),
    **{(role, tie): set() for role in (Role.LIAISON, Role.ADMIN) for tie in
       ("owner", "assigned", "team", "restricted_to", "excluded", "elsewhere")},
}  # fmt: skip


def ground_for(tie: str) -> CaseGround:
    me = frozenset({"me"})
    return CaseGround(
        case_id="case-1",
        team_id="team-other" if tie == "elsewhere" else TEAM,
        cps_team_id=None if tie == "elsewhere" else TEAM,
        owner_id="me" if tie == "owner" else "somebody",
        assigned=me if tie == Tie.ASSIGNED else frozenset(),
        restricted_to=me if tie == Tie.RESTRICTED_TO else frozenset(),
        excluded=me if tie == Tie.EXCLUDED else frozenset(),
    )


def test_the_table_says_something_for_every_stream_and_tie() -> None:
    assert set(ACCESS) == set(Stream) == set(WHO_MAY) == set(STREAM_IN_WORDS) == set(STREAM_SAYS)
    assert all(set(row) == set(NoteTie) for row in ACCESS.values())


@pytest.mark.parametrize(
    ("role", "tie", "stream", "deed"),
    list(product(Role, ("owner", "assigned", "team", "restricted_to", "excluded", "elsewhere"), Stream, NoteDeed)),
)
def test_every_role_with_every_tie_reads_and_writes_what_it_should(
    role: Role, tie: str, stream: Stream, deed: NoteDeed
) -> None:
    viewer = Viewer("me", role, TEAM, "Somebody")

    assert may_note(viewer, deed, stream, ground_for(tie)) is (stream in EXPECTED[(role, tie)])


def test_a_manager_who_is_named_in_no_restriction_reads_nothing() -> None:
    closed = CaseGround("case-1", TEAM, CPS, "somebody", restricted_to=frozenset({"another"}))
    manager = Viewer("me", Role.MANAGER, TEAM, "Mo")

    assert tie_of(manager, closed) is NoteTie.NONE


def test_after_a_handover_the_new_owner_reads_as_owner_and_the_old_one_as_the_team() -> None:
    before, after = (CaseGround("case-1", TEAM, CPS, owner) for owner in ("olu", "olivia"))
    olu, olivia = (Viewer(name, Role.OFFICER, TEAM, name) for name in ("olu", "olivia"))

    for stream in (S.WELLBEING, S.POLICE_INFORMATION):
        assert [may_note(who, NoteDeed.READ, stream, before) for who in (olu, olivia)] == [True, False]
        assert [may_note(who, NoteDeed.READ, stream, after) for who in (olu, olivia)] == [False, True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She told me that it was him", "told me that"),
        ("He touched her arm", "touched"),
        ("remembers the car", "remembers"),
        ("Her statement is wrong", "statement"),
        ("D1 was outside", "D1"),
        ("He is lying", "lying"),
        ("talked about what happened", "what happened"),
        ("WHAT HAPPENED then", "WHAT HAPPENED"),
    ],
)
def test_words_about_what_happened_are_asked_about(text: str, found: str) -> None:
    assert found in {doubt.found for doubt in doubts_about(text)}
    assert all("no word of what happened" in words for words in warnings_about(text))


@pytest.mark.parametrize(
    "text",
    [
        "Sleeps badly, eats well. Wants her blue scarf on the day.",
        "Taxi at 8.15am from the agreed place, back when released.",
        "Mum works nights: ring after 2pm. They said 3pm is fine too.",
        "Allergic to nuts. Needs a break every half hour.",
    ],
)
def test_ordinary_notes_pass_without_a_question(text: str) -> None:
    assert doubts_about(text) == ()


def test_no_row_of_the_table_is_there_for_nothing() -> None:
    assert len({suspect.because for suspect in SUSPECTS}) == len(SUSPECTS)


def test_free_words_are_few() -> None:
    assert free_text(S.LOGISTICS, "  Bus at nine. ") == "Bus at nine."
    for text in ("", "   ", "x" * (LONGEST + 1)):
        with pytest.raises(Refused):
            free_text(S.WELLBEING, text)
    with pytest.raises(Refused):
        free_text(S.COUNSELLING, "She told her counsellor")


def test_of_the_police_only_day_form_and_officer_are_kept() -> None:
    text = police_text(TODAY, "FIB/2026-114", "DC Ray Marsh", today=TODAY)

    assert text == "Passed on Tuesday 24 November 2026, form FIB/2026-114, to DC Ray Marsh."
    check_text(S.POLICE_INFORMATION, text)
    for on, form, officer in (
        (date(2026, 11, 25), "FIB/1", "DC Marsh"),
        (TODAY, "he was seen with her", "DC Marsh"),
        (TODAY, "FIB/1", "DC Marsh who saw him at the park"),
        (TODAY, "FIB/1", ""),
    ):
        with pytest.raises(Refused):
            police_text(on, form, officer, today=TODAY)
    with pytest.raises(Refused):
        check_text(S.POLICE_INFORMATION, "She named three men.")


def test_of_counselling_one_of_three_words_is_kept() -> None:
    for word, words in COUNSELLING_WORDS.items():
        assert counselling_text(word) == words
        check_text(S.COUNSELLING, words)
    for bad in ("", "talks about the night"):
        with pytest.raises(Refused):
            counselling_text(bad)
        with pytest.raises(Refused):
            check_text(S.COUNSELLING, bad)


def test_a_note_never_prints_its_text() -> None:
    note = Note("n", "c", S.WELLBEING, Source.SAID, "cannot sleep", at=None, by_id="olu")  # type: ignore[arg-type]

    assert "sleep" not in repr(note)
