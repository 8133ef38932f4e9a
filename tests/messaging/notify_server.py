"""A GOV.UK Notify that the real client can be pointed at: on this machine, scripted, remembering what it was asked."""

import contextlib
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["NotifyHandler"], None]


class NotifyHandler(BaseHTTPRequestHandler):
    """Remembers a request, then does what the test said."""

    server: "NotifyServer"

    def do_POST(self) -> None:
        self._asked(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def do_GET(self) -> None:
        self._asked(None)

    def _asked(self, body: Any) -> None:
        self.server.asked.append((self.path, body))
        self.server.keys.append(self.headers.get("Authorization", ""))
        self.server.answer(self)

    def say(self, status: int, body: str, **headers: str) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


class NotifyServer(ThreadingHTTPServer):
    """Listens on a port of its own; `answer` says what to do with each request."""

    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), NotifyHandler)
        self.answer = answer
        self.asked: list[tuple[str, Any]] = []
        self.keys: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what is being tested."""


@contextlib.contextmanager
def notify(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[NotifyServer]:
    server = NotifyServer(answer)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def refusal(status: int, kind: str, sentence: str) -> str:
    return json.dumps({"status_code": status, "errors": [{"error": kind, "message": sentence}]})
