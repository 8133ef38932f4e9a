"""Compiles the planner's innermost loops, so that they run at machine speed and let other threads work meanwhile.

What is compiled is kept on disk, in a folder named after the sources it came from: a changed file leads to a new
folder, because a kept function does not notice that one it calls, in another file, has changed.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

_SOURCES = Path(__file__).resolve().parent


def _kept_in() -> Path:
    digest = hashlib.sha256()
    for source in sorted(_SOURCES.rglob("*.py")):
        text = source.read_bytes()
        if source.name == "tables.py" or b"planner.compiled import" in text:
            digest.update(text)
    name = f"planner-{digest.hexdigest()[:16]}"
    beside = _SOURCES / "__pycache__" / name
    try:
        beside.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir()) / f"{name}-{os.getuid()}"
    return beside if os.access(beside, os.W_OK) else Path(tempfile.gettempdir()) / f"{name}-{os.getuid()}"


# Known to numba only once it runs.
vars(numba.config)["CACHE_DIR"] = str(_kept_in())
_OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy"}
# Counting who uses an array, at every call and for each array of a table, took three quarters of a search. Whoever
# calls from Python holds the arrays meanwhile, so that nothing has to be counted where no array is made.
_COUNTS_NOT: dict[str, Any] = {"_nrt": False}
_NO_DOOR: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: F) -> F:
    """`function` as machine code that does not hold the interpreter; compiled at its first call, kept on disk.

    It may make no array, and copy none as a whole: compiling it then fails.
    """
    return cast(F, numba.njit(**_OPTIONS, **_COUNTS_NOT)(function))


def making(function: F) -> F:
    """Like `compiled`, for a function that makes arrays: the few outermost ones, for it is slow to call."""
    return cast(F, numba.njit(**_OPTIONS)(function))


def inner(function: F) -> F:
    """Like `compiled`, for a function that only compiled ones call: it needs no door for Python and is ready sooner."""
    return cast(F, numba.njit(**_OPTIONS, **_COUNTS_NOT, **_NO_DOOR)(function))
