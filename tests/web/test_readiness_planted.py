"""Two hundred secrets are planted around a family, and none reaches a liaison's pages, tables or paper."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import typst
from flask.testing import FlaskClient

from tests.kits import ROOT
from tests.paper_text import text_of
from tests.web.clients import an_app, page_of, signed_in
from tests.worlds import World, a_world
from witness.actions.enquiries import NewAnswer, answer
from witness.actions.reconcile import put_right
from witness.domain.contact import Channel, ContactState, SafeContact, Tier
from witness.domain.enquiries import TOPICS, Enquiry, Reply, Topic
from witness.domain.enquiry_facts import fact_for
from witness.domain.notes import Note, Source, Stream
from witness.domain.people import CasePart, Part, Person
from witness.domain.promises import Promise
from witness.identifiers import new_id
from witness.kit import Kit
from witness.questions.readiness import Wanted, readiness_board
from witness.web.documents import fonts_in, render
from witness.web.liaison.certificate import certificate

PEOPLE, SECRETS = 25, 200
DOCUMENTS = ROOT / "templates" / "documents"


def planted(kit: Kit, world: World) -> list[str]:
    """Plant names, initials, numbers, keepers' words, notes, promises and the story; gives each secret once."""
    secrets: list[str] = []

    def secret(kind: str) -> str:
        secrets.append(f"zq{kind}{len(secrets):03}qz")
        return secrets[-1]

    olu, now = world.viewers["olu"], kit.clock.now()
    with kit.store.changing() as desk:
        for nth in range(PEOPLE):
            person, number = new_id(), f"+4477009{nth:05}"
            secrets.append(number[3:])
            desk.people.add(Person(person, "home", secret("name"), secret("i"), date(1980, 1, 1)))
            relation = secret("relation")
            desk.people.give_part(world.case, CasePart(person, Part.PARENT_CARER, relation, world.child))
            desk.contacts.add(
                SafeContact(
                    new_id(),
                    person,
                    Channel.SMS,
                    number,
                    Tier.L1,
                    ContactState.USABLE,
                    date(2026, 11, 10),
                    secret("signed"),
                    seen_by=secret("seenby"),
                    whose=secret("whose"),
                )
            )
            desk.notes.add(
                Note(new_id(), world.case, Stream.LOGISTICS, Source.OBSERVED, secret("note"), now, olu.account_id)
            )
            desk.plans.promise(
                world.case, [Promise(new_id(), secret("promise"), olu.account_id, date(2026, 12, 1), now)]
            )
            desk.cases.happened(world.case, at=now, kind="note", words=secret("story"))
        put_right(desk, world.case, kit.rules(), now=now)
    return secrets


def on_paper(kit: Kit, world: World) -> str:
    """Give all that the certificate is drawn from: its template holds no other words than its heads."""
    board = readiness_board(kit.store, rules=kit.rules(), asking=world.asking("leigh", kit), wanted=Wanted(weeks=26))
    return json.dumps(certificate(board), ensure_ascii=False)


def shown(client: FlaskClient, kit: Kit, world: World) -> str:
    paths = ("/readiness?weeks=26", "/readiness.csv?weeks=26", f"/readiness/{world.case}")
    paths += ("/questions", "/questions.csv", f"/questions/{world.case}", f"/questions/{world.case}/ask")
    with kit.store.reading() as desk:
        asked = {e.topic: e.enquiry_id for e in desk.enquiries.of_case(world.case)}
    paths += tuple(f"/questions/{world.case}/{asked[topic]}" for topic in (Topic.DATE_TOLD, Topic.DECISION))
    paper = client.get("/readiness.pdf?weeks=26")
    assert paper.mimetype == "application/pdf"
    return "".join(page_of(client, path) for path in paths) + on_paper(kit, world) + text_of(paper.data)


def everything_asked(kit: Kit, world: World) -> dict[Topic, str]:
    """Put every question of either side, about the witness and about the trial."""
    now, days = kit.clock.now(), (date(2027, 2, 1), date(2027, 2, 5))
    asked = [
        Enquiry(
            new_id(),
            topic,
            world.witness if nth % 2 else None,
            now,
            now,
            "Which morning?",
            *(days if row.takes_days else (None, None)),
        )
        for nth, (topic, row) in enumerate(TOPICS.items())
    ]
    with kit.store.changing() as desk:
        desk.enquiries.add(world.case, asked)
    return {enquiry.topic: enquiry.enquiry_id for enquiry in asked}


