"""Security keys by the pages: who needs one, what one proves, and what it proves to nobody else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from tests.authenticator import SoftKey
from tests.cast import PASSWORD, Cast, add_cast, code_of
from tests.fakes import CollectingMail, FixedClock
from tests.fixtures import a_visitor, an_app
from tests.kits import NOW, a_kit
from tests.visitor import Visitor
from witness.actions import security_keys
from witness.actions.accounts import renew_recovery_codes
from witness.actions.security_keys import site_at
from witness.actions.staff_notices import send_notices
from witness.domain.accounts import Account
from witness.domain.security_keys import KeyRefused, SecurityKey, is_proof_fresh, name_of_key
from witness.kit import Kit
from witness.web.doors import FRESH_MARK, OPEN_TO_DEBTORS, Audience, audiences_of

OURS = "https://localhost"
LOOKALIKE = "https://localhost.evil.example"
OPEN = {Audience.ANYONE, Audience.CARRIER, Audience.LIST_PUSH, Audience.MAIL_PUSH, Audience.FAMILY, Audience.DEMO}


@pytest.fixture
def strict(sqlite_url: str) -> Iterator[Kit]:
    """An installation on https, which asks managers and administrators for keys."""
    made = a_kit(sqlite_url, public_url=OURS)
    add_cast(made.store, NOW)
    yield made
    made.store.close()


@pytest.fixture
def house(strict: Kit) -> Flask:
    made = an_app(strict)
    made.config["PREFERRED_URL_SCHEME"] = "https"  # by which its visitors come
    return made


def with_password(app: Flask, who: Account) -> Visitor:
    visitor = a_visitor(app)
    assert visitor.submit("/sign-in", email=who.email, password=PASSWORD).status_code == 303
    return visitor


def with_a_key(app: Flask, who: Account, key: SoftKey, now_code: str) -> Visitor:
    """Sign in by code for the first time, and register a key."""
    visitor = with_password(app, who)
    visitor.submit("/sign-in/code", code=now_code)
    assert visitor.with_key("/account/keys/new", key.make, name="blue key").status_code == 303
    return visitor


def kept(kit: Kit, who: Account) -> tuple[SecurityKey, ...]:
    with kit.store.reading() as desk:
        return desk.accounts.keys.of(who.id)


def test_a_manager_without_a_key_finds_one_page_open(house: Flask, strict: Kit, subtests: pytest.Subtests) -> None:
    cast, key = Cast(), SoftKey(OURS)
    visitor = with_password(house, cast.mo)
    assert visitor.submit("/sign-in/code", code=code_of(cast.mo, NOW)).status_code == 303
    for rule in house.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or audiences_of(house, rule.endpoint) & OPEN:
            continue
        if rule.endpoint in OPEN_TO_DEBTORS:
            continue
        with subtests.test(rule.rule):
            answer = visitor.get(re.sub(r"<[^>]+>", "x", rule.rule))
            assert (answer.status_code, answer.location) in {(303, "/account/keys/new"), (404, None)}
            assert answer.status_code == 303 or not audiences_of(house, rule.endpoint) & {
                Audience.MANAGER,
                Audience.SIGNED_IN,
            }
    assert "no other page is open to you" in visitor.get("/account/keys/new").text

    assert visitor.with_key("/account/keys/new", key.make, name="").status_code == 303

    assert "Key 1" in visitor.get("/account").text
    assert [one.name for one in kept(strict, cast.mo)] == ["Key 1"]


def test_whoever_needs_a_key_and_has_one_is_not_let_in_by_a_code(house: Flask, strict: Kit, cast: Cast) -> None:
    key = SoftKey(OURS)
    with_a_key(house, cast.mo, key, code_of(cast.mo, NOW))
    assert isinstance(strict.clock, FixedClock)
    strict.clock.move(timedelta(minutes=1))

    visitor = with_password(house, cast.mo)
    refused = visitor.submit("/sign-in/code", code=code_of(cast.mo, strict.clock.now()))
    assert refused.status_code == 422
    assert visitor.get("/account").status_code == 303

    assert visitor.with_key("/sign-in/code", key.prove).status_code == 303
    assert "Mo Ellis" in visitor.get("/account").text


def test_an_officer_may_use_either(house: Flask, strict: Kit, cast: Cast) -> None:
    key = SoftKey(OURS)
    with_a_key(house, cast.olu, key, code_of(cast.olu, NOW))
    assert isinstance(strict.clock, FixedClock)
    strict.clock.move(timedelta(minutes=1))

    by_code, by_key = with_password(house, cast.olu), with_password(house, cast.olu)

    assert by_code.submit("/sign-in/code", code=code_of(cast.olu, strict.clock.now())).status_code == 303
    assert by_key.with_key("/sign-in/code", key.prove).status_code == 303


def test_a_recovery_code_lets_in_whoever_lost_their_key_and_they_are_mailed(
    house: Flask, strict: Kit, cast: Cast
) -> None:
    with_a_key(house, cast.mo, SoftKey(OURS), code_of(cast.mo, NOW))
    assert isinstance(strict.clock, FixedClock)
    strict.clock.move(timedelta(minutes=1))
    later = strict.clock.now()
    code = renew_recovery_codes(strict.store, cast.mo, code_of(cast.mo, later), now=later)[0]

    assert with_password(house, cast.mo).submit("/sign-in/code", code=code).status_code == 303

    said = mailed(strict)
    assert any("One of your recovery codes was used" in body for body in said)
    assert any("A security key was added" in body for body in said)


def mailed(kit: Kit) -> list[str]:
    send_notices(kit.store, kit.post())
    assert isinstance(kit.mail, CollectingMail)
    return [mail.body for mail in kit.mail.sent]


# What somebody in the middle, or with an older answer, may hold in their hands.
def from_a_lookalike(key: SoftKey, asked: str, before: str) -> str:
    return SoftKey(LOOKALIKE, key.secret, key.credential, key.uses).prove(asked)


def an_older_answer(key: SoftKey, asked: str, before: str) -> str:
    return before


def a_strange_key(key: SoftKey, asked: str, before: str) -> str:
    return SoftKey(OURS).prove(asked)


def a_strange_key_with_the_name_of_ours(key: SoftKey, asked: str, before: str) -> str:
    return SoftKey(OURS, credential=key.credential, uses=key.uses).prove(asked)


def for_another_host(key: SoftKey, asked: str, before: str) -> str:
    return key.prove(asked.replace('"localhost"', '"evil.example"'))


def rubbish(key: SoftKey, asked: str, before: str) -> str:
    return "{[1"


FORGERIES = [
    from_a_lookalike,
    an_older_answer,
    a_strange_key,
    a_strange_key_with_the_name_of_ours,
    for_another_host,
    rubbish,
]


@pytest.mark.parametrize("forge", FORGERIES)
def test_nothing_but_the_key_itself_on_our_own_address_is_a_proof(
    house: Flask, cast: Cast, strict: Kit, forge: Callable[[SoftKey, str, str], str]
) -> None:
    key = SoftKey(OURS)
    with_a_key(house, cast.mo, key, code_of(cast.mo, NOW))
    visitor = with_password(house, cast.mo)
    before: list[str] = []

    def keep(asked: str) -> str:
        before.append(key.prove(asked))
        return "{}"

    assert visitor.with_key("/sign-in/code", keep).status_code == 422
    answer = visitor.with_key("/sign-in/code", lambda asked: forge(key, asked, before[0]))

    assert answer.status_code == 422
    assert visitor.get("/account").status_code == 303


def test_a_judge_that_does_not_look_at_the_address_is_found_out(
    house: Flask, cast: Cast, strict: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = SoftKey(OURS)
    with_a_key(house, cast.mo, key, code_of(cast.mo, NOW))
    real = security_keys.verify_authentication_response

    def careless(**given: object) -> object:
        return real(**{**given, "expected_origin": [OURS, LOOKALIKE]})

    monkeypatch.setattr(security_keys, "verify_authentication_response", careless)
    visitor = with_password(house, cast.mo)

    answer = visitor.with_key("/sign-in/code", lambda asked: from_a_lookalike(key, asked, ""))

    assert answer.status_code == 303


def test_an_answer_opens_once(house: Flask, cast: Cast, strict: Kit) -> None:
    key = SoftKey(OURS)
    with_a_key(house, cast.mo, key, code_of(cast.mo, NOW))
    visitor, other = with_password(house, cast.mo), with_password(house, cast.mo)
    answers: list[str] = []

    def prove(asked: str) -> str:
        answers.append(key.prove(asked))
        return answers[0]

    assert visitor.with_key("/sign-in/code", prove).status_code == 303
    assert other.with_key("/sign-in/code", lambda asked: answers[0]).status_code == 422


def test_what_can_do_harm_asks_for_the_second_step_again_after_five_minutes(
    house: Flask, strict: Kit, cast: Cast, subtests: pytest.Subtests
) -> None:
    visitor = a_visitor(house)
    visitor.sign_in(cast.ada)
    views = house.view_functions
    marked = [rule for rule in house.url_map.iter_rules() if getattr(views[rule.endpoint], FRESH_MARK, False)]
    assert {"account.new_key", "account.key_removed", "admin.account_closed"} <= {rule.endpoint for rule in marked}
    assert isinstance(strict.clock, FixedClock)
    strict.clock.move(timedelta(minutes=6))
    token = visitor.token("/account")
    for rule in marked:
        method = "POST" if "POST" in (rule.methods or set()) else "GET"
        with subtests.test(rule.rule):
            answer = visitor.open(re.sub(r"<[^>]+>", "x", rule.rule), method=method, data={"csrf_token": token})
            assert answer.status_code in {303, 404}
            if audiences_of(house, rule.endpoint) & {Audience.ADMIN, Audience.SIGNED_IN}:
                assert answer.location.startswith("/account/again")

    fresh_code = code_of(cast.ada, strict.clock.now())
    led = visitor.submit("/account/again?next=/account/keys/new", code=fresh_code)

    assert led.location == "/account/keys/new"
    assert visitor.get("/account/keys/new").status_code == 200


def test_a_key_is_removed_by_its_owner_alone(house: Flask, strict: Kit, cast: Cast) -> None:
    owner = with_a_key(house, cast.olu, SoftKey(OURS), code_of(cast.olu, NOW))
    [key] = kept(strict, cast.olu)
    stranger = with_password(house, cast.olivia)
    stranger.submit("/sign-in/code", code=code_of(cast.olivia, NOW))

    assert stranger.submit(f"/account/keys/{key.key_id}/remove").status_code == 422
    assert owner.submit(f"/account/keys/{key.key_id}/remove").status_code == 303
    assert kept(strict, cast.olu) == ()


def test_names_are_one_each_and_keys_are_few() -> None:
    key = SecurityKey("k", "a", b"c", b"p", 0, "Blue key", NOW)

    assert name_of_key("", (key,)) == "Key 2"
    assert name_of_key("  red   key ", (key,)) == "red key"
    five = tuple(replace(key, name=str(number)) for number in range(5))
    for typed, keys in (("blue KEY", (key,)), ("x" * 61, ()), ("sixth", five)):
        with pytest.raises(KeyRefused):
            name_of_key(typed, keys)


def test_a_proof_is_fresh_for_less_than_five_minutes() -> None:
    assert is_proof_fresh(NOW, NOW + timedelta(minutes=4, seconds=59))
    assert not is_proof_fresh(NOW, NOW + timedelta(minutes=5))
    assert not is_proof_fresh(None, NOW)


def test_a_site_is_read_from_the_address_of_the_installation() -> None:
    assert site_at("https://support.example:8443").host == "support.example"
    assert site_at("https://support.example:8443").origin == "https://support.example:8443"


@pytest.fixture
def cast(strict: Kit) -> Cast:
    return Cast()
