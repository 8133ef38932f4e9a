"""What a family answers when every question about a phone is asked, as the forms send it."""

from typing import Any

EVERY_GROUP = ["whose", "when", "ring", "code", "words", "much", "quiet"]
A_PHONE: dict[str, Any] = {
    "belongs": "own",
    "whose": "",
    "seen": "no",
    "seen_by": "",
    "previews": "off",
    "hours": "every day 9am to 7pm",
    "may_text": "yes",
    "may_ring": "yes",
    "voicemail": "never",
    "prefers": "text",
    "signed_as": "Olu",
    "alias": "Jo from the dentist",
    "code_use": "",
    "code_word": "",
    "language": "en",
    "reading": "usual",
    "tier": "1",
}
