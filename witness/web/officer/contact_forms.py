"""The forms of safe contact: every question about a phone or mailbox, asked in the order of a call."""

from typing import Any

from wtforms import BooleanField, DateField, SelectMultipleField, StringField, TimeField
from wtforms.validators import Length, Optional

from witness.actions.contact import Asked
from witness.domain.contact import Channel, Tier
from witness.domain.contact_answers import (
    BELONGS_IN_WORDS,
    CODE_USE_IN_WORDS,
    INCIDENT_IN_WORDS,
    PREFERS_IN_WORDS,
    PREVIEWS_IN_WORDS,
    READING_IN_WORDS,
    VOICEMAIL_IN_WORDS,
    Belongs,
    CodeUse,
    Prefers,
    Previews,
    Reading,
    Terms,
    Voicemail,
)
from witness.domain.contact_rules import (
    LONGEST_ALIAS,
    LONGEST_CODE_WORD,
    LONGEST_SEEN_BY,
    LONGEST_WHOSE,
)
from witness.domain.court_time import london_day
from witness.domain.safe_hours import DAYS, QUIET_IN_WORDS, BadHours, Span, hours_in_words, read_hours
from witness.questions.contact import AskedNow
from witness.questions.how_to_ring import LEVELS_SHORT
from witness.web.forms import PageForm, trimmed
from witness.web.here import now

Options = tuple[tuple[str, str], ...]
NOT_ASKED = "not_asked"


def _options(words: dict[Any, str]) -> Options:
    return tuple(
        (value.value, said[:1].upper() + said[1:]) for value, said in words.items() if value.value != NOT_ASKED
    )


BELONGS, PREVIEWS, VOICEMAIL = _options(BELONGS_IN_WORDS), _options(PREVIEWS_IN_WORDS), _options(VOICEMAIL_IN_WORDS)
READING, PREFERS = _options(READING_IN_WORDS), _options(PREFERS_IN_WORDS)
CODE_USES: Options = (("", "There is none"), *_options(CODE_USE_IN_WORDS))
INCIDENTS, QUIET_WHYS = _options(INCIDENT_IN_WORDS), _options(QUIET_IN_WORDS)
YES_NO: Options = (("yes", "Yes"), ("no", "No"))
SEEN: Options = (("no", "Nobody else"), ("yes", "Somebody else does, or might"))
CHANNELS: Options = ((Channel.SMS.value, "A mobile number"), (Channel.EMAIL.value, "An e-mail address"))
LEVELS: Options = tuple((str(int(t)), f"{w[:1].upper()}{w[1:]} (L{int(t)})") for t, w in LEVELS_SHORT.items())
LANGUAGES: Options = (
    ("en", "English"),
    ("cy", "Welsh"),
    ("ur", "Urdu"),
    ("pl", "Polish"),
    ("ro", "Romanian"),
    ("other", "Other"),
)
REPEATS: Options = (("1", "Every week"), ("2", "Every second week"))
# The groups of questions, each of which is confirmed on its own when all is gone through by voice.
GROUPS: Options = (
    ("whose", "Whose it is, and who sees it"),
    ("when", "When words may arrive"),
    ("ring", "Texts, calls and voicemail"),
    ("code", "Names and code word"),
    ("words", "Language and reading"),
    ("much", "How much it may say"),
    ("quiet", "Days on which nothing goes"),
)


def _text(label: str, most: int) -> StringField:
    limit = Length(max=most, message=f"Use {most} characters or fewer")
    return StringField(label, filters=[trimmed], validators=[Optional(), limit])


def _time(label: str) -> TimeField:
    return TimeField(label, validators=[Optional()])


