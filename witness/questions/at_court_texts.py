"""What a day at court shows of texts to the family: what is proposed, why others are not, and what became of them."""

from dataclasses import dataclass
from datetime import datetime

from witness.domain.at_court import DayStep
from witness.domain.at_court_day import AtCourt
from witness.domain.at_court_offers import TextOffer, text_offers
from witness.domain.at_court_text import writes_again_by
from witness.domain.cases import CasePicture
from witness.domain.errors import Refused
from witness.domain.messages import MessageState, Purpose
from witness.domain.rules import Rules
from witness.messaging.wording import Wording

BECAME: dict[MessageState, str] = {
    MessageState.PLANNED: "about to go",
    MessageState.SENDING: "going out",
    MessageState.ACCEPTED: "sent",
    MessageState.SENT: "sent",
    MessageState.DELIVERED: "has arrived",
    MessageState.UNDELIVERED: "did not arrive: ring",
    MessageState.REJECTED: "refused by the network: ring",
    MessageState.UNCERTAIN: "nobody can tell whether it went: ring",
    MessageState.CANCELLED: "taken back before it went",
    MessageState.EXPIRED: "could not go in time: ring",
    MessageState.BLOCKED: "was not allowed: ring",
}


@dataclass(frozen=True, slots=True)
class TextCard:
    """A proposal for one of the family. words: exactly what would go, "" when nothing may, and then because says why.

    language, direction: of the words. sent: when texts were asked for today, and what became of each.
    """

    person_id: str
    called: str
    because: str
    words: str
    language: str
    direction: str
    sent: tuple[tuple[datetime, str], ...]


def text_cards(
    picture: CasePicture, day: AtCourt, rules: Rules, wording: Wording, now: datetime
) -> tuple[TextCard, ...]:
    """Give a card for each parent and carer while their child is at court."""
    return tuple(_card(picture, day, offer, wording) for offer in text_offers(picture, day, rules, now))


def expected_by(day: AtCourt) -> datetime | None:
    """Give by when the newest text of the day says that we write again, None without one."""
    asked = [tap.at for tap in day.course.told if tap.step is DayStep.TEXTED]
    return writes_again_by(max(asked)) if asked else None


def _card(picture: CasePicture, day: AtCourt, offer: TextOffer, wording: Wording) -> TextCard:
    words, because, language = "", offer.because, "en"
    if offer.text is not None:
        language = next(c.language for c in picture.contacts if c.contact_id == offer.text.contact_id)
        words, because = _worded(offer, language, wording)
    return TextCard(
        person_id=offer.person_id,
        called=offer.called,
        because=because,
        words=words,
        language=language,
        direction=wording.language(language).direction,
        sent=_sent(picture, day, offer.person_id),
    )


def _worded(offer: TextOffer, language: str, wording: Wording) -> tuple[str, str]:
    text = offer.text
    if text is None:
        return "", offer.because
    try:
        return wording.text(text.wording, language, text.fields, text.tier).body, ""
    except Refused as refusal:
        return "", str(refusal).rstrip(".")


def _sent(picture: CasePicture, day: AtCourt, person_id: str) -> tuple[tuple[datetime, str], ...]:
    by_key = {m.reason_key.split(":")[2]: m.state for m in picture.messages if m.reason_key.count(":") > 1}
    taps = [t for t in day.course.told if t.step is DayStep.TEXTED and t.whom == person_id]
    return tuple(
        (tap.at, BECAME[by_key.get(f"{Purpose.STILL_WAITING.value}-{tap.tap_id}", MessageState.CANCELLED)])
        for tap in taps
    )
