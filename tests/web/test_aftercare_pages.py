"""Afterwards: a wish about bad news, days from which clocks count, taken back when wrong; nothing of it for others."""

from datetime import timedelta

import pytest

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.web.test_countdown_pages import words_of
from tests.worlds import World
from witness.actions.aftercare import Known, record
from witness.actions.defendants import record_turn
from witness.domain.aftercare import AfterKind, NewsWay, standing
from witness.domain.defendants import DefendantStep, Turn
from witness.domain.errors import NotFound
from witness.kit import Kit

WISH = "after 4pm, with her sister there"


def test_how_a_mother_wants_to_hear_it_is_kept_with_her_and_stands_nowhere_else(
    olu: Visitor, lite: Kit, world: World
) -> None:
    side, door = f"/cases/{world.case}/aftercare", f"/cases/{world.case}/bad-news"
    before = page_of(olu, side)
    assert "Not asked yet" in before
    assert "style=" not in before
    assert "No text tells it" in words_of(before)

    assert post(olu, door, side, person=world.mother, way="text", words=WISH).status_code == 400
    assert post(olu, door, side, person="nobody", way="voice", words=WISH).status_code == 422
    assert post(olu, door, side, person=world.mother, way="voice", words=WISH * 9).status_code == 422
    story = post(olu, door, side, person=world.mother, way="voice", words="because he raped her")
    assert (story.status_code, "It does not speak of what happened" in story.text) == (422, True)

    assert post(olu, door, side, person=world.mother, way="voice", words=WISH).status_code == 303
    assert f"by telephone: {WISH}" in words_of(page_of(olu, side))
    with lite.store.reading() as desk:
        history = [h.words for h in desk.cases.history(world.case)]
    assert any("how somebody wants to hear bad news" in words for words in history)
    assert not [words for words in history if "sister" in words]
    leigh = signed_in(an_app(lite), lite, "leigh")
    seen = "".join(leigh.get(path).get_data(as_text=True) for path in ("/readiness", f"/readiness/{world.case}"))
    assert "sister" not in seen
    assert leigh.get(side).status_code in (403, 404)
    assert signed_in(an_app(lite), lite, "otis").get(side).status_code == 404


def test_a_day_from_which_a_clock_counts_is_recorded_once_and_can_be_taken_back(
    olu: Visitor, lite: Kit, world: World
) -> None:
    side = f"/cases/{world.case}/aftercare"
    ahead, day = "reported|W1", "2026-11-20"

    assert post(olu, side, side, what=ahead, on="2027-11-20").status_code == 422
    assert post(olu, side, side, what="reported|W9", on=day).status_code == 422
    assert post(olu, side, side, what="closing_agreed|", on=day).status_code == 422
    assert post(olu, side, side, what="rumour|", on=day).status_code == 422
    assert post(olu, side, side, what=ahead, on="").status_code == 422
    assert post(olu, side, side, what=ahead, on=day).status_code == 303
    assert "It was reported to the police" in words_of(page_of(olu, side)).split("Record a day")[0]
    assert post(olu, side, side, what=ahead, on=day).status_code == 422

    with lite.store.reading() as desk:
        (fact,) = desk.cases.known_picture(world.case).aftercare
    assert post(olu, f"{side}/{fact.fact_id}/back", side).status_code == 303
    assert post(olu, f"{side}/nothing/back", side).status_code == 404
    with lite.store.reading() as desk:
        facts = desk.cases.known_picture(world.case).aftercare
    assert (len(facts), standing(facts)) == (2, ())


def test_what_to_say_follows_what_has_happened_and_the_clock_follows_the_receipt(
    olu: Visitor, lite: Kit, world: World
) -> None:
    now, olus = lite.clock.now(), world.asking("olu", lite)
    for hours, turn in ((30, Turn.TRIAL_BEGAN), (2, Turn.ACQUITTED)):
        step = DefendantStep(turn, now - timedelta(hours=hours), "the court")
        record_turn(lite.store, world.case, "D1", step, rules=lite.rules(), asking=olus)

    page = words_of(page_of(olu, f"/cases/{world.case}/aftercare"))
    assert "It does not mean that your child was not believed" in page
    assert "Witness care heard a result from the court: D1 was acquitted" in page
    wish = Known(AfterKind.BAD_NEWS, now.date(), person_id=world.mother, way=NewsWay.VOICE)
    with pytest.raises(NotFound):
        record(lite.store, world.case, wish, rules=lite.rules(), asking=world.asking("otis", lite))
