"""Court lists pushed to us, by the contract for approved third parties (court-lists reference §2).

The same list may be pushed again: it is taken in once. A blank body withdraws the list of that name.
"""

import json
import re
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from witness.actions.lists import Envelope, take_in, withdraw
from witness.domain.errors import NotFound, Refused
from witness.web.doors import Audience, open_to
from witness.web.here import kit, now

intake = Blueprint("intake", __name__)

RECEIVED_BY = "push"
ENGLISH = "ENGLISH"
# A little more than the reader takes, so that it is the reader that says what is wrong.
LARGEST_PART_BYTES = 5_500_000
# The place in a list that a refusal names, "$.FirmList.CourtLists[2]".
PLACE = re.compile(r"\$(\.\w+|\[\d+\])*")


@intake.before_request
def make_room() -> None:
    """Let a list be as large as our reader takes it, even as a part without a file name, which counts as a field."""
    request.max_form_memory_size = LARGEST_PART_BYTES


@intake.get("/intake/court-lists")
@open_to(Audience.LIST_PUSH)
def healthy() -> Response:
    """Say that we are here."""
    return jsonify(status="ok")


@intake.post("/intake/court-lists")
@open_to(Audience.LIST_PUSH)
def push() -> ResponseReturnValue:
    """Take in a list: as metadata and payload, or as one body with headers."""
    if request.mimetype == "multipart/form-data":
        return _take_in(_payload(), _envelope(_metadata()), created=True)
    if request.mimetype in ("application/json", ""):
        return _legacy()
    abort(415)


@intake.put("/intake/court-lists/<publication_id>")
@open_to(Audience.LIST_PUSH)
def supersede(publication_id: str) -> ResponseReturnValue:
    """Take in a further version of a list."""
    if request.mimetype != "multipart/form-data":
        abort(415)
    named = {**_metadata(), "publicationId": publication_id}
    return _take_in(_payload(), _envelope(named), created=False)


@intake.delete("/intake/court-lists/<publication_id>")
@open_to(Audience.LIST_PUSH)
def delete(publication_id: str) -> ResponseReturnValue:
    """Withdraw a list: what rests on it is unconfirmed, and nobody is told that anything is off."""
    return _withdraw(publication_id)


def _legacy() -> ResponseReturnValue:
    headers = request.headers
    name = headers.get("x-source-artefact-id", "")
    if not request.get_data().strip():
        return _withdraw(name)
    named = {
        "publicationId": name,
        "locationName": headers.get("x-location-name", ""),
        "contentDate": headers.get("x-content-date", ""),
        "language": headers.get("x-language", ENGLISH),
        "provenance": headers.get("x-provenance", ""),
    }
    return _take_in(request.get_data(), _envelope(named), created=True)


def _take_in(raw: bytes, envelope: Envelope, *, created: bool) -> ResponseReturnValue:
    try:
        taken = take_in(kit().store, raw, envelope, rules=kit().rules(), now=now())
    except Refused as refused:
        place = PLACE.search(str(refused))
        return jsonify(error=str(refused), where=place.group() if place else "$"), 422
    answer = {
        "publicationId": envelope.outside_id or taken.publication_id,
        "state": taken.state,
        "rows": taken.rows,
        "matched": taken.matched,
        "proposals": len(taken.proposals),
        "warnings": len(taken.remarks),
    }
    return jsonify(answer), 201 if created and taken.state != "known" else 200


def _withdraw(name: str) -> ResponseReturnValue:
    # Lists that came by hand have no outside name: an empty one must never find them.
    if not name:
        abort(400)
    try:
        withdraw(kit().store, name, now=now())
    except NotFound:
        return jsonify(error="no list of that name was received"), 404
    return "", 204


def _metadata() -> dict[str, Any]:
    part = request.files.get("metadata")
    text = part.read().decode("utf-8", "replace") if part is not None else request.form.get("metadata", "")
    try:
        data = json.loads(text)
    except ValueError:
        abort(400)
    if not isinstance(data, dict):
        abort(400)
    return data


def _payload() -> bytes:
    part = request.files.get("payload") or request.files.get("file")
    if part is not None:
        return bytes(part.read())
    text = request.form.get("payload")
    if text is None:
        abort(400)
    return text.encode()


def _envelope(named: dict[str, Any]) -> Envelope:
    return Envelope(
        received_by=RECEIVED_BY,
        court_name=_text(named, "locationName", 160),
        content_date=_day(_text(named, "contentDate", 40)),
        outside_id=_text(named, "publicationId", 120),
        language=_text(named, "language", 20) or ENGLISH,
        provenance=_text(named, "provenance", 40),
    )


def _text(named: dict[str, Any], name: str, longest: int) -> str:
    value = named.get(name)
    return value.strip()[:longest] if isinstance(value, str) else ""


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise Refused("The content date is not a day such as 2026-12-07.") from None