def facts_of(kit: Kit, world: World) -> str:
    """Give every ready answer, of the witness and of the trial, to whichever side it would be offered."""
    with kit.store.reading() as desk:
        picture = desk.cases.known_picture(world.case)
    calendar, now = kit.rules().calendar, kit.clock.now()
    asked = [replace(e, witness_id=who) for e in picture.enquiries for who in (world.witness, None)]
    return json.dumps([fact.words for e in asked if (fact := fact_for(picture, e, calendar, now))])


def found_in(text: str, secrets: list[str]) -> list[str]:
    return [secret for secret in secrets if secret.casefold() in text.casefold()]


def test_none_of_two_hundred_planted_secrets_reaches_a_liaison_and_the_search_would_find_one(lite: Kit) -> None:
    world = a_world(lite)
    asked = everything_asked(lite, world)
    secrets = planted(lite, world)
    told, new = asked[Topic.DATE_TOLD], NewAnswer(Reply.RECORDED)
    answer(lite.store, world.case, told, new, rules=lite.rules(), asking=world.asking("olu", lite))
    app = an_app(lite)
    leigh, olu = signed_in(app, lite, "leigh"), signed_in(app, lite, "olu")

    everything = shown(leigh, lite, world) + facts_of(lite, world)
    officers = page_of(olu, f"/cases/{world.case}/people") + page_of(olu, f"/cases/{world.case}/history")

    assert len(set(secrets)) >= SECRETS
    assert everything.count("T20267001") > 2 * len(TOPICS)
    assert "family told the date: not everybody has been told" in everything
    assert found_in(everything, secrets) == []
    assert len(found_in(officers, secrets)) >= PEOPLE


def test_a_certificate_that_prints_an_address_would_be_found_in_the_words_of_its_paper(lite: Kit) -> None:
    world = a_world(lite)
    board = readiness_board(lite.store, rules=lite.rules(), asking=world.asking("leigh", lite))
    careless = certificate(board)
    careless["trials"][0]["witnesses"][0]["missing"].append("12 Acacia Road, zqaddress001qz")  # type: ignore[index]
    fonts, template = fonts_in(ROOT / "witness" / "web" / "static"), DOCUMENTS / "readiness.typ"

    sound, leaky = (text_of(render(template, fonts, values)) for values in (certificate(board), careless))

    secrets = ["zqaddress001qz", "12 Acacia Road"]
    assert found_in(sound, secrets) == []
    assert found_in(leaky, secrets) == secrets
    assert "Live link: granted, to be arranged at court" in sound


def test_the_certificate_is_of_what_the_page_shows_and_bears_a_mark_that_changes_with_it(lite: Kit) -> None:
    world = a_world(lite)
    rules, asking = lite.rules(), world.asking("leigh", lite)
    board = readiness_board(lite.store, rules=rules, asking=asking)
    none = readiness_board(lite.store, rules=rules, asking=asking, wanted=Wanted(court="Elsewhere"))
    once, again, other = certificate(board), certificate(board), certificate(none)

    (trial,) = once["trials"]  # type: ignore[misc]
    assert (trial["case"], trial["verdict"]) == ("T20267001, 13AB3456726", "Not ready")
    assert len(trial["witnesses"][0]["missing"]) == len(board.lines[0].missing)
    assert once["mark"] == again["mark"] != other["mark"]
    assert "As known at" in str(once["known"])


@pytest.mark.parametrize("words", ['#panic("run")', "*bold* <label>", "] #let a = 1 ["])
def test_what_stands_on_the_certificate_is_never_run(words: str) -> None:
    one = {"label": words, "verdict": words, "missing": [words, words]}
    trial = {"day": words, "what": words, "case": words, "verdict": words, "witnesses": [one]}
    heads = ("title", "scope", "known", "mark", "cut", "nothing", "foot")
    values: dict[str, Any] = {**dict.fromkeys(heads, words), "trials": [trial]}
    fonts = fonts_in(ROOT / "witness" / "web" / "static")

    compiler = typst.Compiler(
        DOCUMENTS / "readiness.typ",
        root=DOCUMENTS,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[fonts]),
        sys_inputs={"data": json.dumps(values)},
    )
    paper = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=0)

    assert isinstance(paper, bytes)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", paper)


def test_week_and_verdict_narrow_the_board_and_nonsense_narrows_nothing(lite: Kit) -> None:
    a_world(lite)
    client = signed_in(an_app(lite), lite, "leigh")
    expected = {
        "verdict=not_ready": True,
        "verdict=ready": False,
        "verdict=nonsense": True,
        "week=2026-11-30": True,
        "week=2026-11-23": False,
        "week=2026-13-45": True,
    }

    assert {asked: "T20267001" in page_of(client, f"/readiness?{asked}") for asked in expected} == expected
    assert {asked: "T20267001" in page_of(client, f"/readiness.csv?{asked}") for asked in expected} == expected