class ContactForm(PageForm):
    """Everything that is asked about a phone or mailbox. What has to be answered is decided by `must_answer`."""

    channel = StringField("What is it?")
    value = _text("The number or address", 254)
    belongs = StringField("Whose is it?")
    whose = _text("Anything to know it by", LONGEST_WHOSE)
    seen = StringField("Who else sees it?")
    seen_by = _text("Who?", LONGEST_SEEN_BY)
    previews = StringField("Does the locked screen show the words of a message?")
    hours = _text("Safe days and hours", 300)
    on_holidays = BooleanField("Bank holidays too")
    urgent_from = _time("From")
    urgent_until = _time("Until")
    may_text = StringField("May we write to it?")
    may_ring = StringField("May we ring it?")
    voicemail = StringField("If nobody answers")
    prefers = StringField("How would they rather hear from us?")
    signed_as = _text("The name they know us by", 40)
    alias = _text("Who you say you are when somebody else answers", LONGEST_ALIAS)
    code_use = StringField("Is there a code word?")
    code_word = _text("The code word", LONGEST_CODE_WORD)
    language = _text("Language", 12)
    reading = StringField("Reading")
    tier = StringField("How much may it say?")
    opted_in = BooleanField("They asked for more than a day and a time themselves")
    wants_calendar = BooleanField("They want dates in their calendar")
    confirmed = SelectMultipleField("Gone through", validate_choice=False)
    cleared = _text("Why may it be used again?", 200)
    because = _text("Why does it change?", 200)

    def is_answered(self, *, is_phone: bool, confirm: bool, because: bool) -> bool:
        """Check each field, and then whether everything that had to be asked was answered.

        is_phone: calls and voicemail are asked about. confirm: each group has to be gone through. because: a change of
        what was agreed says why.
        """
        fine = self.validate_on_submit()
        for name, options, words in CHOICES:
            needed = is_phone or name not in PHONE_ONLY
            if needed and self[name].data not in {value for value, _ in options}:
                self.refuse(self[name], words)
        if self.seen.data == "yes" and not self.seen_by.data:
            self.refuse(self.seen_by, "Say who, in a word: “her sister”, “we do not know”")
        if not self.signed_as.data:
            self.refuse(self.signed_as, "Enter the name they know us by")
        if because and not self.because.data:
            self.refuse(self.because, "Say why it changes, for example who told you")
        self._check_hours()
        if confirm:
            left = [words for value, words in GROUPS if value not in (self.confirmed.data or ())]
            for words in left:
                self.refuse(self.confirmed, f"Go through “{words}”, and tick that you have")
        return fine and not self.mistakes

    def asked(self, *, is_phone: bool) -> Asked:
        """Give what was answered. Only after `is_answered`."""
        spans = read_hours(self.hours.data or "")
        some = bool(self.code_use.data)
        return Asked(
            tier=Tier(int(self.tier.data or "0")),
            signed_as=self.signed_as.data or "",
            terms=Terms(
                language=self.language.data or "en",
                **_usual(spans),
                on_holidays=bool(self.on_holidays.data),
                urgent_from=self.urgent_from.data,
                urgent_until=self.urgent_until.data,
                seen_by=self.seen_by.data or "" if self.seen.data == "yes" else "",
                whose=self.whose.data or "",
                belongs=Belongs(self.belongs.data or NOT_ASKED),
                previews=Previews(self.previews.data or NOT_ASKED),
                voicemail=Voicemail(self.voicemail.data or NOT_ASKED) if is_phone else Voicemail.NOT_ASKED,
                may_text=self.may_text.data == "yes",
                may_ring=self.may_ring.data == "yes" if is_phone else False,
                code_use=CodeUse(self.code_use.data or "") if some else None,
                alias=self.alias.data or "",
                reading=Reading(self.reading.data or NOT_ASKED),
                prefers=Prefers(self.prefers.data or NOT_ASKED),
                opted_in_on=london_day(now()) if self.opted_in.data else None,
                wants_calendar=bool(self.wants_calendar.data) and not is_phone,
            ),
            # An empty field keeps the word that is recorded, which no page shows unasked.
            code_word=(self.code_word.data or None) if some else "",
        )

    def _check_hours(self) -> None:
        try:
            read_hours(self.hours.data or "")
        except BadHours as refused:
            self.refuse(self.hours, refused)


