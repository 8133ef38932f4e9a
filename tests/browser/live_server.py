"""The product as its users meet it: demo world, web server on a real socket, and a worker that ticks when told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from werkzeug.serving import make_server

from jobs.heartbeat import beat
from jobs.metronome import timetable_for
from tests.live import TalkingClock, a_live_kit
from witness.actions.sandbox import sandbox_mail, sandbox_texts
from witness.kit import Kit
from witness.settings import World
from witness.web import create_app


@dataclass(frozen=True)
class Product:
    """A running product."""

    address: str
    kit: Kit
    clock: TalkingClock

    def tick(self) -> None:
        """Let the worker do all that is due."""
        for tick in timetable_for(self.kit):
            beat(self.kit, tick, "worker")


def tidy(app: Any) -> Any:
    """An application that closes the file it was sending also when the browser goes elsewhere meanwhile.

    The server for tests lets go of it unclosed, which is a warning, and a warning is an error here.
    """

    def serve(environ: Any, start_response: Any) -> Iterator[bytes]:
        body = app(environ, start_response)
        try:
            yield from body
        finally:
            body.close()

    return serve


@contextmanager
def running(url: str, *, now: datetime) -> Iterator[Product]:
    """Run the product on a database that holds the demo world, at an instant that the test moves."""
    bare = a_live_kit(url, world=World.DEMO, public_url="http://127.0.0.1")
    clock = TalkingClock(now)
    kit = replace(bare, clock=clock, texts=sandbox_texts(bare.store, clock), mail=sandbox_mail(bare.store, clock))
    server = make_server("127.0.0.1", 0, tidy(create_app(kit)), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Product(f"http://127.0.0.1:{server.server_port}", kit, clock)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        kit.store.close()
