"""What guessing at the sign-in page learns and whom it hinders, at the real cost of a password: nothing, and nobody."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import event

from tests.cast import PASSWORD, Cast, add_cast, code_of
from tests.fixtures import a_visitor, an_app
from tests.kits import NOW, a_kit
from tests.trust.figures import Figure
from tests.visitor import Visitor
from witness.actions import sign_in
from witness.actions.passwords import Passwords
from witness.kit import Kit
from witness.web.here import EXTENSION

pytestmark = pytest.mark.trust

# Below this a difference in time would be called one.
UNLIKELY = 0.001
FORGOTTEN, SIGN_IN = "/sign-in/forgotten", "/sign-in"


@pytest.fixture
def real(sqlite_url: str) -> Iterator[Kit]:
    made = a_kit(sqlite_url)
    add_cast(made.store, NOW)
    yield made
    made.store.close()


def a_page(kit: Kit, passwords: Passwords) -> Visitor:
    app = an_app(kit)
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], passwords=passwords)
    return a_visitor(app)


class CountingPasswords(Passwords):
    """Counts how often it works."""

    worked = 0

    def matches(self, kept: str, password: str) -> bool:
        self.worked += 1
        return super().matches(kept, password)


@contextmanager
def statements() -> Iterator[list[str]]:
    from sqlalchemy.engine import Engine

    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


def tries(page: str, known: str, count: int) -> list[tuple[bool, str]]:
    """Addresses in turn, known and not, each of the not-known another."""
    return [
        (is_known, known if is_known else f"nobody{n}@support.example")
        for n in range(count)
        for is_known in (True, False)
    ]


@pytest.mark.parametrize("page", [SIGN_IN, FORGOTTEN])
def test_a_known_and_an_unknown_address_are_the_same_work(real: Kit, page: str) -> None:
    passwords = CountingPasswords(memory_kib=64, rounds=1)
    visitor = a_page(real, passwords)
    token, work = visitor.token(), {}
    for is_known, email in tries(page, Cast().olu.email, 2):  # the first pair opens connections
        before = passwords.worked
        with statements() as seen:
            visitor.post(page, data={"csrf_token": token, "email": email, "password": "a wrong password"})
        work[is_known] = (seen, passwords.worked - before)

    assert work[True] == work[False]
    assert len(work[True][0]) > 3


@pytest.mark.alone
@pytest.mark.parametrize("page", [SIGN_IN, FORGOTTEN])
def test_time_tells_no_known_address_from_an_unknown_one(
    real: Kit, page: str, full_size: bool, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Times say something only on a machine that does nothing else: judged at full size alone."""
    if not full_size:
        pytest.skip("times are judged at full size, on a quiet machine")
    unlikely = timed(real, page, Passwords.strong(), monkeypatch, 200)
    figure(f"known or unknown, {page}", cases=400, seed="-", result=f"not told apart by time (p {unlikely:.3f})")
    assert unlikely > UNLIKELY

    if page == SIGN_IN:  # whoever is not known is refused before any work
        careless = Passwords.strong()
        monkeypatch.setattr(
            careless, "matches", lambda kept, typed: bool(kept) and Passwords.matches(careless, kept, typed)
        )
        wrong = timed(real, page, careless, monkeypatch, 40)
        figure.wrong(f"known or unknown, {page}", cases=80, seed="-", result=f"told apart (p {wrong:.1e})")
        assert wrong < UNLIKELY


def timed(kit: Kit, page: str, passwords: Passwords, patch: pytest.MonkeyPatch, count: int) -> float:
    """How unlikely the difference between known and unknown would be by chance."""
    with kit.store.changing() as desk:
        desk.accounts.keep_password(Cast().olu.id, passwords.hash(PASSWORD))
    visitor = a_page(kit, passwords)
    token = visitor.token()
    took: dict[bool, list[float]] = {True: [], False: []}
    with patch.context() as open_doors:
        open_doors.setattr("witness.store.sign_in.Tries.must_wait", lambda *given: None)
        for is_known, email in tries(page, Cast().olu.email, count):
            begun = perf_counter()
            visitor.post(page, data={"csrf_token": token, "email": email, "password": "a wrong password"})
            took[is_known].append(perf_counter() - begun)
    return mann_whitney(took[True], took[False])


def mann_whitney(one: list[float], other: list[float]) -> float:
    """How likely two samples differ so much by chance: the normal approximation, both sides."""
    ranked = sorted((value, which) for which, values in enumerate((one, other)) for value in values)
    first = sum(rank for rank, (_, which) in enumerate(ranked, start=1) if which == 0)
    n, m = len(one), len(other)
    u = first - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


def test_the_judge_tells_what_differs_from_what_does_not() -> None:
    same = [median((n * 37 % 101, n * 53 % 97, n)) for n in range(100)]

    assert mann_whitney(same, list(same)) > 0.5
    assert mann_whitney(same, [value + 40 for value in same]) < UNLIKELY


def test_the_right_password_works_while_others_guess(
    real: Kit, full_size: bool, figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand guesses in one officer's name, from their own network and from many others."""
    count = 1_000 if full_size else 120
    passwords = Passwords.light()
    olu, at_home = a_page(real, passwords), a_page(real, passwords)
    at_home.environ_base = {**at_home.environ_base, "REMOTE_ADDR": "198.51.100.200"}
    assert olu.sign_in_by_pages(Cast().olu).status_code == 303
    olu.submit("/sign-out")
    guesser = a_page(real, passwords)
    token, answers = guesser.token(), []
    for number in range(count):
        address = "127.0.0.1" if number % 2 else f"203.0.113.{number % 250}"
        guess = {"csrf_token": token, "email": Cast().olu.email, "password": f"guess number {number}"}
        answers.append(guesser.post(SIGN_IN, data=guess, environ_overrides={"REMOTE_ADDR": address}).status_code)
        assert set(answers) <= {422, 429}
    slowed = answers.count(429)

    assert slowed > count / 4
    with monkeypatch.context() as wrong:
        wrong.setattr(sign_in, "is_known", lambda device, now: False)
        assert olu.submit(SIGN_IN, email=Cast().olu.email, password=PASSWORD).status_code == 429
    figure.wrong("guessing", cases=count, seed="-", result="the officer is kept out of their own browser")
    assert olu.submit(SIGN_IN, email=Cast().olu.email, password=PASSWORD).status_code == 303
    assert at_home.submit(SIGN_IN, email=Cast().olu.email, password=PASSWORD).status_code == 303
    figure("guessing", cases=count, seed="-", result=f"{slowed} slowed, none let in, the right password works")


def test_what_is_spent_stays_dead(real: Kit, figure: Figure) -> None:
    """Session, code, first step and link: each is shown again after its end."""
    cast, app = Cast(), an_app(real)
    visitor = a_visitor(app)
    visitor.sign_in_by_pages(cast.olu)
    cookie = visitor.cookie()
    visitor.submit("/sign-out")
    thief = a_visitor(app)
    thief.set_cookie("witness", cookie)
    dead = {"session": thief.get("/account").status_code == 303}
    again = a_visitor(app)
    again.submit(SIGN_IN, email=cast.olu.email, password=PASSWORD)
    dead["code"] = again.submit("/sign-in/code", code=code_of(cast.olu, NOW)).status_code == 422
    half = again.cookie()
    again.submit("/sign-out")
    halfway = a_visitor(app)
    halfway.set_cookie("witness", half)
    dead["half a sign-in"] = halfway.get("/account").status_code == 303
    figure("replayed", cases=len(dead), seed="-", result=f"dead: {', '.join(sorted(dead))}")
    assert all(dead.values())
