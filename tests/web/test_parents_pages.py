"""The parents' own plan on the page of a case: recorded, shown to whom it is for, and never in the view of the CPS."""

import re
from html import unescape

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.actions.defendants import record_turn
from witness.domain.courts import Court
from witness.domain.defendants import DefendantStep, Turn
from witness.domain.notes import Stream
from witness.domain.tasks import TaskKind
from witness.kit import Kit


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def mother_of(lite: Kit, world: World) -> str:
    with lite.store.reading() as desk:
        picture = desk.cases.known_picture(world.case)
    return next(p.person_id for p in picture.parts if p.part.value == "parent_carer")


def test_a_parents_plan_is_recorded_and_only_whom_it_is_for_sees_how_they_are(
    olu: Visitor, lite: Kit, world: World
) -> None:
    side, mother = f"/cases/{world.case}/parents", mother_of(lite, world)
    assert "never waits for the court case" in words_of(page_of(olu, side))
    offers = f"{side}/{mother}/offers"
    assert post(olu, offers, side, offer="therapy", state="offered", on="", again="").status_code == 303
    wrong = post(olu, offers, side, offer="therapy", state="ended", on="", again="")
    assert (wrong.status_code, "cannot follow" in wrong.text) == (422, True)

    agreed = post(olu, offers, side, offer="check_in", state="accepted", every="7", on="", again="")
    assert agreed.status_code == 303
    assert "Every 7 days, next on" in words_of(page_of(olu, side))

    checks = f"{side}/{mother}/wellbeing"
    answers = {"sleep": "0", "coping": "2", "isolation": "", "confidence": "3", "via": "voice"}
    assert post(olu, checks, side, **answers).status_code == 303
    words = words_of(page_of(olu, side))
    assert "Worth a call. Sleep: not at all" in words
    assert "Offered, no answer yet" in words

    police = f"{side}/police"
    story = post(olu, police, side, form_reference="he met her there", officer="DC Marsh", on="", due="")
    assert (story.status_code, "form's reference" in unescape(story.text)) == (422, True)
    assert 'value="he met her there"' in story.text  # what was typed is not lost
    assert story.text.count('app-details" open') == 1
    assert post(olu, police, side, form_reference="FIB/7", officer="DC Marsh", on="", due="").status_code == 303
    with lite.store.reading() as desk:
        (passing,) = desk.passings.of_case(world.case)
        (note,) = desk.notes.of_stream(world.case, Stream.POLICE_INFORMATION)
        history = " ".join(h.words for h in desk.cases.history(world.case))
    assert note.text == passing.note_text
    assert not any(word in history for word in ("herapy", "FIB", "Marsh", "leep"))
    back = f"{police}/{passing.passing_id}"
    assert post(olu, back, side, event="fed_back").status_code == 303
    assert post(olu, back, side, event="fed_back").status_code == 422

    olivia = signed_in(an_app(lite), lite, "olivia")
    hers = words_of(olivia.get(side).get_data(as_text=True))
    assert "Not open to you: ask whoever has the case" in hers
    assert not any(word in hers for word in ("FIB/7", "Marsh", "Worth a call", "Sleep"))
    early = post(olu, f"{side}/feedback", side, person=mother, asked_as="adult", ready="3", heard="4", sentence="",
                 via="voice")  # fmt: skip
    assert (early.status_code, "when the trial is over" in early.text) == (422, True)


def test_an_answer_after_the_trial_that_speaks_of_danger_is_kept_from_the_page_and_brought_to_those_who_act(
    olu: Visitor, lite: Kit, world: World
) -> None:
    side, mother = f"/cases/{world.case}/parents", mother_of(lite, world)
    for what in (Turn.TRIAL_BEGAN, Turn.CONVICTED):
        step = DefendantStep(what, lite.clock.now(), "the court")
        record_turn(lite.store, world.case, "D1", step, rules=lite.rules(), asking=world.asking("olu", lite))

    said = post(olu, f"{side}/feedback", side, person=mother, asked_as="adult", ready="3", heard="4",
                sentence="He says he will kill me", via="voice")  # fmt: skip
    assert (said.status_code, said.location) == (303, f"{side}?said=danger#danger")
    page = page_of(olu, said.location)
    assert "What they said may speak of danger" in page
    assert "kill" not in page
    with lite.store.reading() as desk:
        (given,) = desk.feedback.of_case(world.case)
        open_kinds = {task.kind for task in desk.tasks.open_of_case(world.case)}
        history = " ".join(h.words for h in desk.cases.history(world.case))
    assert (given.ready, given.heard, given.sentence) == (3, 4, "")
    assert TaskKind.SAFEGUARDING in open_kinds
    assert "kill" not in history


