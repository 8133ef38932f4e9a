"""Words for families: templates with slots, filled with data and looked through before they leave.

What is put into a slot is data: it never becomes a template, a line or a link. A language counts only when
every template in it is there and somebody who speaks it has approved them.
"""

import hashlib
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from witness.domain.contact import Channel, Tier
from witness.domain.errors import Refused
from witness.messaging.gsm7 import encoding_of, segments_of
from witness.messaging.lint import Finding, findings
from witness.messaging.lint_words import LINK

LONGEST_FIELD = 60
PLAIN_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class TemplateRule:
    """What a template needs and says. below: the template used instead for whoever may get less than `tier`."""

    fields: frozenset[str]
    optional: frozenset[str] = frozenset()
    below: str = ""
    tier: Tier = Tier.L1


_WHO = frozenset({"sender", "phone"})
_TIME = frozenset({"time"})
_WINDOW = frozenset({"first_day", "last_day"})
# What somebody chose to have in their calendar in place of the neutral title.
_COVER = frozenset({"title"})
_L0 = TemplateRule(_WHO, tier=Tier.L0)

TEXTS: dict[str, TemplateRule] = {
    "date_set": TemplateRule(_WHO | {"day"}, _TIME, "ring"),
    "date_set_maybe": TemplateRule(_WHO | {"day"}, _TIME, "ring"),
    "keep_free": TemplateRule(_WHO | _WINDOW, below="ring"),
    "date_changed": TemplateRule(_WHO | {"day", "old_day"}, _TIME, "ring_changed"),
    "date_changed_maybe": TemplateRule(_WHO | {"day", "old_day"}, _TIME, "ring_changed"),
    "date_changed_window": TemplateRule(_WHO | _WINDOW | {"old_day"}, below="ring_changed"),
    "called_off": TemplateRule(_WHO | {"old_day"}, below="ring_changed"),
    "reminder": TemplateRule(_WHO | {"day"}, _TIME, "ring"),
    "reminder_maybe": TemplateRule(_WHO | {"day"}, _TIME, "ring"),
    "thanks_coming": _L0,
    "thanks_help": _L0,
    "thanks_worried": _L0,
    "thanks_other": _L0,
    "ring": _L0,
    "ring_changed": _L0,
    "dont_set_off": _L0,
}

MAILS: dict[str, TemplateRule] = {
    "invitation": TemplateRule(_WHO | {"day"}, _TIME | _COVER),
    "invitation_window": TemplateRule(_WHO | _WINDOW),
    "invitation_off": TemplateRule(_WHO | {"day"}, _COVER | {"until"}),
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
    """A text as it will be handed over.

    template, version: which words were used, for example "en/ring" and "1.0a1b2c3d".
    """

    body: str
    encoding: str
    segments: int
    template: str
    version: str

    def __repr__(self) -> str:
        return f"RenderedText({self.template}, {self.version})"


class Wording:
    """The templates in one folder, with the languages that are approved in it."""

    def __init__(self, templates_dir: Path) -> None:
        """Read the approvals. templates_dir: the folder that holds APPROVED.toml, `sms/` and `email/`.

        Raises:
            FileNotFoundError: there is no APPROVED.toml.
        """
        self._dir = templates_dir
        self._approvals = tomllib.loads((templates_dir / "APPROVED.toml").read_text(encoding="utf-8"))
        # No escaping: on a phone "&amp;" would be read as it stands.
        self._environment = Environment(
            loader=FileSystemLoader(templates_dir),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701  # nosec B701
            auto_reload=False,
        )
        self._languages = frozenset(code for code in self._approvals if self._may_be_used(code))

    def languages(self) -> frozenset[str]:
        """Give the languages in which everything can be said and was approved."""
        return self._languages

    def text(self, name: str, language: str, fields: Mapping[str, str], tier: Tier) -> RenderedText:
        """Word a text. Below the tier of a template its "please ring" form is used instead.

        name: a key of `TEXTS`. fields: strings as a person reads them; more than needed may be given.

        Raises:
            NoWording: no such template, or the language is not approved.
            UnsafeWording: a field is missing or unfit, or the words may not be sent.
        """
        rule = self._rule(TEXTS, name, language)
        if tier < rule.tier:
            name, rule = rule.below, TEXTS[rule.below]
        path = _sms_path(name, language)
        body = " ".join(self._filled(path, rule, fields).split())
        _refuse_red(findings(body, rule.tier, language=language))
        template = path.removeprefix("sms/").removesuffix(".txt")
        return RenderedText(body, encoding_of(body), segments_of(body), template, self._version(path, language))

    def mail(self, name: str, language: str, fields: Mapping[str, str]) -> tuple[str, str]:
        """Word a mail: subject and body. `name` is a key of `MAILS`; raises as `text` does."""
        rule = self._rule(MAILS, name, language)
        subject, _, body = self._filled(_mail_path(name, language), rule, fields).partition("\n")
        _refuse_red(findings(f"{subject}\n{body}", rule.tier, language=language, channel=Channel.EMAIL))
        return " ".join(subject.split()), body.strip() + "\n"

    def _rule(self, rules: Mapping[str, TemplateRule], name: str, language: str) -> TemplateRule:
        if name not in rules:
            raise NoWording(f"There is no message called {name}.")
        if language not in self._languages:
            raise NoWording(f"There is no approved wording in this language ({language}).")
        return rules[name]

    def _may_be_used(self, language: str) -> bool:
        if self._approvals[language].get("approved") is not True:
            return False
        paths = [_sms_path(name, language) for name in TEXTS] + [_mail_path(name, language) for name in MAILS]
        return all((self._dir / path).is_file() for path in paths)

    def _filled(self, path: str, rule: TemplateRule, fields: Mapping[str, str]) -> str:
        values = {name: _fit(name, fields.get(name, "")) for name in sorted(rule.fields | rule.optional)}
        missing = sorted(name for name in rule.fields if not values[name])
        if missing:
            raise UnsafeWording(f"The message cannot be written without: {', '.join(missing)}.")
        return self._environment.get_template(path).render(values)

    def _version(self, path: str, language: str) -> str:
        digest = hashlib.sha256((self._dir / path).read_bytes()).hexdigest()
        return f"{self._approvals[language]['version']}.{digest[:8]}"


def _sms_path(name: str, language: str) -> str:
    suffix = "_l1" if TEXTS[name].tier is Tier.L1 else ""
    return f"sms/{language}/{name}{suffix}.txt"


def _mail_path(name: str, language: str) -> str:
    return f"email/{language}/{name}.txt"


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
