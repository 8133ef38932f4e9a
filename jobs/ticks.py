"""What each tick of the worker does: one call of an action. Gives how much was done; 0 means that nothing was due."""

from datetime import timedelta

from witness.actions.mail_in import take_from
from witness.actions.messages import deliver_due, sweep
from witness.actions.reconcile import look_at_cases
from witness.actions.replies import understand_left_over
from witness.actions.sandbox import report_bounces, report_fates
from witness.kit import Kit
from witness.messaging.imap_mail import ImapMailbox

# Time alone changes what is due: every open case is computed anew at least this often.
LOOK_EVERY = timedelta(hours=1)


def deliver_messages(kit: Kit, worker: str) -> int:
    """Hand over the messages whose time has come."""
    return deliver_due(kit.store, kit.post(), worker=worker)


def sweep_messages(kit: Kit, worker: str) -> int:
    """Find sends that were cut off, and give those of which nobody knows to a person."""
    del worker
    return sweep(kit.store, kit.post())


def look_at_every_case(kit: Kit, worker: str) -> int:
    """Compute anew what should be sent, done and warned about."""
    del worker
    return look_at_cases(kit.store, kit.rules(), now=kit.clock.now(), every=LOOK_EVERY)


def understand_replies(kit: Kit, worker: str) -> int:
    """Make something of texts that were kept and then forgotten, because a process died."""
    del worker
    return understand_left_over(kit.store, rules=kit.rules(), now=kit.clock.now())


def read_mail(kit: Kit, worker: str) -> int:
    """Take in what came into our mailbox, where there is one."""
    del worker
    if not kit.settings.imap_url:
        return 0
    return take_from(kit.store, ImapMailbox(kit.settings.imap_url), rules=kit.rules(), now=kit.clock.now())


def report_sandbox(kit: Kit, worker: str) -> int:
    """Play the carrier of the demo world: say what became of the texts that it was handed."""
    del worker
    reported = report_fates(kit.store, rules=kit.rules(), now=kit.clock.now())
    return reported + report_bounces(kit.store, rules=kit.rules(), now=kit.clock.now())
