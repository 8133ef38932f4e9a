"""Words for families: templates with slots, filled with data and looked through before they leave.

What is put into a slot is data: it never becomes a template, a line or a link. What a template says is data too: the
words that people have published in the product, else those that came with it where they are approved. A language counts
only when every template in it has approved words.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from witness.domain.contact import Channel, Tier
from witness.domain.errors import Refused
from witness.domain.wording import InUse, Language, TemplateKey
from witness.messaging.drafts import Look, composed, look_at
from witness.messaging.gsm7 import encoding_of, segments_of
from witness.messaging.lint import Finding, findings
from witness.messaging.lint_words import LINK
from witness.messaging.shelf import PublishedWording, Shelf, Shelves, ShippedWording
from witness.messaging.slots import taken_apart
from witness.messaging.template_rule import TemplateRule
from witness.messaging.template_words import usual_title

__all__ = ["MAILS", "TEXTS", "NoWording", "RenderedText", "TemplateRule", "UnsafeWording", "Wording", "rule_of"]

LONGEST_FIELD = 60
PLAIN_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\t": " "})

_WHO = frozenset({"sender", "phone"})
_TIME = frozenset({"time"})
_WINDOW = frozenset({"first_day", "last_day"})
# What somebody chose to have in their calendar in place of the neutral title.
_TITLE = frozenset({"title"})
_L0 = TemplateRule(_WHO, tier=Tier.L0)

TEXTS: dict[str, TemplateRule] = {
    "date_set": TemplateRule(_WHO | {"day"}, _TIME, "ring", above=("date_set_l3", "date_set_l2"), says_stop=True),
    "date_set_l2": TemplateRule(_WHO | {"day", "place"}, _TIME, "date_set", Tier.L2, says_stop=True),
    "date_set_l3": TemplateRule(_WHO | {"day", "venue"}, _TIME, "date_set", Tier.L3, says_stop=True),
    "date_set_maybe": TemplateRule(_WHO | {"day"}, _TIME, "ring", says_stop=True),
    "keep_free": TemplateRule(_WHO | _WINDOW, below="ring", says_stop=True),
    "date_changed": TemplateRule(
        _WHO | {"day", "old_day"}, _TIME, "ring_changed", above=("date_changed_l3", "date_changed_l2")
    ),
    "date_changed_l2": TemplateRule(_WHO | {"day", "old_day", "place"}, _TIME, "date_changed", Tier.L2),
    "date_changed_l3": TemplateRule(_WHO | {"day", "old_day", "venue"}, _TIME, "date_changed", Tier.L3),
    "date_changed_maybe": TemplateRule(_WHO | {"day", "old_day"}, _TIME, "ring_changed"),
    "date_changed_window": TemplateRule(_WHO | _WINDOW | {"old_day"}, below="ring_changed"),
    "called_off": TemplateRule(_WHO | {"old_day"}, below="ring_changed", above=("called_off_l3", "called_off_l2")),
    "called_off_l2": TemplateRule(_WHO | {"old_day", "place"}, below="called_off", tier=Tier.L2),
    "called_off_l3": TemplateRule(_WHO | {"old_day", "venue"}, below="called_off", tier=Tier.L3),
    "called_off_again": TemplateRule(_WHO | {"old_day"}, below="dont_set_off_again"),
    "reminder": TemplateRule(_WHO | {"day"}, _TIME, "ring", above=("reminder_l3", "reminder_l2"), says_stop=True),
    "reminder_l2": TemplateRule(_WHO | {"day", "place"}, _TIME, "reminder", Tier.L2, says_stop=True),
    "reminder_l3": TemplateRule(_WHO | {"day", "venue"}, _TIME, "reminder", Tier.L3, says_stop=True),
    "reminder_maybe": TemplateRule(_WHO | {"day"}, _TIME, "ring", says_stop=True),
    "thanks_coming": _L0,
    "thanks_help": _L0,
    "thanks_worried": _L0,
    "thanks_other": _L0,
    "page_link": TemplateRule(_WHO | {"link"}, below="ring", tier=Tier.L3),
    "time_agreed": TemplateRule(_WHO | {"day"}, _TIME, "thanks_other"),
    "thanks_not_asking": _L0,
    "check_in": _L0,
    "feedback": _L0,
    "feedback_child": _L0,
    "away": TemplateRule(_WHO | {"day"}, _TIME, "away_plain"),
    "away_plain": _L0,
    "stop_done": _L0,
    "stop_which": TemplateRule(_WHO | {"choices"}, below="stop_done"),
    "stop_one": _L0,
    "started": _L0,
    "ride_changed": _L0,
    "still_waiting": TemplateRule(_WHO, _TIME, "still_waiting_plain"),
    "still_waiting_plain": _L0,
    "ring": TemplateRule(_WHO, tier=Tier.L0, says_stop=True),
    "ring_changed": _L0,
    "dont_set_off": _L0,
    "dont_set_off_again": _L0,
}

MAILS: dict[str, TemplateRule] = {
    "invitation": TemplateRule(_WHO | _TITLE | {"day"}, _TIME),
    "invitation_window": TemplateRule(_WHO | _WINDOW),
    "invitation_off": TemplateRule(_WHO | _TITLE | {"day"}, frozenset({"until"})),
    "staff_notice": TemplateRule(_WHO, tier=Tier.L0),
    "staff_account": TemplateRule(_WHO | {"what", "when"}),
    "staff_link": TemplateRule(_WHO | {"until"}),
    "staff_digest": TemplateRule(_WHO | {"waiting", "late", "due", "passed_on"}, tier=Tier.L0),
}


class UnsafeWording(Refused):
    """A message would say something that no message may say."""

    def __init__(self, message: str, found: tuple[Finding, ...] = ()) -> None:
        """Take the words for a person, and what was found."""
        super().__init__(message)
        self.findings = found


class NoWording(Refused):
    """There is no approved wording of that name in that language."""


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A message as it will be handed over. subject: of a mail, "" of a text.

    template, version: which words were used, for example "en/ring" and "1.0a1b2c3d".
    """

    body: str
    encoding: str
    segments: int
    template: str
    version: str
    subject: str = ""

    def __repr__(self) -> str:
        return f"RenderedText({self.template}, {self.version})"


