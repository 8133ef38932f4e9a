"""What every test of one process would do again, and which is done once: reading, compiling, learning the server."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine, create_engine
from werkzeug.routing import Rule

from tests.warm import WarmDatabases

SHIPPED_WORDS = Path(__file__).resolve().parents[1] / "templates" / "messages"


class Engines:
    """Opens engines as the product does; those of one kind share what they compile, and of one database connections.

    Every test opens its own, and half its time would go there.
    """

    def __init__(self) -> None:
        self._first: dict[str, Engine] = {}
        self.warm: WarmDatabases | None = None

    def create(self, url: str, **options: Any) -> Engine:
        engine = create_engine(url, **options)
        kept = self._first.get(engine.dialect.name)
        if kept is None:
            self._first[engine.dialect.name] = engine
            engine.connect().close()  # so that its dialect knows the server before others use it
            return engine
        engine.dialect = engine.pool._dialect = kept.dialect  # noqa: SLF001
        engine._compiled_cache = kept._compiled_cache  # noqa: SLF001
        if self.warm is not None:
            self.warm.connect_through(url, engine)
        return engine


@pytest.fixture(scope="session", autouse=True)
def engines() -> Iterator[Engines]:
    made = Engines()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("witness.store.engine.create_engine", made.create)
        yield made


@pytest.fixture(scope="session", autouse=True)
def words_are_read_once() -> Iterator[None]:
    """Lets kits share what they read of the shipped words: over a hundred files, for nearly every test."""
    from witness.messaging.shelf import ShippedWording

    read = cache(ShippedWording)

    def shipped(templates_dir: Path, *how: Any) -> ShippedWording:
        return (read if templates_dir == SHIPPED_WORDS else ShippedWording)(templates_dir, *how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("witness.messaging.wording.ShippedWording", shipped)
        yield


class KeptInMemory(BytecodeCache):
    """Compiled templates of this process. What is kept under a name is used only for the very same words."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def templates_are_compiled_once() -> Iterator[None]:
    """Lets applications share what they compile of their templates: nearly every test of a page builds its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Flask.jinja_options, "bytecode_cache", KeptInMemory())
        yield


class AddressesReadOnce:
    """What applications share of their rules of addresses: nearly every test of a page hangs up some hundred doors.

    A rule is taken apart once for each wording, and what builds an address by it is compiled when one is first built.
    """

    def __init__(self) -> None:
        self._read: dict[tuple[str, bool], tuple[Any, ...]] = {}
        self._builders: dict[tuple[str, bool], Callable[..., tuple[str, str]]] = {}
        self._compile, self._compile_builder = Rule.compile, Rule._compile_builder  # noqa: SLF001

    def compile(self, rule: Rule) -> None:
        if not _is_plain(rule):
            self._compile(rule)
            return
        wording = (rule.rule, rule.merge_slashes)
        if wording not in self._read:
            self._compile(rule)
            self._read[wording] = rule._parts, rule._trace, rule._converters  # noqa: SLF001
        parts, trace, converters = self._read[wording]
        rule._parts, rule._trace, rule._converters = list(parts), list(trace), dict(converters)  # noqa: SLF001
        rule.arguments.update(converters)
        rule._build = self.builder(rule, False).__get__(rule, None)  # noqa: SLF001
        rule._build_unknown = self.builder(rule, True).__get__(rule, None)  # noqa: SLF001

    def builder(self, rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        made: list[Callable[..., tuple[str, str]]] = []

        def build(bound: Rule, **values: Any) -> tuple[str, str]:
            if not made:
                made.append(self._built(rule, append_unknown))
            return made[0](bound, **values)

        return build

    def _built(self, rule: Rule, append_unknown: bool) -> Callable[..., tuple[str, str]]:
        if not _is_plain(rule):
            return self._compile_builder(rule, append_unknown)
        wording = (rule.rule, append_unknown)
        if wording not in self._builders:
            self._builders[wording] = self._compile_builder(rule, append_unknown)
        return self._builders[wording]


def _is_plain(rule: Rule) -> bool:
    """Whether its words alone say what it does."""
    bound = rule.map
    is_usual = not bound.host_matching and bound.converters == bound.default_converters
    return is_usual and not rule.subdomain and not rule.defaults


@pytest.fixture(scope="session", autouse=True)
def addresses_are_compiled_when_built() -> Iterator[None]:
    once = AddressesReadOnce()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "compile", lambda rule: once.compile(rule))
        patch.setattr(Rule, "_compile_builder", lambda rule, append_unknown=True: once.builder(rule, append_unknown))
        yield
