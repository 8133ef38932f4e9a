"""A carrier that speaks as Twilio does, over TCP, and that misbehaves by seeded dice; in a process of its own.

    python -m tests.trust.provider FOLDER      (reads FOLDER/odds.json, ends when its standard input ends)

Whatever it accepts it writes into FOLDER/truth before anybody hears of it: one line of JSON for each acceptance. That
file, and nothing that the product believes, says what really happened.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import os
import random
import signal
import sys
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Odds:
    """How a provider behaves. Chances are of 1; what is left over is a prompt and honest "accepted".

    ways: by name of a way in `WAYS`. late_seconds: the longest delay of "late"; drip_seconds: how long an answer drips.
    lag, lag_seconds: the share of what was accepted that the list shows only so much later. capacity: acceptances in a
    second, more are told to come later; 0 for no limit. noise: older messages to every number that the list shows too.
    heard: the share of acceptances of which the web address is told by callbacks, "" for nobody.
    """

    seed: int
    ways: dict[str, float] = field(default_factory=dict)
    late_seconds: float = 3.0
    drip_seconds: float = 6.0
    lag: float = 0.0
    lag_seconds: float = 0.0
    capacity: int = 0
    noise: int = 0
    heard: float = 0.0
    web: str = ""
    token: str = ""
    clock_offset: float = 0.0


@dataclass(slots=True)
class Message:
    """What was accepted."""

    sid: str
    ref: str
    to: str
    body: str
    valid: int
    at: float
    shown_at: float
    callback: str
    status: str = "queued"
    code: int | None = None


class Provider:
    """All that was accepted, and the dice."""

    def __init__(self, odds: Odds, truth: Path) -> None:
        self.odds = odds
        self.calm = False
        self.counts: Counter[str] = Counter()
        self.by_number: dict[str, list[Message]] = defaultdict(list)
        self.by_sid: dict[str, Message] = {}
        self.calls = asyncio.Queue[tuple[float, str, dict[str, str], str]]()
        self.waiting = 0
        self._tries: Counter[str] = Counter()
        self._truth = os.open(truth, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._second, self._in_second = 0, 0

    def now(self) -> float:
        return time.time() + self.odds.clock_offset

    def way_for(self, to: str) -> tuple[str, random.Random]:
        """Throw the dice for the next try to a number: the same seed, number and try give the same way."""
        self._tries[to] += 1
        dice = random.Random(f"{self.odds.seed}:{to}:{self._tries[to]}")  # noqa: S311
        if self._is_full():
            return "busy", dice
        if self.calm:
            return "accept", dice
        thrown = dice.random()
        for way, chance in self.odds.ways.items():
            thrown -= chance
            if thrown < 0:
                return way, dice
        return "accept", dice

    def accept(self, form: dict[str, str], dice: random.Random) -> Message:
        """Take a text, on the record first."""
        callback = form.get("StatusCallback", "")
        reference = parse_qs(urlsplit(callback).query).get("ref", [""])[0]
        sid = f"SM{len(self.by_sid) + 1:032x}"
        now = self.now()
        lags = not self.calm and dice.random() < self.odds.lag
        made = Message(
            sid=sid,
            ref=reference,
            to=form.get("To", ""),
            body=form.get("Body", ""),
            valid=int(form.get("ValidityPeriod", "0")),
            at=now,
            shown_at=now + (self.odds.lag_seconds if lags else 0),
            callback=callback,
        )
        os.write(self._truth, json.dumps(asdict(made)).encode() + b"\n")
        self.by_sid[sid] = made
        self.by_number[made.to].append(made)
        self._report(made, dice)
        return made

    def forge(self, form: dict[str, str]) -> None:
        """Let somebody claim, without our token, that a text which was never taken has arrived."""
        if self.odds.web:
            says = {"MessageSid": f"SM{'f' * 32}", "MessageStatus": "delivered", "To": form.get("To", "")}
            self._call(0.0, form.get("StatusCallback", ""), says, "a token that nobody gave us")

    def _report(self, message: Message, dice: random.Random) -> None:
        """Say what becomes of a message: sometimes twice, sometimes in the wrong order, sometimes late."""
        if not self.odds.web or not message.callback or dice.random() >= self.odds.heard:
            return
        fate = "undelivered" if dice.random() < 0.03 else "delivered"
        steps = ["sent", fate] if dice.random() < 0.8 else [fate, "sent"]
        if dice.random() < 0.2:
            steps.append(dice.choice(steps))
        wait = 0.0
        for status in steps:
            wait += dice.choice((0.0, 0.01, 0.1, 0.5, 2.0))
            says = {"MessageSid": message.sid, "MessageStatus": status, "To": message.to}
            if status == "undelivered":
                says["ErrorCode"] = "30003"
            self._call(wait, message.callback, says, self.odds.token)
        message.status, message.code = fate, 30003 if fate == "undelivered" else None

    def _call(self, wait: float, callback: str, says: dict[str, str], token: str) -> None:
        self.waiting += 1
        self.calls.put_nowait((time.monotonic() + wait, callback, says, token))

    def _is_full(self) -> bool:
        if not self.odds.capacity:
            return False
        second = int(time.monotonic())
        if second != self._second:
            self._second, self._in_second = second, 0
        self._in_second += 1
        return self._in_second > self.odds.capacity

    def listed(self, query: dict[str, str]) -> list[dict[str, Any]]:
        """What the list shows of a number, newest first, as Twilio narrows it by the day or instant of sending."""
        since = instant_of(query.get("DateSent>", ""), -1e18)
        until = instant_of(query.get("DateSent<", ""), 1e18)
        to = query.get("To", "")
        now = self.now()
        found = [m for m in self.by_number.get(to, []) if m.shown_at <= now and since <= m.at + 1 and m.at <= until]
        older = [
            Message(f"SM{n:024x}{to[-8:]}", "", to, f"An older text, number {n}", 0, now - 60 - n, 0, "", "delivered")
            for n in range(self.odds.noise)
        ]
        everything = sorted([*found, *(m for m in older if since <= m.at <= until)], key=lambda m: -m.at)
        return [shown(message) for message in everything]


def instant_of(text: str, otherwise: float) -> float:
    if not text:
        return otherwise
    instant = datetime.fromisoformat(text)
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()


def shown(message: Message) -> dict[str, Any]:
    """A message as Twilio writes it."""
    at = format_datetime(datetime.fromtimestamp(int(message.at), UTC))
    return {
        "sid": message.sid, "to": message.to, "from": "+447700900000", "body": message.body, "status": message.status,
        "error_code": message.code, "error_message": None, "date_created": at, "date_sent": at, "date_updated": at,
        "direction": "outbound-api", "num_segments": "1", "num_media": "0", "price": None, "price_unit": "USD",
        "api_version": "2010-04-01", "account_sid": "AC", "messaging_service_sid": None, "subresource_uris": {},
        "uri": f"/2010-04-01/Accounts/AC/Messages/{message.sid}.json",
    }  # fmt: skip


class Conversation(asyncio.Protocol):
    """One connection, one request."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.heard = b""
        self.transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.heard += data
        head, found, body = self.heard.partition(b"\r\n\r\n")
        if not found:
            return
        lines = head.decode("latin-1").split("\r\n")
        length = next((int(line[15:]) for line in lines if line.lower().startswith("content-length:")), 0)
        if len(body) < length:
            return
        self.heard = b""
        method, path, _ = lines[0].split(" ")
        self.asked(method, path, dict(parse_qsl(body.decode(), keep_blank_values=True)))

    def asked(self, method: str, path: str, form: dict[str, str]) -> None:
        parts = urlsplit(path)
        if parts.path.startswith("/control/"):
            self.told(parts.path.removeprefix("/control/"))
        elif method == "POST":
            way, dice = self.provider.way_for(form.get("To", ""))
            self.provider.counts[way] += 1
            WAYS[way](self, form, dice)
        elif parts.path.endswith("/Messages.json"):
            self.provider.counts["list"] += 1
            self.page(parts.path, dict(parse_qsl(parts.query)))
        else:
            one = self.provider.by_sid.get(parts.path.rpartition("/")[2].removesuffix(".json"))
            self.answer(200, shown(one)) if one else self.answer(404, {"code": 20404, "status": 404})

    def told(self, what: str) -> None:
        provider = self.provider
        if what == "calm":
            provider.calm = True
        self.answer(200, {"accepted": len(provider.by_sid), "calls": provider.waiting, "counts": provider.counts})

    def page(self, path: str, query: dict[str, str]) -> None:
        found = self.provider.listed(query)
        size = min(int(query.get("PageSize", PAGE_SIZE)), 1000)
        number = int(query.get("Page", 0))
        further = urlencode({**query, "Page": number + 1, "PageToken": f"PA{number + 1}"})
        self.answer(
            200,
            {
                "messages": found[number * size : (number + 1) * size],
                "page": number,
                "page_size": size,
                "uri": path,
                "next_page_uri": f"{path}?{further}" if len(found) > (number + 1) * size else None,
            },
        )

    def answer(self, status: int, says: dict[str, Any]) -> None:
        self.transport.write(as_http(status, says))
        self.transport.close()

    # The ways in which a hand-over goes.

    def accept(self, form: dict[str, str], dice: random.Random) -> None:
        self.answer(201, shown(self.provider.accept(form, dice)))

    def busy(self, form: dict[str, str], dice: random.Random) -> None:
        del form, dice
        self.answer(429, {"code": 20429, "status": 429, "message": "Too Many Requests"})

    def fails(self, form: dict[str, str], dice: random.Random) -> None:
        """Answer 500 and take nothing; a forger claims that it arrived."""
        del dice
        self.provider.forge(form)
        self.answer(500, {"code": 20500, "status": 500})

    def accepts_and_cuts(self, form: dict[str, str], dice: random.Random) -> None:
        self.provider.accept(form, dice)
        self.transport.abort()

    def accepts_and_fails(self, form: dict[str, str], dice: random.Random) -> None:
        self.provider.accept(form, dice)
        self.answer(500, {"code": 20500, "status": 500})

    def cuts(self, form: dict[str, str], dice: random.Random) -> None:
        del dice
        self.provider.forge(form)
        self.transport.abort()

    def refuses(self, form: dict[str, str], dice: random.Random) -> None:
        del form, dice
        self.answer(400, {"code": 21612, "status": 400, "message": "refused"})

    def late(self, form: dict[str, str], dice: random.Random) -> None:
        """Take it after a while, whether or not anybody still waits for the answer."""

        def at_last() -> None:
            made = self.provider.accept(form, dice)
            if not self.transport.is_closing():
                self.answer(201, shown(made))

        asyncio.get_running_loop().call_later(dice.random() * self.provider.odds.late_seconds, at_last)

    def never_answers(self, form: dict[str, str], dice: random.Random) -> None:
        del form, dice

    def drips(self, form: dict[str, str], dice: random.Random) -> None:
        """Take it, and answer a few bytes at a time."""
        whole = as_http(201, shown(self.provider.accept(form, dice)))
        steps = 20
        size = len(whole) // steps + 1
        loop = asyncio.get_running_loop()
        for step in range(steps):
            part = whole[step * size : (step + 1) * size]
            loop.call_later(step * self.provider.odds.drip_seconds / steps, self._drop, part, step == steps - 1)

    def _drop(self, part: bytes, is_last: bool) -> None:
        if self.transport.is_closing():
            return
        self.transport.write(part)
        if is_last:
            self.transport.close()


