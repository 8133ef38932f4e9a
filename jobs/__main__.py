"""Starts a worker: `python -m jobs`; with `--once` it does all that is due and exits."""

import argparse
import sys

from config import BadSettings, read_settings
from jobs.metronome import run, run_once
from witness.identifiers import new_id
from witness.log import configure_log
from witness.wiring import kit_for


def main() -> int:
    """Read the settings, open the ports, tick."""
    parser = argparse.ArgumentParser(prog="python -m jobs", description="The worker of the witness support scheduler.")
    parser.add_argument("--once", action="store_true", help="do all that is due and exit")
    arguments = parser.parse_args()
    configure_log()
    try:
        settings = read_settings()
    except BadSettings as bad:
        print(bad, file=sys.stderr)  # noqa: T201
        return 2
    kit = kit_for(settings)
    worker = new_id()
    if arguments.once:
        done = run_once(kit, worker)
        print(f"{done} things done")  # noqa: T201
        return 0
    run(kit, worker)
    return 0


if __name__ == "__main__":
    sys.exit(main())
