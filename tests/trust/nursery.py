"""Raises workers from one warm process, so that a killed one is replaced in a blink; none outlives the test.

    python -m tests.trust.nursery FOLDER      (takes commands on standard input: "start 3", "kill 3", "stop 3", "go 3")

Every worker is a real process of its own. The nursery is their parent, so that a command can never hit a stranger who
was given the number of a dead worker. When its standard input ends, it kills them all.
"""

import ctypes
import json
import os
import signal
import sys
import traceback
from pathlib import Path

from tests.trust.worker import Terms, kit_on, work

PR_SET_PDEATHSIG = 1


def be_mortal() -> None:
    """Die with the parent, whatever happens to it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Nursery:
    """The workers by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.terms = Terms(**json.loads((folder / "terms.json").read_text(encoding="utf-8")))
        self.pids: dict[str, int] = {}
        # What every worker would read first is read once, here.
        warm = kit_on(self.terms)
        warm.wording.languages()
        warm.store.close()

    def obey(self, command: str) -> str:
        what, _, name = command.strip().partition(" ")
        self.reap()
        if what == "start":
            return self.start(name)
        if what == "living":
            return " ".join(self.pids)
        signals = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP, "go": signal.SIGCONT, "end": signal.SIGTERM}
        if name in self.pids:
            os.kill(self.pids[name], signals[what])
        return "ok"

    def start(self, name: str) -> str:
        pid = os.fork()
        if pid == 0:
            self.be_a_worker(name)
        self.pids[name] = pid
        return str(pid)

    def be_a_worker(self, name: str) -> None:
        code = 1
        try:
            be_mortal()
            nothing = os.open(os.devnull, os.O_RDONLY)
            log = os.open(self.folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            for new, old in ((nothing, 0), (log, 1), (log, 2)):
                os.dup2(new, old)
            work(self.terms, f"worker-{name}")
            code = 0
        except BaseException:  # a child must never go on as a second nursery
            traceback.print_exc()
        finally:
            os._exit(code)

    def reap(self) -> None:
        for name, pid in list(self.pids.items()):
            if os.waitpid(pid, os.WNOHANG)[0] == pid:
                del self.pids[name]

    def end(self) -> None:
        for pid in self.pids.values():
            os.kill(pid, signal.SIGKILL)


def main() -> None:
    be_mortal()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nursery = Nursery(Path(sys.argv[1]))
    print("ready", flush=True)  # noqa: T201
    for command in sys.stdin:
        print(nursery.obey(command), flush=True)  # noqa: T201
    nursery.end()


if __name__ == "__main__":
    main()
