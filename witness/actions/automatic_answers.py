"""What goes back by itself: thanks, "nobody reads this now", and what became of a wish to stop. All pass the outbox."""

from datetime import datetime, timedelta

from witness.actions.reply_senders import Sender
from witness.domain.cases import CasePicture
from witness.domain.contact import Channel, SafeContact, Tier
from witness.domain.court_time import london_day, london_time, short_day
from witness.domain.messages import TIER_OF, Purpose
from witness.domain.planned_messages import WantedMessage
from witness.domain.replies import Meaning
from witness.domain.rules import Rules
from witness.domain.spoken_dates import day_in, hour_in
from witness.domain.staffing import is_open, opens_next
from witness.domain.stops import Choice
from witness.store import Desk
from witness.store.replies import Reply

THANKED_WITHIN = timedelta(hours=1)
THANKS_STAY_USEFUL = timedelta(hours=2)
AWAY_AGAIN_AFTER = timedelta(hours=12)  # peers reference S10
# An answer to a text at night goes while the phone may still be in the same hand, or not at all.
AWAY_STAYS_USEFUL = timedelta(minutes=15)
CONFIRMED_WITHIN = timedelta(days=3)

THANKS_FOR: dict[Meaning, str] = {
    Meaning.COMING: "thanks_coming",
    Meaning.HELP: "thanks_help",
    Meaning.WORRIED: "thanks_worried",
}
# What was disclosed, or is not plain, is not answered by a machine: these words say that it has arrived, whom to ring.
THANKS_FOR_THE_REST = "thanks_other"
# These need nobody to read them, so it does not matter whether the office is open.
NEED_NOBODY = frozenset({Meaning.COMING, Meaning.START, Meaning.STOP_ASKING})
# These say what was done, whatever date it came after.
THANKS_WHATEVER: dict[Meaning, str] = {Meaning.STOP_ASKING: "thanks_not_asking"}


def answer(
    desk: Desk, picture: CasePicture, sender: Sender, reply: Reply, meaning: Meaning, rules: Rules, now: datetime
) -> None:
    """Answer a text, so that nobody wonders whether it arrived; when the office is shut, say that nobody reads it.

    Thanks go at most once an hour, and "nobody reads this now" at most once in twelve hours to a number.
    """
    contact = sender.contact
    if contact.channel is not Channel.SMS:
        return
    hours = desk.staffing.hours_of(picture.case.team_id)
    if meaning in NEED_NOBODY or is_open(hours, now, rules.calendar):
        _thank(desk, picture, sender, reply, meaning, now)
        return
    same_number = tuple(c.contact_id for c in desk.contacts.with_value(contact.value))
    if desk.messages.answered_since(same_number, Purpose.AWAY, now - AWAY_AGAIN_AFTER):
        return
    opens = opens_next(hours, now, rules.calendar)
    when = {} if opens is None else {"day": day_in(contact.language, london_day(opens))}
    if opens is not None:
        when["time"] = hour_in(contact.language, london_time(opens))
    tier = min(Tier.L1, contact.tier) if opens is not None else Tier.L0
    _plan(
        desk,
        picture,
        contact,
        reply,
        Purpose.AWAY,
        "away" if when else "away_plain",
        tier=tier,
        extra=when,
        now=now,
        lasts=AWAY_STAYS_USEFUL,
    )


def confirm_stop(
    desk: Desk,
    picture: CasePicture,
    contact: SafeContact,
    reply: Reply,
    *,
    choices: tuple[Choice, ...],
    only_one: bool,
    now: datetime,
) -> None:
    """Say once that we have stopped and how to start again. choices: children to choose among; () asks nothing."""
    purpose = Purpose.STOP_WHICH if choices else Purpose.STOP_DONE
    wording = "stop_one" if only_one else purpose.value
    said = ", ".join(f"{n} {short_day(c.on)}" for n, c in enumerate(choices, start=1) if c.on is not None)
    tier = min(TIER_OF[purpose], contact.tier)
    _plan(desk, picture, contact, reply, purpose, wording, tier=tier, extra={"choices": said}, now=now)


def confirm_start(desk: Desk, picture: CasePicture, contact: SafeContact, reply: Reply, now: datetime) -> None:
    """Say that texts are on again."""
    _plan(desk, picture, contact, reply, Purpose.STARTED, "started", tier=Tier.L0, extra={}, now=now)


def _thank(desk: Desk, picture: CasePicture, sender: Sender, reply: Reply, meaning: Meaning, now: datetime) -> None:
    if desk.messages.thanked_since(sender.contact.contact_id, now - THANKED_WITHIN):
        return
    acted = not sender.in_doubt and bool(sender.hearing_id)
    wording = THANKS_FOR.get(meaning, THANKS_FOR_THE_REST) if acted else THANKS_FOR_THE_REST
    wording = THANKS_WHATEVER.get(meaning, wording)
    _plan(
        desk,
        picture,
        sender.contact,
        reply,
        Purpose.THANKS,
        wording,
        tier=Tier.L0,
        extra={},
        now=now,
        lasts=THANKS_STAY_USEFUL,
    )


def _plan(
    desk: Desk,
    picture: CasePicture,
    contact: SafeContact,
    reply: Reply,
    purpose: Purpose,
    wording: str,
    *,
    tier: Tier,
    extra: dict[str, str],
    now: datetime,
    lasts: timedelta = CONFIRMED_WITHIN,
) -> None:
    desk.messages.plan(
        picture.case.case_id,
        WantedMessage(
            reason_key=f"{purpose.value}:{reply.reply_id}",
            person_id=contact.person_id,
            contact_id=contact.contact_id,
            hearing_id="",  # it says nothing of any date
            revision=0,
            purpose=purpose,
            channel=Channel.SMS,
            tier=tier,
            wording=wording,
            fields={
                "sender": contact.signed_as or picture.case.signed_as,
                "phone": picture.case.support_phone,
                **extra,
            },
            not_before=now,
            not_after=now + lasts,
        ),
        now,
    )
