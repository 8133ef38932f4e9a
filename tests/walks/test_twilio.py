"""The real Twilio client sends to a server of ours; its signed callbacks move the state, unsigned ones get 403."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from twilio.request_validator import RequestValidator

from tests.live import PUBLIC_URL, TOKEN, a_live_kit, twilio_account
from tests.web.clients import an_app
from tests.worlds import MOBILE, a_world
from witness.actions.messages import deliver_due
from witness.domain.messages import MessageState
from witness.messaging.twilio_sms import TwilioCarrier


class Provider(BaseHTTPRequestHandler):
    """Says 201 to every text and keeps what it was asked."""

    asked: list[dict[str, str]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.asked.append({name: values[0] for name, values in form.items()})
        body = json.dumps({"sid": f"SM{len(self.asked):032d}", "status": "queued"}).encode()
        self.send_response(201)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def provider() -> Iterator[str]:
    Provider.asked = []
    server = HTTPServer(("127.0.0.1", 0), Provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_real_client_sends_and_only_signed_callbacks_count(sqlite_url: str, provider: str) -> None:
    account = twilio_account(api_url=provider)
    live = a_live_kit(sqlite_url, public_url=PUBLIC_URL, twilio=account)
    world = a_world(live)
    post = replace(live.post(), texts=TwilioCarrier(account))

    deliver_due(live.store, post, worker="w")

    (asked,) = Provider.asked
    assert (asked["To"], asked["From"]) == (MOBILE, account.sender)
    assert asked["Body"].startswith("Hi, it's Olu. See you on Tue 1 Dec at 9am.")
    assert int(asked["ValidityPeriod"]) == 9 * 3600  # ten in the morning to the end of her day at seven

    callback = asked["StatusCallback"]
    assert callback.startswith(f"{PUBLIC_URL}/carrier/twilio/status?ref=")
    path = f"{urlsplit(callback).path}?{urlsplit(callback).query}"
    form = {"MessageSid": f"SM{1:032d}", "MessageStatus": "delivered"}
    client = an_app(live).test_client()
    signature = RequestValidator(TOKEN).compute_signature(callback, form)
    assert client.post(path, data=form, base_url=PUBLIC_URL).status_code == 403
    assert (
        client.post(path, data=form, base_url=PUBLIC_URL, headers={"X-Twilio-Signature": signature}).status_code == 204
    )
    with live.store.reading() as desk:
        states = {m.state for m in desk.messages.of_case(world.case) if m.purpose.value == "date_set"}
    assert states == {MessageState.DELIVERED}
