"""Fills an empty database with the demo world, and lives its last days with the product itself."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from witness.actions.bundles import import_bundle
from witness.actions.lists import Envelope, take_in
from witness.actions.messages import Post, deliver_due
from witness.actions.outcomes import record_receipt
from witness.actions.reconcile import put_right
from witness.actions.replies import receive
from witness.domain.accounts import Account, AccountState, Team
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.intake.bundles import read_bundle
from witness.intake.court_lists import UnreadableList
from witness.intake.demo import COURTS, STAFF, TEAMS, broken_list, demo_cases, other_firm_list
from witness.messaging.carrier import IncomingText, OutgoingMail, OutgoingText, Receipt
from witness.messaging.sandbox import SandboxMail, SandboxTexts, sandbox_fate
from witness.store import Store

LIVED_DAYS = 6
TICK_AT = time(10, 5)

# reference of the case, how many days ago, what the mother wrote
REPLIES: tuple[tuple[str, int, str], ...] = (
    ("WS-26-022", 2, "1"),
    ("WS-26-018", 1, "3"),
    ("WS-26-032", 1, "Is it still in the morning? Work wants to know"),
)


@dataclass(slots=True)
class _DayClock:
    """A clock that stands still until the next day of the tale."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def load(store: Store, post: Post, *, now: datetime, cases: int, seed: int) -> int:
    """Load the demo world into a database without cases; gives the number of cases, 0 when there are some already."""
    with store.reading() as desk:
        if desk.cases.count():
            return 0
    today, rules = london_day(now), post.rules
    begins = _morning(rules, today, -LIVED_DAYS)
    _add_staff(store, begins)
    made = 0
    for bundle in demo_cases(today, rules.calendar, seed=seed, cases=cases):
        import_bundle(store, read_bundle(json.dumps(bundle).encode()), rules=rules, now=begins)
        made += 1
    for days_ago in range(LIVED_DAYS, 0, -1):
        _live(store, post, _morning(rules, today, -days_ago), days_ago)
    _lists(store, rules, today, now)
    with store.reading() as desk:
        ids = desk.cases.open_ids()
    for case_id in ids:
        with store.changing() as desk:
            put_right(desk, case_id, rules, now=now)
    return made


def _add_staff(store: Store, now: datetime) -> None:
    with store.changing() as desk:
        teams = {name: Team(new_id(), name, kind, phone) for name, kind, phone in TEAMS}
        for team in teams.values():
            desk.accounts.add_team(team)
        for person in STAFF:
            account = Account(
                id=new_id(),
                email=person.email,
                name=person.name,
                role=person.role,
                team_id=teams[person.team].id,
                state=AccountState.ACTIVE,
                desk_phone=person.desk_phone,
                generation=1,
            )
            desk.accounts.add(account, created_at=now)
        desk.courts.replace(COURTS)


def _live(store: Store, post: Post, now: datetime, days_ago: int) -> None:
    """Live one morning: look at every case, send what is due, hear what became of it, take in what came back."""
    clock = _DayClock(now)
    sending = replace(
        post,
        texts=SandboxTexts(lambda text: _keep_text(store, text, clock.at)),
        mail=SandboxMail(lambda mail: _keep_mail(store, mail, clock.at)),
        clock=clock,
    )
    with store.reading() as desk:
        ids = desk.cases.open_ids()
    for case_id in ids:
        with store.changing() as desk:
            put_right(desk, case_id, post.rules, now=now)
    while deliver_due(store, sending, worker="demo", limit=50):
        clock.at += timedelta(seconds=20)
    with store.reading() as desk:
        items = desk.sandbox.to_report()
    for item in items:
        state = sandbox_fate(item.address)
        receipt = Receipt(item.item_id, item.reference, state, raw_status=state.value)
        record_receipt(store, receipt, rules=post.rules, now=clock.at + timedelta(minutes=1))
        with store.changing() as desk:
            desk.sandbox.reported(item.item_id, clock.at)
    for ref, when, words in REPLIES:
        if when == days_ago:
            _reply(store, post.rules, ref, words, clock.at + timedelta(minutes=40))


def _reply(store: Store, rules: Rules, ref: str, words: str, now: datetime) -> None:
    with store.changing() as desk:
        case_id = desk.cases.id_of(ref)
        numbers = (
            [] if case_id is None else [c.value for c in desk.contacts.of_case(case_id) if c.channel.value == "sms"]
        )
        if not numbers:
            return
        item = desk.sandbox.keep(channel="sms", address=numbers[0], body=words, reference="", now=now, incoming=True)
    receive(store, IncomingText(f"sandbox-{item}", numbers[0], words), rules=rules, now=now)


def _lists(store: Store, rules: Rules, today: date, now: datetime) -> None:
    when = now - timedelta(minutes=95)
    take_in(store, other_firm_list(today, rules.calendar), Envelope("push"), rules=rules, now=when)
    try:
        take_in(store, broken_list(), Envelope("push", outside_id="demo-broken"), rules=rules, now=when)
    except UnreadableList:
        return  # kept for triage, as it should be


def _morning(rules: Rules, today: date, working_days: int) -> datetime:
    return moment_in_london(rules.calendar.add(today, working_days), TICK_AT)


def _keep_text(store: Store, text: OutgoingText, now: datetime) -> str:
    with store.changing() as desk:
        return desk.sandbox.keep(channel="sms", address=text.to, body=text.body, reference=text.reference, now=now)


def _keep_mail(store: Store, mail: OutgoingMail, now: datetime) -> str:
    with store.changing() as desk:
        return desk.sandbox.keep(
            channel="email",
            address=mail.to,
            subject=mail.subject,
            body=mail.body,
            calendar=mail.calendar,
            reference=mail.reference,
            now=now,
        )
