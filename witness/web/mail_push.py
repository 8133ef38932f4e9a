"""Mail pushed to us by a mail service: one mail as it stands on the wire, with a token.

The same mail may be pushed again: it is taken in once. Without a token in the settings this door does not exist.
"""

from flask import Blueprint, Response, abort, jsonify, request

from witness.actions.mail_in import take_in
from witness.messaging.incoming_mail import LARGEST_MAIL_BYTES
from witness.web.doors import Audience, open_to
from witness.web.here import kit, now

mail = Blueprint("mail", __name__)


@mail.before_request
def keep_it_small() -> None:
    """Refuse what no answer can be, before any of it is read."""
    request.max_content_length = LARGEST_MAIL_BYTES


@mail.post("/mail/inbound")
@open_to(Audience.MAIL_PUSH)
def inbound() -> Response:
    """Take in a mail. What was made of it is said in one word, and never what stood in it."""
    raw = request.get_data()
    if not raw.strip():
        abort(400)
    return jsonify(outcome=take_in(kit().store, raw, rules=kit().rules(), now=now()))
