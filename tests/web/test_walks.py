"""Every address of the application, walked: methods that it has not, looks that change, cookies, swapped names.

Each walk judges an application that is wrong on purpose too, and has to find it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Blueprint, Flask, Response
from sqlalchemy import event
from werkzeug.exceptions import MethodNotAllowed

from tests.fixtures import a_visitor
from tests.live import PUBLIC_URL, a_live_kit
from tests.trust.figures import Figure
from tests.trust.test_access_matrix import NEVER, plain, taken_back
from tests.visitor import Visitor
from tests.web.clients import signed_in
from tests.worlds import World, another_case
from witness.kit import Kit
from witness.web import create_app
from witness.web.doors import Audience, open_to

ODD = ("TRACE", "TRACK", "CONNECT", "PATCH", "PUT", "DELETE", "PROPFIND", "POST")
# Only machines that push lists replace and delete by method.
BY_METHOD = {"intake.supersede": {"PUT"}, "intake.delete": {"DELETE"}}
USUAL = {"GET", "HEAD", "OPTIONS", "POST"}
# What a look may write: that somebody looked, and that their session was seen.
OF_A_LOOK = {"audit_entry", "audit_head", "sign_in_session"}
WRITES = re.compile(r'\s*(?:insert\s+into|update|delete\s+from)\s+"?(\w+)', re.IGNORECASE)


def an_app_with(kit: Kit, *pages: Blueprint) -> Flask:
    app = create_app(kit, more_pages=pages)
    app.test_client_class = Visitor
    return app


def wrong_pages(view: Callable[..., object], rule: str, **options: object) -> Blueprint:
    pages = Blueprint("wrong", __name__)
    pages.add_url_rule(rule, "view", open_to(Audience.ANYONE)(view), **options)  # type: ignore[arg-type]
    return pages


def path_of(rule: str, **known: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda name: known.get(name[1], NEVER), rule)


def every(app: Flask, method: str, nth: int) -> list[tuple[str, str]]:
    """Each nth address with this method: its endpoint and its rule."""
    rules = [(rule.endpoint, rule.rule) for rule in app.url_map.iter_rules() if method in (rule.methods or set())]
    return sorted(rules)[::nth]


def odd_methods(app: Flask) -> list[str]:
    """The addresses that answer to a method which nothing of ours needs."""
    adapter, found = app.url_map.bind("localhost"), []
    for rule in app.url_map.iter_rules():
        found += [
            f"{method} {rule.endpoint}"
            for method in sorted((rule.methods or set()) - USUAL - BY_METHOD.get(rule.endpoint, set()))
        ]
        for method in set(ODD) - (rule.methods or set()):
            try:
                endpoint, _ = adapter.match(path_of(rule.rule), method=method)
            except MethodNotAllowed:
                continue
            if method not in BY_METHOD.get(endpoint, USUAL):
                found.append(f"{method} {endpoint}")
    return sorted(set(found))


@pytest.mark.trust
def test_no_address_answers_to_a_method_that_it_does_not_have(
    lite: Kit, world: World, full_size: bool, figure: Figure
) -> None:
    app = an_app_with(lite)
    olu = signed_in(app, lite, "olu")
    asked = [(rule, method) for _, rule in every(app, "GET", 5 if full_size else 60) for method in ODD[:-1]]

    let_in = [
        (method, rule) for rule, method in asked if olu.open(path_of(rule), method=method).status_code not in (400, 405)
    ]

    assert odd_methods(app) == []
    assert [case for case in let_in if not case[1].startswith("/intake")] == []
    cases = len(asked) + len(ODD) * len(list(app.url_map.iter_rules()))
    figure("web battery, methods", cases=cases, seed="-", result="0 got through")
    wrong = an_app_with(lite, wrong_pages(lambda: "", "/wrong", methods=["GET", "TRACE"]))
    assert odd_methods(wrong) == ["TRACE wrong.view"]
    figure.wrong("web battery, methods", cases=1, seed="-", result="TRACE answers")


@contextmanager
def tables_written(kit: Kit) -> Iterator[set[str]]:
    written: set[str] = set()

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found = WRITES.match(statement)
        if found:
            written.add(found[1])

    engine = kit.store._engine  # noqa: SLF001
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield written
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.trust
def test_a_look_changes_nothing_but_the_record_of_it(lite: Kit, world: World, full_size: bool, figure: Figure) -> None:
    def change() -> str:
        with lite.store.changing() as desk:
            desk.tasks.close_about(NEVER, outcome="looked at", now=lite.clock.now())
        return ""

    def judge(app: Flask, nth: int) -> tuple[int, list[str]]:
        known = {"case_id": world.case, "person_id": world.mother, "hearing_id": world.hearing, "side": "people"}
        known |= {"witness_id": world.witness, "contact_id": world.mobile, "household_id": "home", "to": "school"}
        asked, faults = 0, []
        for who in ("olu", "mo", "leigh", "ada") if full_size else ("mo",):
            client = signed_in(app, lite, who)
            for endpoint, rule in every(app, "GET", nth):
                with tables_written(lite) as written:
                    answer = client.get(path_of(rule, **known), buffered=True)
                asked += 1
                if not written <= OF_A_LOOK or (answer.status_code >= 500 and endpoint != "health.ready"):
                    faults.append(f"{who} {endpoint} {answer.status_code} {sorted(written - OF_A_LOOK)}")
        return asked, faults

    asked, faults = judge(an_app_with(lite), 1 if full_size else 6)

    assert faults == []
    assert asked > 20
    figure("web battery, looks", cases=asked, seed="-", result="0 changed anything")
    wrong = an_app_with(lite, wrong_pages(change, "/zzz-wrong"))
    last = every(wrong, "GET", 1).index(("wrong.view", "/zzz-wrong"))
    assert judge(wrong, last)[1] != []
    figure.wrong("web battery, looks", cases=1, seed="-", result="a page that does work when it is looked at")


def loose_cookies(answer: Response) -> list[str]:
    """What is wrong with the cookies of an answer on https."""
    faults = []
    for cookie in answer.headers.getlist("Set-Cookie"):
        name, _, rest = cookie.partition("=")
        marks = {part.strip().partition("=")[0].casefold() for part in rest.split(";")[1:]}
        strict = re.search(r"samesite=(lax|strict)", rest, re.IGNORECASE)
        sound = name.startswith("__Host-") and {"secure", "httponly", "path"} <= marks and "domain" not in marks
        if not sound or not strict or len(cookie) > 4096:
            faults.append(name)
    return faults


@pytest.mark.trust
def test_every_cookie_is_bound_to_our_host_and_out_of_reach_of_scripts(
    sqlite_url: str, full_size: bool, figure: Figure
) -> None:
    def forgetful() -> Response:
        answer = Response("")
        answer.set_cookie("seen", "1", secure=True)
        return answer

    kit = a_live_kit(sqlite_url, public_url=PUBLIC_URL)
    app = an_app_with(kit, wrong_pages(forgetful, "/wrong"))
    walked = every(app, "GET", 1 if full_size else 4)
    addresses = [(endpoint, path_of(rule)) for endpoint, rule in walked if endpoint not in ("wrong.view", "static")]
    visitor = a_visitor(app)

    answers = [visitor.get(path, base_url=PUBLIC_URL, buffered=True) for _, path in addresses]
    answers.append(visitor.get("/sign-in", base_url=PUBLIC_URL))
    faults = [fault for answer in answers for fault in loose_cookies(answer)]

    assert sum(len(answer.headers.getlist("Set-Cookie")) for answer in answers) > 0
    assert faults == []
    figure("web battery, cookies", cases=len(answers), seed="-", result="0 loose")
    assert loose_cookies(visitor.get("/wrong", base_url=PUBLIC_URL)) == ["seen"]
    figure.wrong("web battery, cookies", cases=1, seed="-", result="a cookie without HttpOnly and host")
    kit.store.close()


@pytest.mark.trust
def test_what_belongs_to_another_case_is_not_there_under_this_one(
    lite: Kit, world: World, monkeypatch: pytest.MonkeyPatch, full_size: bool, figure: Figure
) -> None:
    """Both cases are the officer's own: only the join of the two names is wrong."""
    other = another_case(lite, world, 7, number="+447700900456", household="elsewhere")
    with lite.store.reading() as desk:
        task = desk.tasks.open_of_case(other.case)[0].task_id
    theirs = {
        "person_id": other.mother,
        "hearing_id": other.hearing,
        "witness_id": other.witness,
        "contact_id": other.mobile,
        "task_id": task,
    }

    def rows_of(app: Flask) -> list[tuple[str, str, str]]:
        rows = [(method, *row) for method in ("GET", "POST") for row in every(app, method, 1)]
        return [row for row in rows if "<case_id>" in row[2] and any(f"<{name}>" in row[2] for name in theirs)]

    def judge(rows: list[tuple[str, str, str]]) -> list[str]:
        # What is another's has to meet what a name that never was meets.
        faults = []
        for method, endpoint, rule in rows:
            found = []
            for children in (theirs, {}):
                path = path_of(rule, case_id=world.case, side="people", to="school", **children)
                answer = olu.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
                text = answer.get_data().decode(errors="replace")
                for name in children.values():
                    text = text.replace(name, NEVER)
                found.append((answer.status_code, plain(text, world.case)))
            if found[0] != found[1]:
                faults.append(f"{method} {endpoint}: {found[0][0]} where nothing gets {found[1][0]}")
        return faults

    def careless(case_id: str, person_id: str) -> str:
        with lite.store.reading() as desk:
            return "".join(person.person_id for person in desk.people.named([person_id]).values())

    app = an_app_with(lite, wrong_pages(careless, "/cases/<case_id>/wrong/<person_id>"))
    right = [row for row in rows_of(app) if row[1] != "wrong.view"]
    asked = right[:: 1 if full_size else 4]
    olu = signed_in(app, lite, "olu")
    token = olu.token("/account")
    with taken_back(monkeypatch):
        assert judge(asked) == []
        assert judge([row for row in rows_of(app) if row[1] == "wrong.view"]) != []
    assert len(asked) > 8
    figure("web battery, swapped names", cases=len(asked), seed="-", result="0 found")
    figure.wrong("web battery, swapped names", cases=1, seed="-", result="a page that looks at one name alone")
