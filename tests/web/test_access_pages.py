"""Emergencies, conflicts of interest and what managers decide, as people meet them on pages."""

import re

from flask import Flask

from tests.web.clients import an_app, page_of, signed_in
from tests.web.test_case_doors import strip
from tests.worlds import World
from witness.domain.access import Tie
from witness.kit import Kit

WHY = {"reason": "danger", "words": "Her aunt rang us from the street"}


def test_an_emergency_from_the_form_to_the_managers_word(lite: Kit, world: World) -> None:
    app = an_app(lite)
    otis, mo = signed_in(app, lite, "otis"), signed_in(app, lite, "mo")
    assert f"/cases/{world.case}" not in page_of(otis, "/cases")
    token = otis.token("/emergency")

    def ask(**fields: str):  # type: ignore[no-untyped-def]
        return otis.post("/emergency", data={"csrf_token": token, "ref": "WS-26-014", **WHY, **fields})

    assert ask(words="urgent").status_code == 422
    opened = ask()
    assert (opened.status_code, opened.location) == (303, f"/cases/{world.case}")

    for path in (f"/cases/{world.case}", "/today", "/cases"):
        assert "Opened in an emergency:" in page_of(otis, path)
    assert "Opened in an emergency:" not in page_of(mo, "/today")
    assert otis.get(f"/cases/{world.case}/call?person={world.mother}").status_code == 200
    change = otis.post(f"/cases/{world.case}/handover/offer", data={"csrf_token": token, "to": ""})
    assert change.status_code == 404
    page = page_of(mo, "/access")
    assert "Otis Crane" in page
    assert WHY["words"] in page
    (reads,) = re.findall(r"(\d+) pages? read", page)
    with lite.store.reading() as desk:
        deeds = [e.entry.deed for e in desk.audit.of_case(world.case) if e.entry.outcome.value == "allowed"]
    assert int(reads) == len(deeds) - deeds.count("break_glass.open") >= 2, deeds
    with lite.store.reading() as desk:
        (line,) = desk.break_glass.all_since(lite.clock.now())
    url, mine = f"/access/openings/{line.opening.opening_id}", mo.token("/access")
    assert mo.post(url, data={"csrf_token": mine, "finding": "justified", "words": "ok"}).status_code == 422
    words = "I spoke with both of them"
    assert mo.post(url, data={"csrf_token": mine, "finding": "justified", "words": words}).status_code == 303
    assert "It was right to open it" in page_of(mo, "/access")
    otis.post(f"/emergency/{line.opening.opening_id}/end", data={"csrf_token": token})
    assert otis.get(f"/cases/{world.case}").status_code == 404


def test_an_excluded_officer_and_one_who_mistypes_are_answered_alike(lite: Kit, world: World) -> None:
    with lite.store.changing() as desk:
        otis = world.viewers["otis"].account_id
        desk.access.tie(world.case, otis, Tie.EXCLUDED, because="knows them", now=lite.clock.now())
    client = signed_in(an_app(lite), lite, "otis")
    token = client.token("/emergency")
    answers = []
    for ref in ("WS-26-014", "WS-26-999"):
        data = {"csrf_token": token, "ref": ref, **WHY}
        lite.clock.forward(seconds=60)  # type: ignore[attr-defined]
        answer = client.post("/emergency", data=data)
        answers.append((answer.status_code, strip(answer.text)))

    assert answers[0] == answers[1]
    assert answers[0][0] == 422


def declared(app: Flask, kit: Kit, world: World) -> str:
    olivia = signed_in(app, kit, "olivia")
    url = f"/cases/{world.case}/conflict"
    page = page_of(olivia, url)
    assert "A.F., J.F." in page
    assert "Farah" not in page
    data = {"csrf_token": olivia.token(url)}
    assert olivia.post(url, data=data).status_code == 422
    answer = olivia.post(url, data={**data, "kind": "near"})
    assert "It is shut to you" in answer.text
    return strip(olivia.get(f"/cases/{world.case}").text + olivia.get("/cases?team=1").text)


def test_whoever_declares_sees_nothing_more_and_a_manager_decides(lite: Kit, world: World) -> None:
    app = an_app(lite)

    after = declared(app, lite, world)

    assert "WS-26-014" not in after
    assert "not yours to see" in after
    mo = signed_in(app, lite, "mo")
    page = page_of(mo, "/access")
    assert "lives near somebody in it" in page
    with lite.store.reading() as desk:
        (line,) = desk.conflicts.standing_of(world.viewers["mo"])
    url = f"/access/conflicts/{line.conflict.conflict_id}"
    assert mo.post(url, data={"csrf_token": mo.token("/access"), "decision": "lift"}).status_code == 303
    assert signed_in(app, lite, "olivia").get(f"/cases/{world.case}").status_code == 200
