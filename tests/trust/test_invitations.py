"""Invitations in three independent mail programs: one event that moves, at the right hour in London, and then none.

The mails are the product's own: a case, an officer's changes, the gate, the wording, SMTP to a real server. Each
program takes them in as they came, and again in other orders and twice over. Deliberately wrong versions of the
product must be found out by the same judge.
"""

import email
import email.policy
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller

from tests.live import a_live_kit
from tests.messaging.servers import free_port
from tests.trust.mail_programs import READERS, GuestCalendar
from tests.worlds import MAIL, World, a_world, another_case
from witness.actions import invitations
from witness.actions.calendar_choices import choose
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.messages import deliver_due
from witness.domain.calendars import ALARMS, CalendarChoice
from witness.domain.contact import Tier
from witness.domain.hearings import Listing, Slot
from witness.kit import Kit
from witness.messaging.calendar import uid_for
from witness.messaging.smtp_mail import SmtpCarrier

pytestmark = [pytest.mark.trust, pytest.mark.timeout(900)]

LONDON = ZoneInfo("Europe/London")
SEED = 20270328
FROM = "Olu <appointments@support.example>"
COVERS = ("", "Dentist", 'Coffee, then a walk; bring "it"', "Ŵyl a pharti")
# Both nights on which the clocks change, the days around them, and the days of the world.
DAYS = [date(2027, 3, 26) + timedelta(days=n) for n in range(7)] + [
    date(2027, 10, 29) + timedelta(days=n) for n in range(5)
]
HOURS = (time(10, 0), time(10, 30), time(14, 0), time(23, 45))
NIGHT = Slot(Listing.FIXTURE, date(2027, 10, 31), None, time(2, 30), "429", "1")  # to be met at 1.30, which comes twice


@dataclass
class Plan:
    """What becomes of one case: its slots, the last of which is None, and what the person chose."""

    world: World
    slots: list[Slot | None]
    choice: CalendarChoice

    @property
    def uid(self) -> str:
        return uid_for(self.world.hearing, self.world.mother)


@dataclass
class Post:
    """Keeps the entries of the mails that arrive, by UID and in order."""

    entries: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    mails: int = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        mail = email.message_from_bytes(envelope.content, policy=email.policy.SMTP)
        (part,) = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]
        raw = part.get_payload(decode=True)
        assert isinstance(raw, bytes)
        uid = re.sub(rb"\r\n[ \t]", b"", raw).split(b"\r\nUID:")[1].split(b"\r\n")[0].decode()
        self.entries[uid].append(raw)
        self.mails += 1
        return "250 taken"


@contextmanager
def a_server() -> Iterator[tuple[Post, int]]:
    post, port = Post(), free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield post, port
    finally:
        controller.stop()


def some_slot(chance: random.Random, before: Slot | None) -> Slot:
    """A slot that would be told in other words than the one before it."""
    while True:
        on = chance.choice(DAYS)
        kind = chance.choice(("time", "time", "time", "day", "maybe", "warned", "week", "night"))
        at = chance.choice(HOURS)
        slot = {
            "time": Slot(Listing.FIXTURE, on, None, at, "429", "1"),
            "day": Slot(Listing.FIXTURE, on, None, None, "429", ""),
            "maybe": Slot(Listing.FLOATER, on, None, at, "429", ""),
            "warned": Slot(Listing.WARNED_LIST, on, on + timedelta(days=11), None, "429", ""),
            "week": Slot(Listing.WEEK_COMMENCING, on, None, None, "429", ""),
            "night": NIGHT,
        }[kind]
        if before is None or (slot.listing, slot.on, slot.at) != (before.listing, before.on, before.at):
            return slot


def plans(kit: Kit, count: int, seed: int) -> list[Plan]:
    chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
    first = a_world(kit)
    made = []
    for number in range(count):
        slots: list[Slot | None] = [some_slot(chance, None)]
        for _ in range(chance.choice((1, 2, 3))):
            slots.append(some_slot(chance, slots[-1]))
        world = another_case(kit, first, number, slot=slots[0], mailbox={"tier": Tier.L2})
        choice = CalendarChoice(
            person_id=world.mother,
            wanted=True,
            title=chance.choice(COVERS),
            alarms=tuple(sorted(chance.sample(ALARMS, chance.choice((0, 1, 2))))),
            busy=chance.choice((True, False)),
        )
        made.append(Plan(world, [*slots, None], choice))
    return made


