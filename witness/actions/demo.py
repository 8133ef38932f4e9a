"""Fills an empty database with the demo world, and lives its last days with the product itself."""

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from witness.actions.bundles import import_bundle
from witness.actions.calls import Call, CallResult, record_call
from witness.actions.demo_calls import calls_of_the_day, choose_and_ring, read_texts, ring_just_now
from witness.actions.demo_claims import note_claims
from witness.actions.demo_pages import open_a_page
from witness.actions.demo_past import add_past_days
from witness.actions.demo_questions import ask_and_answer
from witness.actions.demo_support import add_court_facts
from witness.actions.demo_today import record_taps, say_who_has_it
from witness.actions.demo_week import add_family_places, add_working_terms
from witness.actions.follow_up import follow_up
from witness.actions.hearings import accept, propose_by_hand
from witness.actions.lists import Envelope, take_in
from witness.actions.messages import Post, deliver_due
from witness.actions.reconcile import put_right
from witness.actions.replies import receive
from witness.actions.sandbox import (
    answer_from_phone,
    answer_invitation,
    report_bounces,
    report_fates,
    sandbox_mail,
    sandbox_texts,
)
from witness.actions.staff_notices import send_notices
from witness.actions.unread_texts import escalate
from witness.actions.wording import submit
from witness.domain.access import Asking
from witness.domain.accounts import Account, AccountState, Team
from witness.domain.calendar_replies import CalendarAnswer
from witness.domain.contact import Channel
from witness.domain.court_time import london_day, moment_in_london
from witness.domain.hearings import EVIDENCE_KINDS, Hearing, HearingState
from witness.domain.people import Part
from witness.domain.staffing import Absence, OnCall
from witness.domain.tasks import OFFICE_CLOSES, OFFICE_OPENS
from witness.domain.wording import TemplateKey
from witness.domain.working_days import SATURDAY
from witness.identifiers import new_id
from witness.intake.bundles import read_bundle
from witness.intake.court_lists import UnreadableList
from witness.intake.demo import (
    COURTS,
    STAFF,
    TEAMS,
    News,
    broken_list,
    demo_cases,
    demo_news,
    late_hour,
    list_leaving_one_out,
    list_of_strangers,
    magistrates_list_of_strangers,
    other_firm_list,
)
from witness.messaging.carrier import IncomingText
from witness.store import Desk, Store

LIVED_DAYS = 5
# Before the last day only cases with a hearing so near are looked at each morning: loading is waited for.
IS_NEAR = timedelta(days=21)
LOOKED_AT, RUNG_AT, NEWS_AT, LISTED_AT = time(10, 5), time(16, 0), time(16, 10), time(16, 20)
# A morning is lived with what comes back from it; one that is not over yet is left to the worker.
MORNING_TAKES = timedelta(hours=1)

# reference of the case, how many working days ago, what the mother wrote
REPLIES: tuple[tuple[str, int, str], ...] = (
    ("WS-26-014", 3, "1"),
    ("WS-26-022", 2, "1"),
    ("WS-26-016", 2, "2"),
    ("WS-26-018", 1, "3"),
    ("WS-26-033", 1, "3"),
    ("WS-26-036", 1, "Stop texting me pls"),
    ("WS-26-032", 1, "Is it still in the morning? Work wants to know"),
    ("WS-26-040", 1, "She says she doesnt want to be here anymore. Please ring"),
    ("WS-26-042", 1, "Sorry, you have the wrong number"),
    ("WS-26-047", 2, "please stop texting me about this"),
    ("WS-26-047", 1, "STOP 2"),
)
# What calendars answered: one yes, which alone settles nothing, and one no, which brings a person to the telephone.
CALENDAR_ANSWERS: tuple[tuple[str, int, CalendarAnswer], ...] = (
    ("WS-26-014", 3, CalendarAnswer.ACCEPTED),
    ("WS-26-032", 1, CalendarAnswer.DECLINED),
)
STRANGER = IncomingText("demo-stranger", "+447700900990", "Hi its Sam new phone. Is it still on?")
# Who is on call in turn, and who is away with whom in their place.
ON_CALL = ("olivia@support.example", "oona@support.example", "mo@support.example")
NIGHTS = 21
AWAY, STANDS_IN = "osric@support.example", "oona@support.example"
# Who said on the telephone yesterday that they will not come.
WILL_NOT_COME = "WS-26-034"
NOT_IN_THE_LIST = "WS-26-031"
WRITES_WORDS = "ada@support.example"
REMINDER = TemplateKey(Channel.SMS, "en", "reminder")
NEW_REMINDER = (
    "Hi, it's {{ sender }}. See you {{ day }}{% if time %} at {{ time }}{% endif %}. When will you set off? "
    "Reply 1 OK, 2 help getting there, 3 call me. Or ring {{ phone }}. STOP to stop."
)
# A smaller world is for trying one thing out, and has no past.
WHOLE_WORLD = 40


