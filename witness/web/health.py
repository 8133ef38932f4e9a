"""Tells machines how the process is: up, ready, and what it has answered."""

from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest
from prometheus_client.process_collector import ProcessCollector

from witness.domain.ticks import SENDER, Pulse
from witness.log import log, where_it_broke
from witness.questions.backups import copies
from witness.questions.pulses import pulses, state_of_proof
from witness.store.restorations import Restoration
from witness.web.doors import Audience, open_to
from witness.web.here import kit, now

health = Blueprint("health", __name__)

REGISTRY = "witness.metrics"


@health.get("/healthz")
@open_to(Audience.ANYONE)
def alive() -> Response:
    """Say that the process is up; it asks nobody else."""
    return jsonify(ok=True)


@health.get("/readyz")
@open_to(Audience.ANYONE)
def ready() -> tuple[Response, int]:
    """Say whether everything is there, and how long ago each of the worker's ticks last went well.

    An outside monitor watches this: it answers 503 too when nothing is being sent, and sending has no part in that.
    Whether the record of who looked is signed, how old the newest copy is and when one was last put back on trial is
    told and decides nothing: families are texted all the same.
    """
    database = _database_is_ready()
    ticks = _pulses() if database else ()
    sends = any(tick.name == SENDER and not tick.is_late for tick in ticks)
    is_ready = database and sends
    return (
        jsonify(
            ok=is_ready,
            checks={"database": database, "sender": sends},
            record=_record(ticks),
            backup=_backup() if database else {"state": "unknown"},
            ticks={
                tick.name: {"silent_seconds": tick.silent_seconds, "late": tick.is_late, "state": tick.state}
                for tick in ticks
            },
        ),
        200 if is_ready else 503,
    )


@health.get("/metrics")
@open_to(Audience.ANYONE)
def metrics() -> Response:
    """Give the figures in Prometheus' format."""
    return Response(generate_latest(current_app.extensions[REGISTRY]), content_type=CONTENT_TYPE_LATEST)


def count_requests(app: Flask) -> None:
    """Count what `app` answers, and write a line of the log for each."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    answered = Counter(
        "witness_requests", "Requests answered, by endpoint and status.", ("endpoint", "status"), registry=registry
    )
    app.extensions[REGISTRY] = registry

    @app.after_request
    def count(response: Response) -> Response:
        # By endpoint, never by path: a path may hold a token.
        endpoint = request.endpoint or "none"
        answered.labels(endpoint, response.status_code).inc()
        log().info("request.answered", **_line(endpoint, response))
        return response


def _line(endpoint: str, response: Response) -> dict[str, Any]:
    return {
        "method": request.method,
        "endpoint": endpoint,
        "status": response.status_code,
        "request_id": g.get("request_id", ""),
    }


def _pulses() -> tuple[Pulse, ...]:
    try:
        return pulses(kit().store, kit().clock.now())
    except Exception as error:  # noqa: BLE001 - whatever it is, the answer is: not ready
        log().error("health.ticks_failed", error=type(error).__name__, at=where_it_broke(error))
        return ()


def _record(ticks: tuple[Pulse, ...]) -> str:
    is_set_up = kit().settings.checkpoint_dir is not None
    return state_of_proof(ticks, is_set_up=is_set_up).value if ticks else "unknown"


def _backup() -> dict[str, Any]:
    try:
        found = copies(kit().store, now(), is_set_up=kit().settings.backup_dir is not None)
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody knows how the copies are
        log().error("health.backup_failed", error=type(error).__name__, at=where_it_broke(error))
        return {"state": "unknown"}
    return {
        "state": found.state.value,
        "age_seconds": None if found.made is None else int((now() - found.made.taken_at).total_seconds()),
        "drilled_days": None if found.drilled is None else (now() - found.drilled.at).days,
        "put_back": "" if found.restored is None else _put_back(found.restored),
    }


def _put_back(restored: Restoration) -> str:
    if restored.is_held:
        return "held"
    return "nothing is sent" if restored.keeps_back else "at work"


def _database_is_ready() -> bool:
    try:
        return kit().store.is_ready()
    except Exception as error:  # noqa: BLE001 - whatever it is, the answer is: not ready
        log().error("health.database_failed", error=type(error).__name__, at=where_it_broke(error))
        return False
