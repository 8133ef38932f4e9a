"""Runs the whole product on one machine, for `make run`: the demo world, then web server and worker together.

The two are separate processes, as they are in production. When one stops, so does the other.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

PREPARATIONS = (("db", "upgrade"), ("demo", "load"))
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
START_SECONDS = 60
STOP_SECONDS = 10


class Asked(Exception):
    """Somebody asked us to stop."""


def stop_when_asked(signum: int, frame: FrameType | None) -> None:
    raise Asked


def start(*arguments: str) -> subprocess.Popen[bytes]:
    # In a session of its own: Ctrl-C comes to us alone, and we pass it on in order.
    return subprocess.Popen([sys.executable, "-m", *arguments], start_new_session=True)


def start_web(port: int) -> subprocess.Popen[bytes]:
    serving = ("--worker-class", "gthread", "--threads", "8", "--log-level", "warning", "--no-control-socket")
    return start("gunicorn", "--bind", f"127.0.0.1:{port}", *serving, "wsgi:app")


def prepare() -> None:
    for command in PREPARATIONS:
        subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", *command], check=True)


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        web.request("GET", "/healthz")
        web.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        web.close()
    return True


def wait_until_ready(port: int, processes: list[subprocess.Popen[bytes]]) -> None:
    give_up_at = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up_at and all(process.poll() is None for process in processes):
        if answers(port):
            print(f"\n  Ready: http://127.0.0.1:{port}  (Ctrl-C stops it)\n", flush=True)
            return
        time.sleep(0.1)


def wait_until_one_stops(processes: list[subprocess.Popen[bytes]]) -> None:
    while all(process.poll() is None for process in processes):
        time.sleep(0.2)


def stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for repeated in STOPPING:
        signal.signal(repeated, signal.SIG_IGN)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> int:
    port = int(os.environ.get("PORT", "8000"))
    if not port_is_free(port):
        print(f"Port {port} is taken. Choose another: make run PORT={port + 1}", file=sys.stderr)
        return 1
    for asked in STOPPING:
        signal.signal(asked, stop_when_asked)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        prepare()
        processes.append(start_web(port))
        processes.append(start("jobs"))
        wait_until_ready(port, processes)
        wait_until_one_stops(processes)
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    except Asked:
        return 0
    finally:
        stop(processes)
    print("One of web server and worker stopped, so the other was stopped too.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