def deliver(kit: Kit) -> None:
    while deliver_due(kit.store, kit.post(), worker="w", limit=200):
        pass


def expected(plan: Plan, slot: Slot, chosen: bool) -> dict[str, Any]:
    """What a calendar must show: worked out here from what the court said, by another road than the product's."""
    choice = plan.choice if chosen else CalendarChoice(plan.world.mother)
    window = slot.listing in (Listing.WARNED_LIST, Listing.WEEK_COMMENCING)
    title = "Keep free if you can" if window else choice.title or "Appointment with Olu"
    assert slot.on is not None
    if slot.at is None:
        last = slot.until or (slot.on + timedelta(days=4) if window else slot.on)
        starts, ends, rings = slot.on.isoformat(), (last + timedelta(days=1)).isoformat(), []
    else:
        wall = datetime.combine(slot.on, slot.at) - timedelta(hours=1)
        met = wall.replace(tzinfo=LONDON).astimezone(UTC)
        starts, ends = (
            m.isoformat(timespec="milliseconds").replace("+00:00", "Z") for m in (met, met + timedelta(hours=1))
        )
        rings = sorted(choice.alarms)
    return {
        "title": title,
        "place": "",
        "starts": starts,
        "ends": ends,
        "free": window or not choice.busy,
        "rings": rings,
    }


def shown(event: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(event[name]) if name == "rings" else event[name] for name in
            ("title", "place", "starts", "ends", "free", "rings")}  # fmt: skip


@dataclass
class Judged:
    """What a run found: faults in words, by reader."""

    mails: int = 0
    looks: int = 0
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def run(url: str, count: int, seed: int) -> Judged:
    """Send every step of every plan, and look into each program's calendar after each step."""
    kit = a_live_kit(url)
    judged = Judged()
    with a_server() as (post, port):
        kit = replace(kit, mail=SmtpCarrier(f"smtp://127.0.0.1:{port}", FROM))
        made = plans(kit, count, seed)
        steps: dict[str, list[tuple[int, Slot | None, bool]]] = defaultdict(list)
        deliver(kit)
        note(post, made, steps, lambda plan: plan.slots[0], chosen=False)
        for plan in made:
            choose(kit.store, plan.world.case, plan.choice, rules=kit.rules(), asking=plan.world.asking("olu", kit))
        deliver(kit)
        note(post, made, steps, lambda plan: plan.slots[0], chosen=True)
        for number in range(1, max(len(plan.slots) for plan in made)):
            turn(kit, [plan for plan in made if number < len(plan.slots)], number)
            deliver(kit)
            note(post, made, steps, lambda plan, n=number: plan.slots[min(n, len(plan.slots) - 1)], chosen=True)  # type: ignore[misc]
        judged.mails = post.mails
    kit.store.close()
    judge(judged, post, made, steps, random.Random(seed))  # noqa: S311
    return judged


def turn(kit: Kit, changing: list[Plan], number: int) -> None:
    for plan in changing:
        asking = plan.world.asking("olu", kit)
        proposal = propose_by_hand(
            kit.store, plan.world.hearing, plan.slots[number], heard_from="the list office", asking=asking
        )
        accept(kit.store, proposal, reason="", rules=kit.rules(), asking=asking)
    kit.clock.forward(minutes=16)  # type: ignore[attr-defined]


def note(
    post: Post,
    made: list[Plan],
    steps: dict[str, list[tuple[int, Slot | None, bool]]],
    slot: Callable[[Plan], Slot | None],
    *,
    chosen: bool,
) -> None:
    """Remember how many entries had gone to each when this was the truth."""
    for plan in made:
        steps[plan.world.case].append((len(sent_to(post, plan)), slot(plan), chosen))