class Wording:
    """The words that may be used now."""

    def __init__(
        self,
        templates_dir: Path,
        published: PublishedWording | None = None,
        *,
        replies: bool = True,
        fresh_for: float = 1.0,
    ) -> None:
        """Read the words that came with the product.

        templates_dir: the folder that holds APPROVED.toml, `sms/` and `email/`. published: what people have decided
        since; None when nobody could. replies: our number can be answered. fresh_for: seconds after which it is asked
        again whether something was published.

        Raises:
            FileNotFoundError: there is no APPROVED.toml.
        """
        self._replies = replies
        self.shipped = ShippedWording(templates_dir, keys_of, path_of)
        self._shelves = Shelves(self.shipped, published, keys_of, fresh_for)

    def languages(self) -> frozenset[str]:
        """Give the languages in which everything can be said and was approved."""
        return self._shelves.now().complete

    def language(self, code: str) -> Language:
        """Give what is known of a language, of one that is not known its code alone."""
        return self._shelves.now().languages.get(code, Language(code, code, code))

    def all_languages(self) -> Mapping[str, Language]:
        """Give every language in which there are words or drafts, by its code, as of this very moment."""
        return self._shelves.now(certainly=True).languages

    def text(self, name: str, language: str, fields: Mapping[str, str], tier: Tier) -> RenderedText:
        """Word a text. Below the tier of a template its lower form is used, down to "please ring"; above it the fuller
        form, when the fields that it needs are given.

        name: a key of `TEXTS`. fields: strings as a person reads them; more than needed may be given.

        Raises:
            NoWording: no such template, or the language is not approved.
            UnsafeWording: a field is missing or unfit, or the words may not be sent.
        """
        shelf = self._shelf(TEXTS, name, language)
        name = _form_for(name, fields, tier)
        return self._rendered(shelf, TemplateKey(Channel.SMS, language, name), TEXTS[name], fields)

    def mail(self, name: str, language: str, fields: Mapping[str, str]) -> tuple[str, str]:
        """Word a mail: subject and body. `name` is a key of `MAILS`; raises as `text` does."""
        written = self.letter(name, language, fields)
        return written.subject, written.body

    def letter(self, name: str, language: str, fields: Mapping[str, str]) -> RenderedText:
        """Word a mail as `mail` does, with the version that was used. Without a title of their own, one is given."""
        shelf = self._shelf(MAILS, name, language)
        title = fields.get("title") or usual_title(language, fields.get("sender", ""))
        return self._rendered(
            shelf, TemplateKey(Channel.EMAIL, language, name), MAILS[name], {**fields, "title": title}
        )

    def look(self, key: TemplateKey, body: str) -> Look:
        """Look through words that somebody would like to use for a template.

        Raises:
            NoWording: there is no such template or no such language.
        """
        language = self.all_languages().get(key.language)
        if language is None or not is_template(key):
            raise NoWording(f"There is no message called {key}.")
        return look_at(key, body, rule_of(key), language, replies=self._replies)

    def used(self, key: TemplateKey) -> InUse | None:
        """Give the words of a template that are used at this very moment; None when it has none."""
        return self._shelves.now(certainly=True).templates.get(key)

    def _shelf(self, rules: Mapping[str, TemplateRule], name: str, language: str) -> Shelf:
        if name not in rules:
            raise NoWording(f"There is no message called {name}.")
        shelf = self._shelves.now()
        if language not in shelf.complete:
            raise NoWording(f"There is no approved wording in this language ({language}).")
        return shelf

    def _rendered(self, shelf: Shelf, key: TemplateKey, rule: TemplateRule, fields: Mapping[str, str]) -> RenderedText:
        used, language = shelf.templates[key], shelf.languages[key.language]
        # Looked through when it was published, and here again: what came in by another road is stopped.
        _refuse_red(look_at(key, used.body, rule, language, replies=self._replies).red)
        values = _fit_all(rule, fields)
        template = taken_apart(used.body, fields=rule.fields, optional=rule.optional)
        body = composed(template, values, key.channel, language)
        found = findings(
            body,
            rule.tier,
            language=key.language,
            channel=key.channel,
            is_rtl=language.is_rtl,
            replies=self._replies,
        )
        _refuse_red(found)
        subject = ""
        if key.channel is Channel.EMAIL:
            subject, _, body = body.partition("\n")
            subject, body = " ".join(subject.split()), body.strip() + "\n"
        return RenderedText(body, encoding_of(body), segments_of(body), address_of(key), version_of(used), subject)


