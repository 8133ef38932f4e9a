"""A road service on this machine that speaks the table language, and answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Roads:
    """url: where it listens. asked: the addresses that were asked for. spoilt: what it says instead of a table."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    spoilt: Any = None
    status: int = 200
    raw: bytes | None = None
    silent: threading.Event | None = None

    def answer(self, address: str) -> bytes:
        self.asked.append(address)
        if self.raw is not None:
            return self.raw
        said = self.spoilt if self.spoilt is not None else table(address)
        return json.dumps(said).encode()


def table(address: str) -> dict[str, Any]:
    """Seconds are a thousand times the difference of the degrees of latitude: easy to work out in a test."""
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    assert asked["annotations"] == ["duration"], address
    assert parts.path.startswith("/table/v1/driving/"), address
    points = [tuple(float(part) for part in point.split(",")) for point in parts.path.rpartition("/")[2].split(";")]
    sources, destinations = ([int(n) for n in asked[name][0].split(";")] for name in ("sources", "destinations"))
    rows = [[abs(points[a][1] - points[b][1]) * 1000 for b in destinations] for a in sources]
    return {"code": "Ok", "durations": rows}


@contextmanager
def road_server() -> Iterator[Roads]:
    roads = Roads()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            if roads.silent is not None:
                roads.silent.wait(5)
            said = roads.answer(self.path)
            self.send_response(roads.status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    roads.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield roads
    finally:
        if roads.silent is not None:
            roads.silent.set()
        server.shutdown()
        thread.join()
        server.server_close()
