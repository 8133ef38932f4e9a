"""The door for incoming mail: a token, a size, and one word in answer."""

from tests.live import a_live_kit
from tests.web.clients import an_app
from witness.messaging.incoming_mail import LARGEST_MAIL_BYTES

TOKEN = "a-token-of-the-mail-service"
MAIL = b"From: new@elsewhere.example\r\nMessage-ID: <1@elsewhere.example>\r\n\r\nHello\r\n"


def push(url: str, raw: bytes, token: str = TOKEN, **changed: str):
    kit = a_live_kit(url, **{"mail_token": TOKEN, **changed})
    try:
        return (
            an_app(kit)
            .test_client()
            .post(
                "/mail/inbound", data=raw, content_type="message/rfc822", headers={"Authorization": f"Bearer {token}"}
            )
        )
    finally:
        kit.store.close()


def test_a_mail_is_taken_in_once_however_often_it_is_pushed(sqlite_url: str) -> None:
    answers = [push(sqlite_url, MAIL) for _ in range(3)]

    assert [answer.json for answer in answers] == [{"outcome": "unclaimed"}, {"outcome": "known"}, {"outcome": "known"}]
    assert b"Hello" not in answers[0].data


def test_a_wrong_token_or_none_is_refused(sqlite_url: str) -> None:
    assert push(sqlite_url, MAIL, token="another").status_code == 401
    assert push(sqlite_url, MAIL, token="").status_code == 401


def test_without_a_token_in_the_settings_there_is_no_such_door(sqlite_url: str) -> None:
    assert push(sqlite_url, MAIL, token="", mail_token="").status_code == 404


def test_nothing_and_too_much_are_refused(sqlite_url: str) -> None:
    assert push(sqlite_url, b"  ").status_code == 400
    assert push(sqlite_url, b"x" * (LARGEST_MAIL_BYTES + 1)).status_code == 413
