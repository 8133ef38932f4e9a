"""The terms of a phone as plain values, as a step of its history, and what changed between two of them in words."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from typing import Any

from witness.domain.contact import ContactState, ContactStep, SafeContact, StepKind
from witness.domain.contact_answers import (
    BELONGS_IN_WORDS,
    PREFERS_IN_WORDS,
    PREVIEWS_IN_WORDS,
    READING_IN_WORDS,
    Belongs,
    CodeUse,
    Incident,
    Prefers,
    Previews,
    Reading,
    Terms,
    Voicemail,
)
from witness.domain.court_time import short_day, spoken_time
from witness.domain.safe_hours import (
    EVERY_DAY,
    QUIET_IN_WORDS,
    QuietDays,
    QuietWhy,
    Span,
    days_in_words,
    hours_in_words,
)

Plain = dict[str, Any]
TERM_NAMES = tuple(field.name for field in fields(Terms))
# Alike on every phone of which nobody has said otherwise: a record that holds these is as older ones were.
_USUAL = Terms()


def terms_of(contact: SafeContact) -> Terms:
    """Give the terms of a record alone."""
    return Terms(**{name: getattr(contact, name) for name in TERM_NAMES})


def with_terms(contact: SafeContact, terms: Terms) -> SafeContact:
    """Give a record with other terms."""
    return replace(contact, **{name: getattr(terms, name) for name in TERM_NAMES})


def step_of(contact: SafeContact, at: datetime, kind: StepKind, because: str = "") -> ContactStep:
    """Give the step that says how a record stands from now on."""
    return ContactStep(
        state=contact.state,
        tier=contact.tier,
        at=at,
        because=because,
        kind=kind,
        reviewed_on=contact.reviewed_on,
        signed_as=contact.signed_as,
        terms=terms_of(contact),
    )


def begun(contact: SafeContact, at: datetime, because: str) -> SafeContact:
    """Give a new record with its first step."""
    return replace(contact, steps=(step_of(contact, at, StepKind.RECORDED, because),))


def as_it_was(contact: SafeContact, at: datetime) -> SafeContact | None:
    """Give a record as it stood at an instant; None when it was not there yet.

    Of steps without terms only the state and the level are known: the rest is told as it is now.
    """
    if not contact.steps:
        return contact
    steps = tuple(step for step in contact.steps if step.at <= at)
    if not steps:
        return None if contact.steps[0].kind is StepKind.RECORDED else _before_the_first(contact)
    last = steps[-1]
    was = replace(contact, steps=steps, state=last.state, tier=last.tier)
    told = next((step for step in reversed(steps) if step.terms is not None), None)
    if told is None or told.terms is None:
        return was
    was = with_terms(was, told.terms)
    return replace(was, reviewed_on=told.reviewed_on or was.reviewed_on, signed_as=told.signed_as or was.signed_as)


def _before_the_first(contact: SafeContact) -> SafeContact:
    """Nothing had been said against it yet."""
    return replace(contact, steps=(), state=ContactState.USABLE)


def changes_in_words(before: ContactStep | None, after: ContactStep) -> tuple[str, ...]:
    """Say what a step changed: ("who else sees it: nobody → her sister", …). No code word is among it."""
    if before is None or before.terms is None or after.terms is None:
        return ()
    said = []
    if before.tier != after.tier:
        said.append(f"how much it may say: L{before.tier:d} → L{after.tier:d}")
    if before.signed_as != after.signed_as:
        said.append(f"signed as: {before.signed_as} → {after.signed_as}")
    for label, words in _IN_WORDS:
        old, new = words(before.terms), words(after.terms)
        if old != new:
            said.append(f"{label}: {old} → {new}")
    return tuple(said)


def quiet_in_words(quiet: QuietDays) -> str:
    """Write days on which nothing goes: "Fri, Sat, every second week from Fri 4 Dec 2026: …"."""
    first = f"{short_day(quiet.first_on)} {quiet.first_on.year}"
    last = None if quiet.last_on is None else f"{short_day(quiet.last_on)} {quiet.last_on.year}"
    when = first if first == last else f"from {first}{'' if last is None else f' to {last}'}"
    if quiet.weekdays != EVERY_DAY:
        when = f"{days_in_words(quiet.weekdays)}, {when}"
    if quiet.every_weeks > 1:
        when = f"{when}, every {'second' if quiet.every_weeks == 2 else f'{quiet.every_weeks}th'} week"
    return f"{when}{', before noon' if quiet.morning_only else ''}: {QUIET_IN_WORDS[quiet.why]}"


def urgent_in_words(terms: Terms) -> str:
    """Write the hours of warnings not to set off: "6.30am to 8.30pm, any day"; "" when there are none."""
    if terms.urgent_from is None or terms.urgent_until is None:
        return ""
    return f"{spoken_time(terms.urgent_from)} to {spoken_time(terms.urgent_until)}, any day"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


_IN_WORDS: tuple[tuple[str, Callable[[Terms], str]], ...] = (
    ("whose it is", lambda t: BELONGS_IN_WORDS[t.belongs]),
    ("more on whose it is", lambda t: t.whose or "nothing"),
    ("who else sees it", lambda t: t.seen_by or "nobody"),
    ("previews", lambda t: PREVIEWS_IN_WORDS[t.previews].partition(":")[0]),
    ("safe hours", lambda t: hours_in_words(t.hours)),
    ("bank holidays", lambda t: _yes(t.on_holidays)),
    ("warnings not to set off", lambda t: urgent_in_words(t) or "safe hours only"),
    (
        "days on which nothing goes",
        lambda t: "; ".join(quiet_in_words(q) for q in sorted(t.quiet, key=_in_time)) or "none",
    ),
    ("texts", lambda t: _yes(t.may_text)),
    ("calls", lambda t: _yes(t.may_ring)),
    ("voicemail", lambda t: t.voicemail.value.replace("_", " ")),
    ("code word", lambda t: "none" if t.code_use is None else t.code_use.value.replace("_", " ")),
    ("caller's name", lambda t: t.alias or "none"),
    ("language", lambda t: t.language),
    ("reading", lambda t: READING_IN_WORDS[t.reading]),
    ("would rather have", lambda t: PREFERS_IN_WORDS[t.prefers]),
    ("asked for more words", lambda t: "no" if t.opted_in_on is None else "yes"),
    ("calendar", lambda t: _yes(t.wants_calendar)),
)


def terms_as_plain(terms: Terms) -> Plain:
    """Write terms as JSON can hold them. `terms_from_plain` reads them again."""
    return {
        "language": terms.language,
        "safe_days": sorted(terms.safe_days),
        "safe_from": _hour(terms.safe_from),
        "safe_until": _hour(terms.safe_until),
        "other_hours": [_span(span) for span in sorted(terms.other_hours)],
        "on_holidays": terms.on_holidays,
        "urgent_from": None if terms.urgent_from is None else _hour(terms.urgent_from),
        "urgent_until": None if terms.urgent_until is None else _hour(terms.urgent_until),
        "quiet": [quiet_as_plain(quiet) for quiet in sorted(terms.quiet, key=_in_time)],
        "seen_by": terms.seen_by,
        "whose": terms.whose,
        "belongs": terms.belongs.value,
        "previews": terms.previews.value,
        "voicemail": terms.voicemail.value,
        "may_text": terms.may_text,
        "may_ring": terms.may_ring,
        "code_use": None if terms.code_use is None else terms.code_use.value,
        "alias": terms.alias,
        "reading": terms.reading.value,
        "prefers": terms.prefers.value,
        "opted_in_on": None if terms.opted_in_on is None else terms.opted_in_on.isoformat(),
        "wants_calendar": terms.wants_calendar,
        "expired_at": None if terms.expired_at is None else _instant(terms.expired_at),
        "expired_because": None if terms.expired_because is None else terms.expired_because.value,
    }


def terms_from_plain(plain: Plain) -> Terms:
    """Read terms. What an older record does not say is as it is where nobody has asked.

    Raises:
        ValueError: a word, an hour or a day is not one.
    """
    known = {**terms_as_plain(_USUAL), **{name: value for name, value in plain.items() if name in TERM_NAMES}}
    return Terms(
        language=known["language"],
        safe_days=frozenset(known["safe_days"]),
        safe_from=time.fromisoformat(known["safe_from"]),
        safe_until=time.fromisoformat(known["safe_until"]),
        other_hours=tuple(
            sorted(
                Span(s["day"], time.fromisoformat(s["opens"]), time.fromisoformat(s["closes"]))
                for s in known["other_hours"]
            )
        ),
        on_holidays=known["on_holidays"],
        urgent_from=None if known["urgent_from"] is None else time.fromisoformat(known["urgent_from"]),
        urgent_until=None if known["urgent_until"] is None else time.fromisoformat(known["urgent_until"]),
        quiet=tuple(sorted((quiet_from_plain(quiet) for quiet in known["quiet"]), key=_in_time)),
        seen_by=known["seen_by"],
        whose=known["whose"],
        belongs=Belongs(known["belongs"]),
        previews=Previews(known["previews"]),
        voicemail=Voicemail(known["voicemail"]),
        may_text=known["may_text"],
        may_ring=known["may_ring"],
        code_use=None if known["code_use"] is None else CodeUse(known["code_use"]),
        alias=known["alias"],
        reading=Reading(known["reading"]),
        prefers=Prefers(known["prefers"]),
        opted_in_on=None if known["opted_in_on"] is None else date.fromisoformat(known["opted_in_on"]),
        wants_calendar=known["wants_calendar"],
        expired_at=None if known["expired_at"] is None else datetime.fromisoformat(known["expired_at"]).astimezone(UTC),
        expired_because=None if known["expired_because"] is None else Incident(known["expired_because"]),
    )


def quiet_as_plain(quiet: QuietDays) -> Plain:
    """Write days on which nothing goes as JSON can hold them."""
    return {
        "first_on": quiet.first_on.isoformat(),
        "last_on": None if quiet.last_on is None else quiet.last_on.isoformat(),
        "why": quiet.why.value,
        "weekdays": sorted(quiet.weekdays),
        "every_weeks": quiet.every_weeks,
        "morning_only": quiet.morning_only,
    }


def quiet_from_plain(plain: Plain) -> QuietDays:
    """Read days on which nothing goes."""
    return QuietDays(
        first_on=date.fromisoformat(plain["first_on"]),
        last_on=None if plain.get("last_on") is None else date.fromisoformat(plain["last_on"]),
        why=QuietWhy(plain["why"]),
        weekdays=frozenset(plain.get("weekdays", EVERY_DAY)),
        every_weeks=plain.get("every_weeks", 1),
        morning_only=plain.get("morning_only", False),
    )


def in_time(quiet: tuple[QuietDays, ...]) -> tuple[QuietDays, ...]:
    """Give days on which nothing goes in their one order."""
    return tuple(sorted(quiet, key=_in_time))


def _span(span: Span) -> Plain:
    return {"day": span.day, "opens": _hour(span.opens), "closes": _hour(span.closes)}


def _in_time(quiet: QuietDays) -> str:
    return quiet.key


def _hour(at: time) -> str:
    return f"{at:%H:%M}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