WAYS = {
    "accept": Conversation.accept,
    "busy": Conversation.busy,
    "fails": Conversation.fails,
    "accepts_and_cuts": Conversation.accepts_and_cuts,
    "accepts_and_fails": Conversation.accepts_and_fails,
    "cuts": Conversation.cuts,
    "refuses": Conversation.refuses,
    "late": Conversation.late,
    "never_answers": Conversation.never_answers,
    "drips": Conversation.drips,
}


def as_http(status: int, says: dict[str, Any]) -> bytes:
    body = json.dumps(says).encode()
    head = f"HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body


def signature_of(token: str, address: str, says: dict[str, str]) -> str:
    """Sign as Twilio does: the address, then every name and value in order."""
    signed = address + "".join(name + says[name] for name in sorted(says))
    return base64.b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


async def make_calls(provider: Provider) -> None:
    """Call back, several at once, each when its time has come."""
    at_once = asyncio.Semaphore(8)
    tasks: set[asyncio.Task[None]] = set()
    while True:
        due, callback, says, token = await provider.calls.get()
        task = asyncio.create_task(make_call(provider, at_once, due, callback, says, token))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


async def make_call(
    provider: Provider, at_once: asyncio.Semaphore, due: float, callback: str, says: dict[str, str], token: str
) -> None:
    await asyncio.sleep(max(0.0, due - time.monotonic()))
    async with at_once:
        with suppress(OSError, asyncio.TimeoutError):
            status = await asyncio.wait_for(call(provider.odds.web, callback, says, token), timeout=20)
            provider.counts[f"call {status}"] += 1
    provider.waiting -= 1


async def call(web: str, callback: str, says: dict[str, str], token: str) -> str:
    """Tell the web address what became of a message; gives the status of its answer."""
    parts = urlsplit(callback)
    host, _, port = web.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    body = urlencode(says).encode()
    lines = (
        f"POST {parts.path}?{parts.query} HTTP/1.1",
        f"Host: {parts.netloc}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        f"X-Twilio-Signature: {signature_of(token, callback, says)}",
        "Connection: close",
    )
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
    answer = await reader.read()
    writer.close()
    return answer[9:12].decode()


async def serve(folder: Path) -> None:
    odds = Odds(**json.loads((folder / "odds.json").read_text(encoding="utf-8")))
    provider = Provider(odds, folder / "truth")
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Conversation(provider), "127.0.0.1", 0, backlog=1024)
    calls = asyncio.create_task(make_calls(provider))
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await loop.run_in_executor(None, sys.stdin.read)
    calls.cancel()
    server.close()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(serve(Path(sys.argv[1])))
