"""The log holds events, ids and figures, and refuses what is about a person."""

import json

import pytest

from witness.log import configure_log, log


@pytest.mark.parametrize("key", ["name", "phone", "address", "body", "mobile_phone", "to_address", "email", "token"])
def test_what_is_about_a_person_is_left_out_and_said_to_be(capfd: pytest.CaptureFixture[str], key: str) -> None:
    configure_log()

    log().info("message.sent", message_id="m-1", **{key: "Amina Farah"})
    line = json.loads(capfd.readouterr().err)

    assert "Amina Farah" not in line.values()
    assert line["refused_keys"] == [key]
    assert (line["event"], line["message_id"], line["level"]) == ("message.sent", "m-1", "info")


def test_an_event_is_one_line_whatever_is_in_it(capfd: pytest.CaptureFixture[str]) -> None:
    configure_log()

    log().info("list.refused", reason="first\r\nsecond \x1b[31m")

    written = capfd.readouterr().err
    assert written.count("\n") == 1
    assert "\x1b" not in written
