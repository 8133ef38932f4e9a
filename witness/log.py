"""Writes the log: one line of JSON for each event, with ids and figures, never with anything about a person."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# What must never stand in a log, as the last word of a key: "phone", "mobile_phone", "to_address".
PRIVATE = frozenset(
    {
        "address", "body", "code", "dob", "email", "mail", "message", "mobile", "name", "names", "note",
        "notes", "number", "password", "path", "phone", "postcode", "query", "secret", "text", "token", "url",
    }
)  # fmt: skip


def configure_log() -> None:
    """Set the log up for this process. May be called again."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            leave_out_private,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=_to_stderr,
        cache_logger_on_first_use=False,
    )


def leave_out_private(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take private values out and say that they were there, so that the mistake is seen and the person is not."""
    refused = sorted(key for key in event if key.rpartition("_")[2].casefold() in PRIVATE)
    for key in refused:
        del event[key]
    if refused:
        event["refused_keys"] = refused
    return event


def log() -> Any:
    """Give the log: `log().info("message.sent", message_id=…)`."""
    return structlog.get_logger()


def where_it_broke(error: BaseException) -> list[str]:
    """Give the places of an error, without its words: those may hold what somebody typed."""
    places, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}:{code.co_name}")
        trace = trace.tb_next
    return places[-12:]


def _to_stderr(*_args: Any) -> structlog.WriteLogger:
    # Asked each time, because a server or a test may put another stream in its place.
    return structlog.WriteLogger(sys.stderr)