CHOICES: tuple[tuple[str, Options, str], ...] = (
    ("belongs", BELONGS, "Choose whose it is"),
    ("seen", SEEN, "Ask who else sees it"),
    ("previews", PREVIEWS, "Ask whether the locked screen shows the words"),
    ("may_text", YES_NO, "Ask whether we may write to it"),
    ("may_ring", YES_NO, "Ask whether we may ring it"),
    ("voicemail", VOICEMAIL, "Ask what may be left when nobody answers"),
    ("prefers", PREFERS, "Ask how they would rather hear from us"),
    ("code_use", CODE_USES, "Ask whether there is to be a code word"),
    ("reading", READING, "Ask what they read with ease"),
    ("tier", LEVELS, "Choose how much it may say"),
)
PHONE_ONLY = frozenset({"may_ring", "voicemail"})


def prefilled(asked: AskedNow) -> ContactForm:
    """Make the form with what is recorded; of a new number nothing is."""
    terms = asked.terms
    if terms is None:
        return ContactForm(formdata=None, data={"language": asked.language, "signed_as": asked.signed_as})
    data = {
        "belongs": terms.belongs.value,
        "whose": terms.whose,
        "seen": "yes" if terms.seen_by else "no",
        "seen_by": terms.seen_by,
        "previews": terms.previews.value,
        "hours": hours_in_words(terms.hours),
        "on_holidays": terms.on_holidays,
        "urgent_from": terms.urgent_from,
        "urgent_until": terms.urgent_until,
        "may_text": "yes" if terms.may_text else "no",
        "may_ring": "yes" if terms.may_ring else "no",
        "voicemail": terms.voicemail.value,
        "prefers": terms.prefers.value,
        "signed_as": asked.signed_as,
        "alias": terms.alias,
        "code_use": "" if terms.code_use is None else terms.code_use.value,
        "language": terms.language,
        "reading": terms.reading.value,
        "tier": str(int(asked.tier)),
        "opted_in": terms.opted_in_on is not None,
        "wants_calendar": terms.wants_calendar,
    }
    return ContactForm(formdata=None, data=data)


class QuietForm(PageForm):
    """Days on which nothing goes to somebody."""

    first_on = DateField("First day", validators=[Optional()])
    last_on = DateField("Last day; empty for until further notice", validators=[Optional()])
    why = StringField("Why?")
    weekdays = SelectMultipleField("Only on", validate_choice=False)
    every_weeks = StringField("How often?")
    morning_only = BooleanField("Only before noon")


class HappenedForm(PageForm):
    """That something has happened to a family."""

    person = StringField("To whom?")
    incident = StringField("What has happened?")
    whole_household = StringField("Whose phones does it touch?")


WEEKDAYS: Options = tuple((str(number), day) for number, day in enumerate(DAYS))


def _usual(spans: tuple[Span, ...]) -> dict[str, Any]:
    """Give hours as a record keeps them: those of most days, and the others by their weekday."""
    by_day: dict[int, tuple[Span, ...]] = {}
    for span in spans:
        by_day[span.day] = (*by_day.get(span.day, ()), span)
    alike: dict[tuple[Any, Any], set[int]] = {}
    for day, own in by_day.items():
        if len(own) == 1:
            alike.setdefault((own[0].opens, own[0].closes), set()).add(day)
    if not alike:
        return {"safe_days": frozenset(), "other_hours": spans}
    (opens, closes), days = max(alike.items(), key=lambda pair: (len(pair[1]), -min(pair[1])))
    return {
        "safe_days": frozenset(days),
        "safe_from": opens,
        "safe_until": closes,
        "other_hours": tuple(span for span in spans if span.day not in days),
    }
