"""Letters and money of a case: a claim from the day to its payment, an advance, and letters that never say why."""

import re
from datetime import UTC, date, datetime, time
from html import unescape

import pytest

from tests.plan_builders import a_step, a_trip
from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.domain.absence_letters import WORDS, AbsenceLetter, LetterTo
from witness.domain.at_court import DayStep, DayTap
from witness.domain.expenses import Claim, ClaimState
from witness.domain.plans import PlanState
from witness.domain.tasks import TaskKind
from witness.domain.trips import Mode, TripEvent, TripFact
from witness.identifiers import new_id
from witness.kit import Kit
from witness.questions.absence_letters import betrayed

DAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=UTC)


@pytest.fixture
def came(lite: Kit, world: World) -> World:
    """The child was heard for a morning, and their mother drove and paid for the parking."""
    hours = {DayStep.LEFT_HOME: at(8), DayStep.ARRIVED: at(8, 30), DayStep.RELEASED: at(12, 45)}
    taps = [DayTap(new_id(), world.witness, DAY, s, t, t, t, t, world.hearing) for s, t in hours.items()]
    spent = TripFact(TripEvent.SPENT, at(17), at(17), word="parking", amount=650)
    step = a_step(PlanState.DONE, DAY, at=time(8, 0))
    ride = a_trip(world.child, world.mother, trip_id=new_id(), hearing_id=world.hearing, mode=Mode.OWN_CAR,
                  facts=(spent,), steps=(step,))  # fmt: skip
    with lite.store.changing() as desk:
        desk.at_court.add(world.case, taps)
        desk.plans.add_trips(world.case, [ride])
    return world


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def claims(lite: Kit, world: World) -> tuple[Claim, ...]:
    with lite.store.reading() as desk:
        return desk.expenses.of_case(world.case)


def test_a_claim_is_filled_in_from_the_day_put_right_and_followed_until_it_is_paid(
    olu: Visitor, lite: Kit, came: World
) -> None:
    side, note = f"/cases/{came.case}/money", f"/cases/{came.case}/claims"
    assert "J.F.'s mother, trial Mon 23 Nov No claim yet" in words_of(page_of(olu, side))

    fields = {"person": came.mother, "on": DAY, "payer": "cps"}
    assert post(olu, note, side, **fields).status_code == 303
    assert "already" in post(olu, note, side, **fields).text
    (claim,) = claims(lite, came)
    door = f"{note}/{claim.claim_id}"
    page = words_of(page_of(olu, door))
    assert "5 h 15 min away from home, with the road (rate not checked) (from what is recorded) £4.50" in page
    assert "missing: the receipt" in page
    assert "They came in their own car: the miles are not recorded." in page

    form = {"seen": 2, "away": "5:15", "parking": "6.50", "parking-proof": "yes", "miles": "20.4"}
    assert post(olu, f"{door}/items", door, **form).status_code == 303
    assert post(olu, f"{door}/items", door, **form).status_code == 422  # two tabs: the second looks again
    table = olu.get(f"{door}.csv").get_data(as_text=True)
    assert "Sum,,16.10," in table
    pdf = olu.get(f"{door}.pdf")
    assert (pdf.headers["Content-Type"], b"<pdfuaid:part>1</pdfuaid:part>" in pdf.data) == ("application/pdf", True)

    for seen, state, paid in ((4, "given", ""), (5, "sent", ""), (6, "paid", "16.10")):
        moved = post(olu, f"{door}/step", door, seen=seen, state=state, paid=paid, since="")
        assert moved.status_code == 303, words_of(moved.text)
    (claim,) = claims(lite, came)
    assert [step.pence for step in claim.steps] == [0, 0, 1610]
    assert claim.state is ClaimState.PAID
    assert "£16.10 was paid" in words_of(page_of(olu, side))
    with lite.store.reading() as desk:
        said = " ".join(h.words for h in desk.cases.history(came.case) if h.kind == "claim")
    assert ("is sent" in said, "£" in said, "16" in said) == (True, False, False)


def test_travel_money_is_asked_for_before_the_day(olu: Visitor, lite: Kit, world: World) -> None:
    side, door = f"/cases/{world.case}/money", f"/cases/{world.case}/witnesses/{world.witness}/advance"

    assert post(olu, door, side, hearing=world.hearing, whose="cps").status_code == 303
    assert "Asked for The CPS pays" in words_of(page_of(olu, side))
    assert post(olu, door, side, hearing=world.hearing, whose="cps").status_code == 422


def test_a_letter_is_looked_at_printed_and_recorded_as_given(olu: Visitor, lite: Kit, world: World) -> None:
    door = f"/cases/{world.case}/hearings/{world.hearing}/letter/school/{world.child}"
    page = words_of(page_of(olu, door))
    assert "Jude Farah will be away from school on Tuesday 1 December 2026" in page
    assert "Nobody who speaks this language" in words_of(page_of(olu, f"{door}?language=cy"))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in olu.get(f"{door}.pdf?language=cy").data

    assert post(olu, door, door, what="given").status_code == 303
    assert "Given to the family Since" in words_of(page_of(olu, f"/cases/{world.case}/money"))
    with lite.store.reading() as desk:
        assert "letters_sent" not in {
            t.reason_key.split(":")[1] for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.MILESTONE
        }


def test_no_letter_in_any_language_says_what_it_is_about_and_one_that_does_is_found() -> None:
    fields = {"name": "Jude Farah", "day": "Monday 7 December", "last": "Friday 18 December", "hour": "8.15am"}
    for words in WORDS.values():
        for to in LetterTo:
            firsts = (words.one_day[to], words.from_an_hour[to], words.in_a_period[to])
            lines = (*(first.format(**fields) for first in firsts), *words.then[to])
            ring = words.ring.format(sender="Olu", phone="0113 496 0123")
            whole = AbsenceLetter("en", words.title, words.dated.format(day="3 March"), lines, ring)
            assert betrayed(whole, "Appointments", "Jude Farah") == ()
            wrong = AbsenceLetter("en", words.title, "", (*lines, "They are a witness at the Crown Court."), ring)
            assert set(betrayed(wrong, "Court support", "Jude Farah")) >= {"witness"}
    named = AbsenceLetter("en", "Time away", "", ("Anna Court will be away.",), "")
    assert betrayed(named, "Appointments", "Anna Court") == ()


def test_letters_and_money_are_for_the_team_alone(lite: Kit, came: World) -> None:
    app = an_app(lite)
    leigh, otis = signed_in(app, lite, "leigh"), signed_in(app, lite, "otis")
    for path in ("money", f"hearings/{came.hearing}/letter/school/{came.child}"):
        assert leigh.get(f"/cases/{came.case}/{path}").status_code in (403, 404)
        assert otis.get(f"/cases/{came.case}/{path}").status_code == 404
