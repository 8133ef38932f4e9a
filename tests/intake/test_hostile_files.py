"""Whatever bytes come as a file or a mail, the readers refuse them with a reason: none breaks, hangs or unpacks."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable

import pytest

from tests.trust.figures import Figure
from witness.domain.errors import Refused
from witness.intake.bundles import read_bundle
from witness.intake.court_lists import read_list
from witness.intake.courts import read_courts
from witness.intake.holidays import read_holidays
from witness.intake.outcodes import read_outcodes
from witness.messaging.incoming_mail import LARGEST_MAIL_BYTES, read_mail

Reader = Callable[[bytes], object]
READERS: dict[str, Reader] = {
    "court list": read_list,
    "case bundle": read_bundle,
    "courts": read_courts,
    "outcodes": read_outcodes,
    "holidays": read_holidays,
}


def packed(size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/passwd", b"0" * size)
    return file.getvalue()


FILES: dict[str, bytes] = {
    "nothing": b"",
    "blank": b" \r\n\t ",
    "zeros": b"\0" * 1000,
    "no text": bytes(range(256)) * 40,
    "half a sign": b'{"a": "\xc3"}',
    "wide signs": '{"a": 1}'.encode("utf-16"),
    "a mark and nothing": b"\xef\xbb\xbf",
    "a packed bomb": packed(3_000_000),
    "a packed stream": gzip.compress(b"0" * 3_000_000),
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
    "a document": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a program": b"\x7fELF" + b"\0" * 200,
    "a page": b"<html><script>alert(1)</script></html>",
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
    "deep lists": b"[" * 200_000,
    "deep objects": b'{"a":' * 100_000,
    "deep and closed": b"[" * 50_000 + b"]" * 50_000,
    "a long number": b'{"a": ' + b"9" * 200_000 + b"}",
    "no number": b'{"format": NaN, "a": Infinity}',
    "a name twice": b'{"format": "case-bundle/1", "format": []}',
    "half a pair": b'{"format": "\\ud800"}',
    "a list": b"[]",
    "null": b"null",
    "a word": b'"case-bundle/1"',
    "its name alone": b'{"format": "case-bundle/1"}',
    "its shape, other kinds": json.dumps({"FirmList": {"CourtLists": 7}, "england-and-wales": [1]}).encode(),
    "one long cell": b"code,name\n" + b"x" * 1_000_000,
    "an open quotation": b'code,name\n"x',
    "a formula": b"=cmd|'/c calc'!A0,name\n1,2\n",
    "too large": b" " * 6_000_001,
}


def broken_by(read: Reader, raw: bytes) -> str:
    """How a reader broke; "" when it refused or understood."""
    try:
        read(raw)
    except Refused as refused:
        return "" if str(refused).strip() else "it gave no reason"
    except Exception as broken:  # noqa: BLE001 - whatever it is, it is not a refusal
        return type(broken).__name__
    return ""


def understands(read: Reader, raw: bytes) -> bool:
    try:
        read(raw)
    except Refused:
        return False
    return True


@pytest.mark.trust
@pytest.mark.parametrize("name", READERS)
def test_a_file_that_is_none_is_refused_with_a_reason(name: str, figure: Figure) -> None:
    faults = {what: fault for what, raw in FILES.items() if (fault := broken_by(READERS[name], raw))}

    assert faults == {}
    assert [what for what, raw in FILES.items() if understands(READERS[name], raw)] == []
    figure(f"web battery, files as {name}", cases=len(FILES), seed="-", result="0 broke it")


def test_a_reader_that_trusts_its_file_is_broken_by_some_of_them() -> None:
    assert {broken_by(json.loads, raw) for raw in FILES.values()} >= {"JSONDecodeError", "RecursionError"}


def bombed() -> dict[str, bytes]:
    head = b"From: a@x.example\r\nMessage-ID: <1@x.example>\r\nMIME-Version: 1.0\r\n"
    calendar = b"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\n"
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(150))
    return {
        "nested parts": head + nested,
        "nested mails": head + b"Content-Type: message/rfc822\r\n\r\n" * 150,
        "a calendar of components": head + calendar + b"BEGIN:VEVENT\r\n" * 5_000,
        "a calendar without end": head + calendar + b"ATTENDEE:" + b"x" * 90_000,
        "a calendar with files": head + calendar + b"ATTACH:file:///etc/passwd\r\nURL:http://x.example\r\n",
        "a packed calendar": head + b"Content-Transfer-Encoding: base64\r\n" + calendar + packed(1000),
        "an unknown code": head + b'Content-Type: text/plain; charset="zlib_codec"\r\n\r\n' + gzip.compress(b"0"),
        "a thousand heads": head + b"X-A: b\r\n" * 1_000 + b"\r\nhello",
        "an endless head": b"From: " + b"a" * 500_000,
        "no mail": bytes(range(256)) * 40,
        "nothing": b"",
    }


@pytest.mark.trust
def test_a_mail_is_read_or_refused_whatever_is_packed_into_it(figure: Figure) -> None:
    mails = bombed()

    # It is read without ever raising, and none of these is taken for an answer.
    read = [read_mail(raw) for raw in mails.values()]

    assert [what for what, mail in zip(mails, read, strict=True) if mail.reply or mail.bounce] == []
    assert max(map(len, mails.values())) < LARGEST_MAIL_BYTES
    figure("web battery, mails", cases=len(mails), seed="-", result="0 broke the reader")
