"""Court lists pushed to us, by the contract for approved third parties (court-lists reference §2).

The same list may be pushed again: it is taken in once. A blank body withdraws the list of that name.
"""

import json
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
        return _take_in(_payload(), _from_metadata(_metadata()), created=True)
    if request.mimetype in ("application/json", ""):
        return _legacy()
    abort(415)


@intake.put("/intake/court-lists/<publication_id>")
@open_to(Audience.LIST_PUSH)
def supersede(publication_id: str) -> ResponseReturnValue:
    """Take in a further version of a list."""
    if request.mimetype != "multipart/form-data":
        abort(415)
    envelope = _from_metadata({**_metadata(), "publicationId": publication_id})
    return _take_in(_payload(), envelope, created=False)


@intake.delete("/intake/court-lists/<publication_id>")
@open_to(Audience.LIST_PUSH)
def delete(publication_id: str) -> ResponseReturnValue:
    """Withdraw a list: what rests on it is unconfirmed, and nobody is told that anything is off."""
    return _withdraw(publication_id)


def _legacy() -> ResponseReturnValue:
    name = request.headers.get("x-source-artefact-id", "")
    if not request.get_data():
        return _withdraw(name)
    envelope = Envelope(
        received_by=RECEIVED_BY,
        court_name=request.headers.get("x-location-name", ""),
        content_date=_day(request.headers.get("x-content-date", ""), "x-content-date"),
        outside_id=name,
        language=request.headers.get("x-language", "ENGLISH"),
        provenance=request.headers.get("x-provenance", ""),
    )
    return _take_in(request.get_data(), envelope, created=True)


def _take_in(raw: bytes, envelope: Envelope, *, created: bool) -> ResponseReturnValue:
    try:
        taken = take_in(kit().store, raw, envelope, rules=kit().rules(), now=now())
    except Refused as refused:
        return jsonify(error=str(refused)), 422
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


def _from_metadata(data: dict[str, Any]) -> Envelope:
    return Envelope(
        received_by=RECEIVED_BY,
        court_name=str(data.get("locationName", ""))[:160],
        content_date=_day(str(data.get("contentDate", "")), "contentDate"),
        outside_id=str(data.get("publicationId", ""))[:120],
        language=str(data.get("language", "ENGLISH")),
        provenance=str(data.get("provenance", "")),
    )


def _day(text: str, name: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise Refused(f"{name}: {text[:40]!r} is not a day") from None
