"""What each tick of the worker does: one call of an action. Gives how much was done; 0 means that nothing was due."""

from datetime import timedelta

from jobs.stopping import STOPPING
from witness.actions.account_links import send_links
from witness.actions.backups import make_when_due
from witness.actions.checkpoints import sign_record
from witness.actions.digests import plan_digests
from witness.actions.doubts import sweep
from witness.actions.escalations import bring_in
from witness.actions.eves import sweep as sweep_eves
from witness.actions.follow_up import follow_up
from witness.actions.mail_in import take_from
from witness.actions.messages import hand_over_due
from witness.actions.reconcile import look_at_cases
from witness.actions.replies import understand_left_over
from witness.actions.restoring import Place
from witness.actions.sandbox import report_bounces, report_fates
from witness.actions.staff_notices import send_notices
from witness.actions.trip_turns import move_on
from witness.actions.unread_texts import escalate
from witness.actions.week_run import run_next
from witness.domain.ticks import SENDER
from witness.kit import Kit
from witness.log import log
from witness.messaging.imap_mail import ImapMailbox

# Time alone changes what is due: every open case is computed anew at least this often.
LOOK_EVERY = timedelta(hours=1)

# What follows from a message may wait until those that are due have gone, but never for longer than this.
FOLLOW_UP_WITHIN = timedelta(seconds=20)
# A tick gives way to the record of how it goes after so many.
MOST_AT_ONCE = 500


def deliver_messages(kit: Kit, worker: str) -> int:
    """Hand over the messages whose time has come; slowly, when sending has stood still."""
    _notice_silence(kit)
    done = hand_over_due(kit.store, kit.post(), worker=worker, limit=MOST_AT_ONCE)
    with kit.store.changing() as desk:
        desk.jobs.still_going(SENDER, kit.clock.now())
    return done


def _notice_silence(kit: Kit) -> None:
    """After a silence nobody's phone is to ring three times at once: one message for each person in the first hour."""
    now = kit.clock.now()
    with kit.store.changing() as desk:
        tick = desk.jobs.get(SENDER)
        if tick is None or tick.good_at is None or now - tick.good_at <= kit.limits.silent_after:
            return
        if tick.careful_until is None or tick.careful_until <= now:
            desk.jobs.go_slowly(SENDER, now + kit.limits.careful_for)
            log().error("sender.was_silent", seconds=int((now - tick.good_at).total_seconds()))


def sweep_messages(kit: Kit, worker: str) -> int:
    """Find sends that were cut off, and give those of which nobody knows to a person."""
    del worker
    return sweep(kit.store, kit.post())


def look_at_marked_cases(kit: Kit, worker: str) -> int:
    """Compute anew the cases of messages of which something has become."""
    del worker
    return follow_up(kit.store, kit.rules(), now=kit.clock.now(), unless_due_within=FOLLOW_UP_WITHIN)


def look_at_every_case(kit: Kit, worker: str) -> int:
    """Compute anew what should be sent, done and warned about."""
    del worker
    return look_at_cases(kit.store, kit.rules(), now=kit.clock.now(), every=LOOK_EVERY)


def understand_replies(kit: Kit, worker: str) -> int:
    """Make something of texts that were kept and then forgotten, because a process died."""
    del worker
    return understand_left_over(kit.store, rules=kit.rules(), now=kit.clock.now())


def send_staff_notices(kit: Kit, worker: str) -> int:
    """Mail colleagues that something needs them, and send the links by which they choose a password."""
    del worker
    post, public_url = kit.post(), kit.settings.public_url
    links = send_links(kit.store, post, public_url=public_url)
    return links + send_notices(kit.store, post, first_page=f"{public_url}/today")


def want_digests(kit: Kit, worker: str) -> int:
    """Want a mail for each colleague for whom work waits, once on each working morning."""
    del worker
    return plan_digests(kit.store, rules=kit.rules(), now=kit.clock.now())


def escalate_unread_texts(kit: Kit, worker: str) -> int:
    """Bring in others when a text is not read in time."""
    del worker
    return escalate(kit.store, rules=kit.rules(), now=kit.clock.now())


def move_rides_on(kit: Kit, worker: str) -> int:
    """Try the next way of a ride that nobody has accepted in time."""
    del worker
    return move_on(kit.store, rules=kit.rules(), now=kit.clock.now())


def read_mail(kit: Kit, worker: str) -> int:
    """Take in what came into our mailbox, where there is one."""
    del worker
    if not kit.settings.imap_url:
        return 0
    return take_from(kit.store, ImapMailbox(kit.settings.imap_url), rules=kit.rules(), now=kit.clock.now())


def plan_weeks(kit: Kit, worker: str) -> int:
    """Make the plan of a week that waits longest."""
    return run_next(
        kit.store,
        kit.planner,
        kit.roads,
        worker=worker,
        calendar=kit.rules().calendar,
        clock=kit.clock,
        may_go_on=lambda: not STOPPING.is_set(),
    )


def report_sandbox(kit: Kit, worker: str) -> int:
    """Play the carrier of the demo world: say what became of the texts that it was handed."""
    del worker
    reported = report_fates(kit.store, rules=kit.rules(), now=kit.clock.now())
    return reported + report_bounces(kit.store, rules=kit.rules(), now=kit.clock.now())


def bring_others_in(kit: Kit, worker: str) -> int:
    """Bring in others when nobody says that they have a piece of work."""
    del worker
    return bring_in(kit.store, rules=kit.rules(), now=kit.clock.now())


def sweep_the_next_court_day(kit: Kit, worker: str) -> int:
    """Make what is missing for the next day at court into work, at three and at half past four."""
    del worker
    return sweep_eves(kit.store, rules=kit.rules(), now=kit.clock.now())


def sign_the_record(kit: Kit, worker: str) -> int:
    """Sign how the record of who looked at what stands, outside the database, where a place for it is set."""
    del worker
    if kit.settings.checkpoint_dir is None:
        return 0
    return sign_record(kit.store, kit.settings.checkpoint_dir, kit.settings.audit_key, now=kit.clock.now())


def keep_the_journal(kit: Kit, worker: str) -> int:
    """Note outside the database what a restore must not lose, where a place for it is set. Never more than once."""
    del worker
    if kit.settings.journal_dir is not None:
        kit.store.note_down(kit.settings.journal_dir, kit.clock.now())
    return 0


def make_copies(kit: Kit, worker: str) -> int:
    """Copy the database when it is time, where a place for copies is set."""
    del worker
    settings = kit.settings
    if settings.backup_dir is None:
        return 0
    place = Place(settings.database_url, settings.field_keys, settings.backup_key, settings.pg_programs)
    return int(make_when_due(kit.store, place, settings.backup_dir, now=kit.clock.now()) is not None)
