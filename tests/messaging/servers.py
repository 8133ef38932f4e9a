"""Carriers that the real clients can be pointed at: on this machine, scripted, remembering what they were asked."""

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Answer = Callable[["TwilioHandler"], None]


class TwilioHandler(BaseHTTPRequestHandler):
    """Remembers a request, then does what the test said."""

    server: "TwilioServer"

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        form = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
        self.server.asked.append((self.path, {name: values[0] for name, values in form.items()}))
        self.server.answer(self)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        asked = parse_qs(query, keep_blank_values=True)
        self.server.asked.append((path, {name: values[0] for name, values in asked.items()}))
        self.server.answer(self)

    def say(self, status: int, body: str) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


class TwilioServer(ThreadingHTTPServer):
    """Listens on a port of its own; `answer` says what to do with each request."""

    daemon_threads = True

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), TwilioHandler)
        self.answer = answer
        self.asked: list[tuple[str, dict[str, str]]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what is being tested."""


@contextlib.contextmanager
def twilio(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[TwilioServer]:
    server = TwilioServer(answer)
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


def cut(handler: TwilioHandler) -> None:
    """Take the request and hang up without a word."""
    with contextlib.suppress(OSError):
        handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def scripted_smtp(replies: dict[str, str], *, cut_after: str = "nothing") -> Iterator[int]:
    """A mail server for one visit. replies: verb → reply. cut_after: hang up instead of answering this verb."""
    script = {"HELLO": "220 here", "EHLO": "250 here", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on"}
    script |= {".": "250 taken", "QUIT": "221 bye"} | replies
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_smtp_visit, args=(listening, script, cut_after))
    thread.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        thread.join(5)
        listening.close()


def _smtp_visit(listening: socket.socket, script: dict[str, str], cut_after: str) -> None:
    visitor, _ = listening.accept()
    with visitor, visitor.makefile("rwb") as wire, contextlib.suppress(OSError):
        verb, in_data = "HELLO", False
        while verb != cut_after:
            if not in_data or verb == ".":
                wire.write(script.get(verb, "502 what").encode() + b"\r\n")
                wire.flush()
                in_data = verb == "DATA" and script["DATA"].startswith("354")
            line = wire.readline()
            if not line:
                return
            verb = line.strip().decode().split(" ")[0].upper()


def certificate(folder: Path) -> Path:
    """Write a key and a certificate for 127.0.0.1 into one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a test")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    written = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "here.pem"
    path.write_bytes(written + signed.public_bytes(serialization.Encoding.PEM))
    return path


def server_tls(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