@dataclass(slots=True)
class _DayClock:
    """A clock that stands still until the next day of the tale."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def elapsed(self) -> float:
        return self.at.timestamp()


def load(store: Store, post: Post, *, now: datetime, cases: int, seed: int) -> int:
    """Load the demo world into a database without cases; gives the number of cases, 0 when there are some already."""
    with store.reading() as desk:
        if desk.cases.count():
            return 0
    today, rules = london_day(now), post.rules
    begins = moment_in_london(rules.calendar.add(today, -LIVED_DAYS), LOOKED_AT)
    _add_staff(store, begins)
    _write_words(store, post, begins)
    made = 0
    for bundle in demo_cases(today, rules.calendar, seed=seed, cases=cases, late=late_hour(now)):
        import_bundle(store, read_bundle(json.dumps(bundle).encode()), rules=rules, now=begins)
        made += 1
    add_family_places(store, begins)
    add_court_facts(store, now)
    if made >= WHOLE_WORLD:
        add_past_days(store, today, rules.calendar)
    _live(_Days(store, post, _DayClock(begins)), today, now)
    return made


def _live(days: "_Days", today: date, now: datetime) -> None:
    """Live from where the clock stands to `now`, weekends included: people rest, a worker does not."""
    calendar = days.post.rules.calendar
    yesterday = calendar.add(today, -1)
    day = london_day(days.clock.at)
    while moment_in_london(day, LOOKED_AT) + MORNING_TAKES < now:
        days.morning(day, working_days_ago=calendar.until(day, today) if calendar.is_working(day) else 0)
        if calendar.is_working(day) and day < today:
            days.afternoon(day)
        if day == yesterday:
            days.news(day, demo_news(today, calendar))
            days.lists(day, today)
            choose_and_ring(days.store, days.post.rules, days.clock)
            days.page()
        day += timedelta(days=1)
    days.clock.at = now
    record_taps(days.store, days.post.rules.calendar, now)
    days.look_at_cases()
    escalate(days.store, rules=days.post.rules, now=now)
    ring_just_now(days.store, now)
    ask_and_answer(days.store, days.post.rules, now)
    note_claims(days.store, days.post.rules, now)
    say_who_has_it(days.store, days.post.rules.calendar, now)


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
        _add_rota(desk, london_day(now), now)
        add_working_terms(desk, now)


def _add_rota(desk: Desk, first: date, now: datetime) -> None:
    """Put somebody on call every night and every weekend, and have one officer away next week."""
    ids = {account.email: account for account in desk.accounts.everyone()}
    for n in range(NIGHTS):
        day = first + timedelta(days=n)
        starts = OFFICE_CLOSES if day.weekday() < SATURDAY else OFFICE_OPENS
        who = ids[ON_CALL[n % len(ON_CALL)]]
        ends_at = moment_in_london(day + timedelta(days=1), OFFICE_OPENS)
        shift = OnCall(new_id(), who.team_id, who.id, moment_in_london(day, starts), ends_at)
        desk.staffing.put_on_call(shift, by_id=None, now=now)
    away_from = first + timedelta(days=LIVED_DAYS + 5)
    absence = Absence(new_id(), ids[AWAY].id, away_from, away_from + timedelta(days=4), ids[STANDS_IN].id)
    desk.staffing.add_absence(absence, by_id=None, now=now)


def _write_words(store: Store, post: Post, now: datetime) -> None:
    """A version of a text that waits for a second person."""
    with store.reading() as desk:
        writer = desk.accounts.with_email(WRITES_WORDS)
    if writer is not None:
        submit(store, post.wording, REMINDER, NEW_REMINDER, Asking(writer.viewer, now))


@dataclass(frozen=True, slots=True)
class _Days:
    """The last days of the demo world, lived with the product itself."""

    store: Store
    post: Post
    clock: _DayClock

    def look_at_cases(self, *, near_only: bool = False) -> None:
        """Put cases right as they stand at this instant. near_only: only those of which a day is near."""
        for case_id in self._near_cases() if near_only else self._open_cases():
            with self.store.changing() as desk:
                put_right(desk, case_id, self.post.rules, now=self.clock.at)

    def _near_cases(self) -> list[str]:
        """Give the cases in which a day more or less makes a difference: all others are looked at on the last day."""
        today, case_ids = london_day(self.clock.at), self._open_cases()
        with self.store.reading() as desk:
            hearings = desk.hearings.of_cases(list(case_ids))
        days = {case_id: [h.now.slot.on for h in hearings.get(case_id, ())] for case_id in case_ids}
        return [c for c, all_days in days.items() if any(d and abs(d - today) <= IS_NEAR for d in all_days)]

    def morning(self, day: date, *, working_days_ago: int) -> None:
        """Look at every case, send what is due, hear what became of it, take in what comes back, and answer that."""
        before, self.clock.at = self.clock.at, moment_in_london(day, LOOKED_AT)
        # On the first of these mornings every case has just come in, and was put right at this very instant.
        if self.clock.at > before and self.post.rules.calendar.is_working(day):
            self.look_at_cases(near_only=True)
        self._deliver()
        for ref, ago, words in REPLIES:
            if ago == working_days_ago:
                self.clock.at += timedelta(minutes=5)
                self._reply(ref, words)
        for ref, ago, given in CALENDAR_ANSWERS:
            if ago == working_days_ago:
                self.clock.at += timedelta(minutes=5)
                self._answer(ref, given)
        if working_days_ago == 1:
            receive(self.store, STRANGER, rules=self.post.rules, now=self.clock.at)
        self._deliver()

    def afternoon(self, day: date) -> None:
        """Ring those whom the day's calls fall to, and read what they wrote."""
        self.clock.at = moment_in_london(day, RUNG_AT)
        for call in calls_of_the_day(self.store, self.clock.at):
            record_call(self.store, call, rules=self.post.rules, asking=self._owner(call.case_id))
        read_texts(self.store, self.post.rules, self.clock.at)

    def news(self, day: date, found: tuple[News, ...]) -> None:
        """Enter what the courts say on the telephone, and what one mother says."""
        self.clock.at = moment_in_london(day, NEWS_AT)
        for one in found:
            case_id, hearing = self._main_hearing(one.ref)
            if hearing is None:
                continue
            asking = self._owner(case_id)
            heard_from = "Call from the list office"
            proposal = propose_by_hand(self.store, hearing.hearing_id, one.after, heard_from=heard_from, asking=asking)
            accept(self.store, proposal, reason=one.reason, rules=self.post.rules, asking=asking)
        case_id, hearing = self._main_hearing(WILL_NOT_COME)
        if hearing is not None:
            with self.store.reading() as desk:
                mother = next(p.person_id for p in desk.people.parts_of_case(case_id) if p.part is Part.PARENT_CARER)
            self._call(case_id, mother, hearing.hearing_id, CallResult.CANNOT)

    def lists(self, day: date, today: date) -> None:
        """Take in lists: one that leaves a hearing out, two of strangers, one that moves a trial, one broken."""
        calendar, rules = self.post.rules.calendar, self.post.rules
        self.clock.at = moment_in_london(day, LISTED_AT)
        left_out = take_in(
            self.store, list_leaving_one_out(today, calendar), Envelope("push"), rules=rules, now=self.clock.at
        )
        case_id, hearing = self._main_hearing(NOT_IN_THE_LIST)
        if hearing is not None:
            for proposal in left_out.proposals:
                accept(self.store, proposal, reason="", rules=rules, asking=self._owner(case_id))
        made = (list_of_strangers, magistrates_list_of_strangers, other_firm_list)
        for raw in (make(today, calendar) for make in made):
            take_in(self.store, raw, Envelope("push"), rules=rules, now=self.clock.at)
        with suppress(UnreadableList):  # kept for triage, as it should be
            take_in(
                self.store, broken_list(), Envelope("push", outside_id="demo-broken"), rules=rules, now=self.clock.at
            )

    def page(self) -> None:
        """Give one mother her private page: the text with its link leaves at once."""
        open_a_page(self.store, self.post.rules, self.clock.at)
        self._deliver()

    def _deliver(self) -> None:
        """Hand over all that is due, and play the carrier: say what became of each text."""
        sending = replace(
            self.post,
            texts=sandbox_texts(self.store, self.clock),
            mail=sandbox_mail(self.store, self.clock),
            clock=self.clock,
        )
        send_notices(self.store, sending)
        while deliver_due(self.store, sending, worker="demo", limit=50):
            self.clock.at += timedelta(seconds=20)
        report_fates(self.store, rules=self.post.rules, now=self.clock.at)
        while follow_up(self.store, self.post.rules, now=self.clock.at):
            pass
        report_bounces(self.store, rules=self.post.rules, now=self.clock.at)

    def _reply(self, ref: str, words: str) -> None:
        with self.store.reading() as desk:
            case_id = desk.cases.id_of(ref)
            contacts = () if case_id is None else desk.contacts.of_case(case_id)
        for contact in contacts:
            if contact.channel is Channel.SMS:
                answer_from_phone(self.store, contact.contact_id, words, rules=self.post.rules, now=self.clock.at)

    def _answer(self, ref: str, given: CalendarAnswer) -> None:
        """Answer the newest entry in a mother's mailbox, as her calendar would."""
        with self.store.reading() as desk:
            contacts = desk.contacts.of_case(desk.cases.id_of(ref) or "")
            boxes = [c for c in contacts if c.channel is Channel.EMAIL]
            found = [(box, item) for box in boxes for item in desk.sandbox.of_address("email", box.value)]
        for box, item in found[-1:]:
            answer_invitation(self.store, box.contact_id, item.item_id, given, rules=self.post.rules, now=self.clock.at)

    def _call(self, case_id: str, person_id: str, hearing_id: str, result: CallResult) -> None:
        call = Call(case_id, person_id, hearing_id, result)
        record_call(self.store, call, rules=self.post.rules, asking=self._owner(case_id))

    def _main_hearing(self, ref: str) -> tuple[str, Hearing | None]:
        with self.store.reading() as desk:
            case_id = desk.cases.id_of(ref) or ""
            ahead = (h for h in desk.hearings.of_case(case_id) if h.now.state is HearingState.LISTED)
            return case_id, next((hearing for hearing in ahead if hearing.kind in EVIDENCE_KINDS), None)

    def _owner(self, case_id: str) -> Asking:
        with self.store.reading() as desk:
            case = desk.cases.get(case_id)
            owner = desk.accounts.get("" if case is None else case.owner_id)
        return Asking(owner.viewer, self.clock.at)

    def _open_cases(self) -> tuple[str, ...]:
        with self.store.reading() as desk:
            return desk.cases.open_ids()