def test_nothing_planted_in_a_parents_plan_reaches_the_cps(olu: Visitor, lite: Kit, world: World) -> None:
    side, mother = f"/cases/{world.case}/parents", mother_of(lite, world)
    post(olu, f"{side}/{mother}/offers", side, offer="peer_support", state="accepted", on="", again="")
    post(olu, f"{side}/{mother}/wellbeing", side, sleep="0", coping="0", isolation="0", confidence="0", via="voice")
    post(olu, f"{side}/police", side, form_reference="PLANTED-77", officer="DC Plantagenet", on="", due="")
    planted = ("PLANTED-77", "Plantagenet", "eer support", "ellbeing check", "Worth a call", "Sleep")
    assert all(word in page_of(olu, side) for word in planted[:3])  # what is looked for is there to be found

    leigh = signed_in(an_app(lite), lite, "leigh")

    assert leigh.get(side).status_code == 404
    for address in ("/readiness", f"/readiness/{world.case}", "/questions", "/readiness.csv"):
        answer = leigh.get(address)
        assert not any(word in answer.get_data(as_text=True) for word in planted), address


def test_what_to_say_follows_the_stage_and_a_court_fact_is_told_once_it_was_checked(
    olu: Visitor, lite: Kit, world: World
) -> None:
    side = f"/cases/{world.case}/explain"
    adult, child, welsh = (words_of(page_of(olu, f"{side}{ask}")) for ask in ("", "?to=child", "?to=adult&language=cy"))
    assert "Courts plan more trials than they have rooms" in adult
    assert "It is not because of you" in child
    assert "not yet checked by a Welsh speaker" in welsh
    assert "Mae'r llysoedd" not in welsh
    assert olu.get(f"{side}?to=judge").status_code == 404

    with lite.store.changing() as desk:
        court = desk.cases.known_picture(world.case).case.court_code
        desk.courts.replace([Court(court, "calder", "Calder Crown Court", open=True, crown=True, magistrates=False)])
    card = f"/courts/{court}/card"
    assert olu.get("/courts/999/card").status_code == 404
    assert post(olu, card, card, fact="entrance", words="Side door, Bell Lane", on="").status_code == 303
    refused = post(olu, card, card, fact="food", words="Where the defendant eats", on="")
    assert (refused.status_code, "leave people and cases out" in refused.text) == (422, True)
    assert "Side door, Bell Lane" in words_of(page_of(olu, side))


def test_other_words_are_said_once_a_second_person_stands_behind_them(lite: Kit, world: World, olu: Visitor) -> None:
    app = an_app(lite)
    mo, ada, page = signed_in(app, lite, "mo"), signed_in(app, lite, "ada"), "/wording/explanations"
    new = {"topic": "dates_move", "reader": "adult", "language": "en", "words": "Dates move. We tell you why."}
    hard = post(mo, page, page, **{**new, "words": "You must tell them the right answer."})
    assert (hard.status_code, "telling a witness what to say" in hard.text) == (422, True)
    assert post(mo, page, page, **new).status_code == 303
    with lite.store.reading() as desk:
        (version,) = desk.explanations.all()
    approve = f"{page}/{version.version_id}/approve"
    assert post(mo, approve, page).status_code == 422
    side = f"/cases/{world.case}/explain"
    assert "Dates move. We tell you why." not in words_of(page_of(olu, side))
    assert post(ada, approve, page).status_code == 303
    assert "Dates move. We tell you why." in words_of(page_of(olu, side))


def test_the_figures_of_feedback_hold_back_the_few(lite: Kit, world: World) -> None:
    mo = signed_in(an_app(lite), lite, "mo")

    words = words_of(mo.get("/figures/feedback").get_data(as_text=True))

    assert "fewer than 5" in words
    assert "Did we listen to you and do what we said?" in words
