"""Words are written by one person and approved by another; nothing red passes; what was approved is used at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree
from threading import Barrier
from typing import Any

import pytest

from tests.kits import ROOT
from tests.live import a_live_kit
from tests.worlds import World, a_world
from witness.actions import wording as wording_actions
from witness.actions.messages import deliver_due
from witness.actions.wording import Approval, add_language, publish, send_back, submit, take_out, withdraw
from witness.domain.contact import Channel, Tier
from witness.domain.errors import NotFound, PleaseConfirm, Refused, SomebodyElseChangedThis
from witness.domain.messages import MessageState
from witness.domain.wording import Act, Language, Step, TemplateKey, Version
from witness.identifiers import new_id
from witness.kit import Kit
from witness.messaging.wording import NoWording, UnsafeWording, Wording, keys_of
from witness.questions.published_wording import PublishedInStore

DATE = TemplateKey(Channel.SMS, "en", "date_set")
WELSH_RING = TemplateKey(Channel.SMS, "cy", "ring")
NEW = (
    "Hello, it's {{ sender }}. I will see you on {{ day }}{% if time %} at {{ time }}{% endif %}. "
    "Ring {{ phone }}. STOP to stop."
)
FIELDS = {"sender": "Olu", "phone": "0113 496 0123", "day": "Mon 7 Dec", "time": "9am", "old_day": "Tue 1 Dec"}
READ = Approval(because="It has to be so.", checker="Nerys Pugh", checked_on=date(2026, 11, 20))


@pytest.fixture
def at_once(live: Kit) -> Kit:
    """A kit whose wording looks for newer words every time."""
    return replace(live, wording=Wording(ROOT / "templates" / "messages", PublishedInStore(live.store), fresh_for=0))


@pytest.fixture
def world(at_once: Kit) -> World:
    return a_world(at_once)


def write(kit: Kit, world: World, body: str = NEW, who: str = "mo", key: TemplateKey = DATE, because: str = "") -> int:
    return submit(kit.store, kit.wording, key, body, world.asking(who, kit), because=because).number


def approve(kit: Kit, world: World, number: int, who: str = "ada", key: TemplateKey = DATE, **more: Any) -> None:
    approval = more.get("approval", Approval())
    publish(kit.store, kit.wording, key, number, approval, world.asking(who, kit))


def said(kit: Kit, key: TemplateKey = DATE) -> str:
    return kit.wording.text(key.name, key.language, FIELDS, Tier.L1).body


def versions(kit: Kit, key: TemplateKey = DATE) -> tuple[Version, ...]:
    with kit.store.reading() as desk:
        return desk.wordings.versions_of(key)


def test_a_new_version_is_used_from_the_moment_a_second_person_approves_it(at_once: Kit, world: World) -> None:
    before = said(at_once)
    number = write(at_once, world)
    assert number == 2
    assert said(at_once) == before

    approve(at_once, world, number)

    assert said(at_once).startswith("Hello, it's Olu. I will see you on Mon 7 Dec at 9am.")
    assert at_once.wording.text("date_set", "en", FIELDS, Tier.L1).version.startswith("2.")


def test_every_worker_uses_it_without_being_started_again(at_once: Kit, world: World) -> None:
    other = Wording(ROOT / "templates" / "messages", PublishedInStore(at_once.store), fresh_for=0)
    other.text("date_set", "en", FIELDS, Tier.L1)

    approve(at_once, world, write(at_once, world))

    assert other.text("date_set", "en", FIELDS, Tier.L1).body == said(at_once)


def test_a_worker_asks_for_newer_words_at_most_once_in_its_time(at_once: Kit, world: World) -> None:
    class Counting:
        asked = 0

        def number(self) -> int:
            self.asked += 1
            return PublishedInStore(at_once.store).number()

        def published(self) -> Any:
            return PublishedInStore(at_once.store).published()

    port = Counting()
    wording = Wording(ROOT / "templates" / "messages", port, fresh_for=600)
    for _ in range(50):
        wording.text("date_set", "en", FIELDS, Tier.L1)

    assert port.asked == 1


@pytest.mark.parametrize(("writer", "approver"), [("mo", "mo"), ("ada", "ada")])
def test_nobody_approves_what_they_wrote(at_once: Kit, world: World, writer: str, approver: str) -> None:
    number = write(at_once, world, who=writer)

    with pytest.raises(Refused, match="You wrote this version"):
        approve(at_once, world, number, who=approver)

    assert not said(at_once).startswith("Hello")


@pytest.mark.parametrize("who", ["olu", "leigh", "otis"])
def test_only_managers_and_administrators_write_and_approve(at_once: Kit, world: World, who: str) -> None:
    number = write(at_once, world)
    acts: list[Callable[[], Any]] = [
        lambda: write(at_once, world, who=who),
        lambda: approve(at_once, world, number, who=who),
        lambda: send_back(at_once.store, at_once.wording, DATE, number, "no", world.asking(who, at_once)),
        lambda: withdraw(at_once.store, at_once.wording, DATE, number, world.asking(who, at_once)),
        lambda: take_out(at_once.store, at_once.wording, WELSH_RING, "no", world.asking(who, at_once)),
        lambda: add_language(at_once.store, at_once.wording, ROMANIAN, world.asking(who, at_once)),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()


RED = [
    NEW.replace("I will see you", "You must come to court"),
    NEW.replace("Ring {{ phone }}.", "{{7*7}} Ring {{ phone }}."),
    NEW.replace("{{ phone }}", ""),
    NEW.replace("Ring", "See https://x.example or ring"),
    NEW.replace("Ring", "Jude comes too. Ring"),
    NEW.replace("Ring", "With Amina. Ring"),
    NEW.replace(" STOP to stop.", ""),
]


@pytest.mark.parametrize("body", RED)
def test_nothing_red_is_kept(at_once: Kit, world: World, body: str) -> None:
    with pytest.raises(UnsafeWording) as refused:
        write(at_once, world, body, because="I want it so")

    assert refused.value.findings
    assert versions(at_once) == ()


def smuggled(kit: Kit, world: World, body: str, *, act: Act) -> None:
    """A version that came into the database by another road than the pages."""
    with kit.store.changing() as desk:
        version = Version(new_id(), DATE, 2, body, kit.clock.now(), world.viewers["mo"].account_id)
        desk.wordings.add_version(version)
        desk.wordings.add_step(version.version_id, Step(act, kit.clock.now(), world.viewers["mo"].account_id))


def red_is_stopped_at_publication(kit: Kit, world: World, body: str) -> None:
    smuggled(kit, world, body, act=Act.SUBMITTED)
    with pytest.raises(UnsafeWording):
        approve(kit, world, 2, approval=Approval("I want it so"))
    assert [step.act for version in versions(kit) if version.number == 2 for step in version.steps] == [Act.SUBMITTED]


@pytest.mark.trust
@pytest.mark.parametrize("body", RED)
def test_nothing_red_can_be_published(at_once: Kit, world: World, body: str) -> None:
    red_is_stopped_at_publication(at_once, world, body)


@pytest.mark.trust
def test_a_publication_that_skips_the_look_fails_the_same_test(
    at_once: Kit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording_actions, "_check", lambda look, because: None)

    with pytest.raises(pytest.fail.Exception):
        red_is_stopped_at_publication(at_once, world, RED[0])


@pytest.mark.parametrize("body", [body for body in RED if "Jude" not in body and "Amina" not in body])
def test_red_words_that_came_by_another_road_are_stopped_when_they_would_be_sent(
    at_once: Kit, world: World, body: str
) -> None:
    smuggled(at_once, world, body, act=Act.PUBLISHED)

    with pytest.raises(UnsafeWording):
        said(at_once)


@pytest.mark.trust
def test_a_message_that_would_name_somebody_of_the_family_goes_to_a_person(at_once: Kit, world: World) -> None:
    smuggled(at_once, world, NEW.replace("Ring", "Jude comes too. Ring"), act=Act.PUBLISHED)

    deliver_due(at_once.store, at_once.post(), worker="w")

    assert not [text for text in at_once.texts.handed if "Jude" in text.body]  # type: ignore[attr-defined]
    with at_once.store.reading() as desk:
        blocked = [m for m in desk.messages.of_case(world.case) if m.state is MessageState.BLOCKED]
    assert [m.because for m in blocked] == ["This message would name somebody of the family"]


def test_what_is_amber_needs_a_reason_from_both(at_once: Kit, world: World) -> None:
    longer = NEW.replace("Ring", "We can talk about it as long as you like. I will help with the way there. Ring")
    with pytest.raises(PleaseConfirm, match="2 segments"):
        write(at_once, world, longer)
    number = write(at_once, world, longer, because="They asked for it")

    with pytest.raises(PleaseConfirm):
        approve(at_once, world, number)
    approve(at_once, world, number, approval=Approval("I agree"))

    assert [step.because for step in versions(at_once)[-1].steps] == ["They asked for it", "I agree"]


def test_one_goes_back_to_an_earlier_version_by_a_new_act_and_nothing_is_lost(at_once: Kit, world: World) -> None:
    before = said(at_once)
    approve(at_once, world, write(at_once, world))

    approve(at_once, world, 1, who="mo")

    assert said(at_once) == before
    assert [version.number for version in versions(at_once)] == [1, 2]
    approve(at_once, world, 2)
    assert said(at_once).startswith("Hello")
    assert [step.act for step in versions(at_once)[1].steps] == [Act.SUBMITTED, Act.PUBLISHED, Act.PUBLISHED]


def test_a_version_that_was_sent_back_or_withdrawn_waits_no_more(at_once: Kit, world: World) -> None:
    first = write(at_once, world)
    with pytest.raises(Refused, match="what has to change"):
        send_back(at_once.store, at_once.wording, DATE, first, " ", world.asking("ada", at_once))
    send_back(at_once.store, at_once.wording, DATE, first, "Too formal", world.asking("ada", at_once))
    second = write(at_once, world)
    with pytest.raises(Refused, match="Only whoever wrote"):
        withdraw(at_once.store, at_once.wording, DATE, second, world.asking("ada", at_once))
    withdraw(at_once.store, at_once.wording, DATE, second, world.asking("mo", at_once))

    for number in (first, second):
        with pytest.raises(SomebodyElseChangedThis):
            approve(at_once, world, number)


def test_the_same_words_do_not_wait_twice(at_once: Kit, world: World) -> None:
    write(at_once, world)

    with pytest.raises(Refused, match="Version 2 says exactly this"):
        write(at_once, world, f"  {NEW}\r\n")


def test_a_version_that_is_not_there_is_not_found(at_once: Kit, world: World) -> None:
    with pytest.raises(NotFound):
        approve(at_once, world, 7)
    with pytest.raises(NotFound):
        write(at_once, world, key=replace(DATE, name="nothing"))
    with pytest.raises(NotFound):
        write(at_once, world, key=replace(DATE, language="xx"))


def test_words_in_another_language_need_a_named_reader_who_did_not_write_them(at_once: Kit, world: World) -> None:
    today = date(2026, 11, 23)
    for approval, match in (
        (Approval(), "Name who speaks"),
        (Approval(checker="Nerys Pugh"), "the day"),
        (Approval(checker="Nerys Pugh", checked_on=today + timedelta(days=1)), "not a day to come"),
    ):
        with pytest.raises(Refused, match=match):
            approve(at_once, world, 1, key=WELSH_RING, approval=approval)
    body = "Helo, {{ sender }} sydd yma. Ffoniwch {{ phone }} pan allwch. STOP i beidio."
    number = write(at_once, world, body, key=WELSH_RING)
    with pytest.raises(Refused, match="cannot be the one who checks"):
        approve(at_once, world, number, key=WELSH_RING, approval=Approval(checker="mo  ellis", checked_on=today))

    approve(at_once, world, 1, key=WELSH_RING, approval=READ)

    (step,) = versions(at_once, WELSH_RING)[0].steps
    assert (step.checker, step.checked_on) == ("Nerys Pugh", date(2026, 11, 20))


def approve_all(kit: Kit, world: World, language: str) -> None:
    for key in keys_of(language):
        approve(kit, world, 1, key=key, approval=READ)


def test_a_language_counts_once_every_template_is_approved_and_stops_when_one_is_taken_out(
    at_once: Kit, world: World
) -> None:
    approve_all(at_once, world, "cy")
    assert at_once.wording.languages() == {"en", "cy"}
    key = TemplateKey(Channel.SMS, "cy", "ring")
    assert said(at_once, replace(key, name="date_set")).startswith("Helo, Olu sydd yma. Wela i chi Mon 7 Dec")

    take_out(at_once.store, at_once.wording, key, "A wrong word", world.asking("mo", at_once))

    assert at_once.wording.languages() == {"en"}
    with pytest.raises(NoWording):
        said(at_once, key)
    approve(at_once, world, 1, key=key, approval=READ)
    assert at_once.wording.languages() == {"en", "cy"}


def test_english_is_not_taken_out(at_once: Kit, world: World) -> None:
    with pytest.raises(Refused, match="falls back on"):
        take_out(at_once.store, at_once.wording, DATE, "no", world.asking("ada", at_once))
    with pytest.raises(Refused, match="Nothing is used"):
        take_out(at_once.store, at_once.wording, WELSH_RING, "no", world.asking("ada", at_once))


ROMANIAN = Language("ro", "Romanian", "Română")


def test_an_administrator_adds_a_language_and_its_templates_are_written_and_checked(at_once: Kit, world: World) -> None:
    asking = world.asking("ada", at_once)
    with pytest.raises(NotFound):
        add_language(at_once.store, at_once.wording, ROMANIAN, world.asking("mo", at_once))
    add_language(at_once.store, at_once.wording, ROMANIAN, asking)
    with pytest.raises(Refused, match="there already"):
        add_language(at_once.store, at_once.wording, ROMANIAN, asking)

    key = TemplateKey(Channel.SMS, "ro", "ring")
    body = "Salut, sunt {{ sender }}. Tel {{ phone }}. STOP."
    number = write(at_once, world, body, key=key, because="Nerys reads it")
    approve(at_once, world, number, key=key, approval=READ)

    assert number == 1
    assert at_once.wording.languages() == {"en"}
    assert at_once.wording.used(key) is not None


@pytest.mark.parametrize(
    "language",
    [
        Language("RO", "Romanian", "Română"),
        Language("../x", "X", "X"),
        Language("ro", " ", "X"),
        Language("ro", "X", ""),
    ],
)
def test_a_language_without_a_code_or_a_name_is_refused(at_once: Kit, world: World, language: Language) -> None:
    with pytest.raises(Refused):
        add_language(at_once.store, at_once.wording, language, world.asking("ada", at_once))


def test_a_message_remembers_the_version_it_was_written_with(at_once: Kit, world: World) -> None:
    approve(at_once, world, write(at_once, world))

    deliver_due(at_once.store, at_once.post(), worker="w")

    with at_once.store.reading() as desk:
        sent = [m for m in desk.messages.of_case(world.case) if m.reference and m.channel is Channel.SMS]
        written = desk.wordings.used_for([m.reference for m in sent if m.reference])
        counted = desk.wordings.uses_of("en/date_set_l1")
    assert [words.partition(".")[0] for words in written.values()] == ["en/date_set_l1 2"]
    assert list(counted.values()) == [1]


def test_every_act_is_on_the_record_with_what_it_was_about_and_no_words(at_once: Kit, world: World) -> None:
    number = write(at_once, world)
    with pytest.raises(Refused):
        approve(at_once, world, number, who="mo")
    with pytest.raises(UnsafeWording):
        write(at_once, world, RED[0])
    approve(at_once, world, number)

    with at_once.store.reading() as desk:
        entries = [link.entry for link in desk.audit.chain() if link.entry.deed.startswith("wording.")]
    assert [(entry.deed, entry.subject, entry.outcome.value) for entry in entries] == [
        ("wording.submit", "sms/en/date_set", "allowed"),
        ("wording.publish", "sms/en/date_set:2", "denied"),
        ("wording.submit", "sms/en/date_set", "denied"),
        ("wording.publish", "sms/en/date_set:2", "allowed"),
    ]


def test_the_name_of_a_reader_does_not_lie_open(sqlite_url: str) -> None:
    kit = a_live_kit(sqlite_url)
    world = a_world(kit)
    publish(kit.store, kit.wording, WELSH_RING, 1, READ, world.asking("ada", kit))
    kit.store.close()
    path = Path(sqlite_url.removeprefix("sqlite:///"))

    kept = b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))

    assert b"sydd yma" in kept
    assert b"Nerys" not in kept


def test_words_of_a_later_release_wait_behind_what_people_published(at_once: Kit, world: World, tmp_path: Any) -> None:
    approve(at_once, world, write(at_once, world))
    folder = copytree(ROOT / "templates" / "messages", tmp_path / "messages")
    (folder / "sms" / "en" / "date_set_l1.txt").write_text(NEW.replace("Hello", "Hi"))
    (folder / "sms" / "en" / "ring.txt").write_text(
        "Hi, it's {{ sender }}. Please ring {{ phone }}. I am in all day. Reply STOP for no more texts."
    )
    later = Wording(folder, PublishedInStore(at_once.store), fresh_for=0)

    assert later.text("date_set", "en", FIELDS, Tier.L1).body.startswith("Hello")
    assert "I am in all day" in later.text("ring", "en", FIELDS, Tier.L0).body
    publish(at_once.store, later, DATE, 3, Approval(), world.asking("ada", at_once))
    assert later.text("date_set", "en", FIELDS, Tier.L1).body.startswith("Hi, it's Olu. I will")


@pytest.mark.trust
def test_of_two_who_approve_at_once_one_is_told_that_it_is_done(at_once: Kit, world: World) -> None:
    number = write(at_once, world, who="mo")
    both = Barrier(2)

    def one() -> str:
        both.wait()
        try:
            approve(at_once, world, number)
        except SomebodyElseChangedThis:
            return "told"
        return "approved"

    with ThreadPoolExecutor(2) as pool:
        ended = sorted(result.result() for result in [pool.submit(one), pool.submit(one)])

    assert ended == ["approved", "told"]
    assert [step.act for step in versions(at_once)[-1].steps] == [Act.SUBMITTED, Act.PUBLISHED]
