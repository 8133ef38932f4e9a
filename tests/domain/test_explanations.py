"""Explanations follow the stage and the measures of a case, and two people stand behind every word of them."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import (
    a_case,
    a_defendant,
    a_measure,
    a_picture,
    an_event,
    days_before,
    noon,
)
from witness.domain.defendants import DefendantOutcome
from witness.domain.errors import Refused
from witness.domain.evidence import EventState
from witness.domain.explanation_words import ADULT, CHILD, ENGLISH
from witness.domain.explanations import (
    SAID_AT,
    TOPIC_NAMES,
    ExplanationVersion,
    Reader,
    Topic,
    check_approval,
    in_use,
    topics_for,
)
from witness.domain.measures import MeasureKind, MeasureState

NOW = days_before(8)
LINK, SCREENS = MeasureKind.LIVE_LINK, MeasureKind.SCREEN


def test_every_topic_has_a_stage_a_name_and_words_for_an_adult_and_for_a_child() -> None:
    for table in (SAID_AT, TOPIC_NAMES, ADULT, CHILD):
        assert set(table) == set(Topic)
    assert not any(not stages for stages in SAID_AT.values())


def test_a_family_hears_of_the_measures_asked_for_and_of_no_other() -> None:
    base = a_picture(events=(an_event(),), measures=(a_measure(LINK),))

    said = topics_for(base, NOW)

    assert Topic.LIVE_LINK in said
    assert Topic.DATES_MOVE in said
    assert Topic.SCREENS not in said
    assert Topic.NOT_GUILTY not in said
    refused = replace(base, measures=(a_measure(LINK, MeasureState.REFUSED), a_measure(SCREENS)))
    assert Topic.LIVE_LINK not in topics_for(refused, NOW)
    assert Topic.SCREENS in topics_for(refused, NOW)
    assert Topic.SCREENS not in topics_for(refused, NOW, "somebody-else")


def test_who_has_given_evidence_is_told_no_more_of_a_day_at_court() -> None:
    given = a_picture(events=(an_event(state=EventState.GIVEN, settled_at=NOW),), measures=(a_measure(LINK),))

    assert not {Topic.LIVE_LINK, Topic.COURT_DAY} & set(topics_for(given, NOW))


def test_what_not_guilty_means_is_said_after_an_acquittal_and_not_to_the_family_of_a_conviction() -> None:
    def after(outcome: DefendantOutcome) -> tuple[Topic, ...]:
        ended = a_case(defendants=(a_defendant(outcome=outcome),))
        return topics_for(a_picture(case=ended, events=()), NOW)

    assert Topic.NOT_GUILTY in after(DefendantOutcome.ACQUITTED)
    assert Topic.NOT_GUILTY not in after(DefendantOutcome.CONVICTED)
    assert Topic.SENTENCE in after(DefendantOutcome.CONVICTED)


def a_version(number: int = 2, **changes: object) -> ExplanationVersion:
    made = ExplanationVersion(
        f"v{number}", Topic.APPEAL, Reader.ADULT, "en", number, f"Words {number}.", "mo", noon(date(2026, 11, 2))
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def words_in_use(*versions: ExplanationVersion) -> str:
    found = in_use(Topic.APPEAL, Reader.ADULT, "en", ENGLISH, versions)
    assert found is not None
    return found.words


def test_words_of_one_person_are_never_said() -> None:
    shipped = ADULT[Topic.APPEAL]
    approved = a_version(2, approved_by_id="olu", approved_at=NOW)

    assert words_in_use() == shipped
    assert words_in_use(a_version()) == shipped
    assert words_in_use(a_version(approved_by_id="mo", approved_at=NOW)) == shipped  # however it came about
    assert words_in_use(approved, a_version(3)) == "Words 2."
    assert words_in_use(approved, a_version(3, approved_by_id="olu", approved_at=NOW)) == "Words 3."
    assert in_use(Topic.APPEAL, Reader.ADULT, "cy", ENGLISH, [approved]) is None


def test_nobody_approves_their_own_words_or_twice() -> None:
    check_approval(a_version(), "olu")
    with pytest.raises(Refused, match="Somebody else"):
        check_approval(a_version(), "mo")
    with pytest.raises(Refused, match="approved already"):
        check_approval(a_version(approved_by_id="olu"), "otis")