def rule_of(key: TemplateKey) -> TemplateRule:
    """Give what a template needs and says.

    Raises:
        KeyError: there is no such template.
    """
    return _RULES[key.channel][key.name]


def is_template(key: TemplateKey) -> bool:
    """Whether there is a template of this channel and name, in whatever language."""
    return key.name in _RULES[key.channel]


def keys_of(language: str) -> tuple[TemplateKey, ...]:
    """Give every template that a language has to have."""
    return tuple(TemplateKey(channel, language, name) for channel, rules in _RULES.items() for name in rules)


def version_of(used: InUse) -> str:
    """Name the words of a template for good: the number of the version, and a digest of what it says."""
    return f"{used.number}.{hashlib.sha256(used.body.encode()).hexdigest()[:8]}"


_RULES: dict[Channel, Mapping[str, TemplateRule]] = {Channel.SMS: TEXTS, Channel.EMAIL: MAILS}


def _form_for(name: str, fields: Mapping[str, str], tier: Tier) -> str:
    """Choose the form that says as much as it may and can."""
    fuller = (form for form in TEXTS[name].above if tier >= TEXTS[form].tier and _is_known(form, fields))
    name = next(fuller, name)
    while tier < TEXTS[name].tier or (TEXTS[name].tier > Tier.L1 and not _is_known(name, fields)):
        name = TEXTS[name].below
    return name


def _is_known(name: str, fields: Mapping[str, str]) -> bool:
    return all(fields.get(field, "").strip() for field in TEXTS[name].fields)


def path_of(key: TemplateKey) -> str:
    """Give the file in which a template comes with the product: "sms/en/date_set_l1.txt"."""
    return f"{key.channel.value}/{address_of(key)}.txt"


def address_of(key: TemplateKey) -> str:
    """Name a template as messages remember it: "en/date_set_l1"."""
    says_a_day = key.channel is Channel.SMS and TEXTS[key.name].tier is Tier.L1
    return f"{key.language}/{key.name}{'_l1' if says_a_day else ''}"


def _fit_all(rule: TemplateRule, fields: Mapping[str, str]) -> dict[str, str]:
    values = {name: _fit(name, fields.get(name, "")) for name in sorted(rule.fields | rule.optional)}
    missing = sorted(name for name in rule.fields if not values[name])
    if missing:
        raise UnsafeWording(f"The message cannot be written without: {', '.join(missing)}.")
    return values


def _fit(name: str, value: str) -> str:
    """Give a field's value with its spaces put right, or refuse it."""
    plain = unicodedata.normalize("NFC", value).translate(PLAIN_SIGNS)
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for sign in plain):
        raise UnsafeWording(f"A line break or a hidden sign stands in {name}.")
    plain = " ".join(plain.split())
    if LINK.search(plain):
        raise UnsafeWording(f"A link stands in {name}.")
    if len(plain) > LONGEST_FIELD:
        raise UnsafeWording(f"There are too many words in {name}.")
    return plain


def _refuse_red(found: tuple[Finding, ...]) -> None:
    red = tuple(finding for finding in found if finding.red)
    if red:
        reasons = "; ".join(f"{finding.because} ({finding.found or finding.code})" for finding in red)
        raise UnsafeWording(f"This message may not be sent: {reasons}.", red)