def sent_to(post: Post, plan: Plan) -> list[bytes]:
    """All that went to one family: with a new UID for each move these would be several."""
    return [raw for uid in post.entries if uid.startswith(plan.uid) for raw in post.entries[uid]]


def judge(
    judged: Judged,
    post: Post,
    made: list[Plan],
    steps: dict[str, list[tuple[int, Slot | None, bool]]],
    chance: random.Random,
) -> None:
    for name, read in READERS.items():
        mails = [raw for plan in made for raw in sent_to(post, plan)]
        objects = iter(read(mails))
        for plan in made:
            own = [next(objects) for _ in sent_to(post, plan)]
            for until, slot, chosen in steps[plan.world.case]:
                calendar = GuestCalendar(MAIL)
                calendar.apply(own[:until])
                wanted = [] if slot is None else [expected(plan, slot, chosen)]
                found = [shown(event) for event in calendar.events.values()]
                judged.looks += 1
                if found != wanted:
                    judged.faults[name].append(f"after {until}: {found} instead of {wanted}")
            for _ in range(4):
                calendar = GuestCalendar(MAIL)
                calendar.apply(chance.sample([*own, *own], 2 * len(own)))
                judged.looks += 1
                if calendar.events:
                    judged.faults[name].append("an event is left when the mails came in another order")


def test_one_event_moves_at_the_right_hour_and_then_there_is_none(
    sqlite_url: str, full_size: bool, figure: Any
) -> None:
    cases = 150 if full_size else 8

    judged = run(sqlite_url, cases, SEED)

    assert judged.faults == {}
    assert judged.looks >= cases * len(READERS) * 7
    figure(
        "invitations",
        cases=cases,
        seed=SEED,
        result=f"{judged.mails} mails, {judged.looks} looks into {len(READERS)} programs, 0 wrong",
    )


def the_same_number(entries: Any, contact_id: str, *, cancelled: bool) -> int:
    """Wrong: what takes an entry out carries the number of the entry itself."""
    own = max((e.sequence for e in entries if e.contact_id == contact_id), default=0)
    return own if cancelled else own + 1


class ANewUid:
    """Wrong: every entry is a new event."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, hearing_id: str, person_id: str) -> str:
        self.count += 1
        return f"{uid_for(hearing_id, person_id)}{self.count}"


WRITTEN = invitations.invitation_file


def without_the_zone(invitation: Any) -> bytes:
    """Wrong: the hour is named by a zone that the file does not explain."""
    return re.sub(rb"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", b"", WRITTEN(invitation), flags=re.DOTALL)


def an_hour_of_winter(invitation: Any) -> bytes:
    """Wrong: London is taken to be an hour that never changes."""
    raw = re.sub(rb"BEGIN:DAYLIGHT.*END:DAYLIGHT\r\n", b"", WRITTEN(invitation), flags=re.DOTALL)
    return raw.replace(b"TZID:Europe/London", b"TZID:Ours").replace(b"TZID=Europe/London", b"TZID=Ours")


@pytest.mark.parametrize(
    ("what", "name", "wrong", "found_by"),
    [
        ("the same SEQUENCE on CANCEL", "next_sequence", lambda: the_same_number, 3),
        ("a new UID on a move", "uid_for", ANewUid, 3),
        # node-ical knows London by itself; whoever does not is an hour, or a whole zone, out.
        ("no VTIMEZONE", "invitation_file", lambda: without_the_zone, 1),
        ("a zone without summer time", "invitation_file", lambda: an_hour_of_winter, 2),
    ],
    ids=["sequence", "uid", "zone", "summer"],
)
def test_a_wrong_version_is_found_out(
    sqlite_url: str,
    monkeypatch: pytest.MonkeyPatch,
    figure: Any,
    what: str,
    name: str,
    wrong: Callable[[], Any],
    found_by: int,
) -> None:
    monkeypatch.setattr(invitations, name, wrong())

    judged = run(sqlite_url, 4, SEED)

    assert len(judged.faults) >= found_by, dict(judged.faults)
    faults = sum(len(words) for words in judged.faults.values())
    figure.wrong(f"invitations, {what}", cases=4, seed=SEED, result=f"{faults} faults in {len(judged.faults)} programs")
