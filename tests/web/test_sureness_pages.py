"""How sure they are is asked in two taps on the countdown and on a call, becomes work, and stays with the officers."""

from tests.visitor import Visitor
from tests.web.clients import an_app, page_of, post, signed_in
from tests.worlds import World
from witness.domain.evidence import NeedKind, NeedState
from witness.domain.sureness import HARD_IN_WORDS, SURE_IN_WORDS, Hard, Sure
from witness.domain.tasks import TaskKind
from witness.kit import Kit


def test_an_answer_is_recorded_shown_becomes_work_and_is_taken_back(olu: Visitor, lite: Kit, world: World) -> None:
    side, door = f"/cases/{world.case}/countdown", f"/cases/{world.case}/witnesses/{world.witness}/sureness"
    assert "You may say nothing" in page_of(olu, side)

    nothing_chosen = post(olu, door, side, person=world.mother)
    assert (nothing_chosen.status_code, "Choose how sure they are" in nothing_chosen.text) == (422, True)
    assert post(olu, door, side, person=world.mother, sure="not_sure", hard="a story").status_code == 400
    assert post(olu, door, side, person=world.mother, sure="not_sure", hard="journey").status_code == 303
    shown = page_of(olu, side)
    assert ": not sure</p>" in shown
    assert "asked by Olu Adeyemi · hard: the journey" in shown
    with lite.store.reading() as desk:
        tasks = [t for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.SURENESS]
        needs = {need.kind: need.state for need in desk.evidence.needs_of(world.case)}
        history = [h.words for h in desk.cases.history(world.case) if h.kind == "sureness"]
    assert [task.words.endswith("arrange a lift or the money for it") for task in tasks] == [True]
    assert NeedKind.TRANSPORT in needs
    assert needs[NeedKind.TRANSPORT] in (NeedState.NEEDED, NeedState.CONFIRMED, NeedState.REQUESTED)
    assert history == ["W1: it was asked what would help them to come."]

    assert post(olu, door, side, person=world.mother, sure="mistake").status_code == 303
    with lite.store.reading() as desk:
        assert not [t for t in desk.tasks.open_of_case(world.case) if t.kind is TaskKind.SURENESS]


def test_nobody_else_reads_a_word_of_it(olu: Visitor, lite: Kit, world: World) -> None:
    side, door = f"/cases/{world.case}/countdown", f"/cases/{world.case}/witnesses/{world.witness}/sureness"
    said = [Hard.SOMEBODY, Hard.NOT_BELIEVED, Hard.DOES_NOT_WANT]
    assert post(olu, door, side, person=world.mother, sure="rather_not", hard=said[1].value).status_code == 303
    app = an_app(lite)
    leigh, otis = signed_in(app, lite, "leigh"), signed_in(app, lite, "otis")

    assert (leigh.get(side).status_code in (403, 404), otis.get(side).status_code) == (True, 404)
    read = "".join(leigh.get(path).get_data(as_text=True) for path in ("/readiness", f"/readiness/{world.case}"))
    assert [words for words in (SURE_IN_WORDS[Sure.RATHER_NOT], *map(HARD_IN_WORDS.get, said)) if words in read] == []
