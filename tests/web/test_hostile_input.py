"""What strangers and names may hold: formulas, templates, false hosts, fields that no form has, values of no kind."""

import csv
import io
import sys
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser

import pytest
from flask import Flask, render_template_string, request
from markupsafe import Markup
from twilio.request_validator import RequestValidator

from tests.fixtures import a_visitor
from tests.live import PUBLIC_URL, TOKEN, a_live_kit, twilio_account
from tests.trust.figures import Figure
from tests.web.clients import an_app, signed_in
from tests.web.test_walks import an_app_with, every, path_of, wrong_pages
from tests.worlds import World
from witness.domain.access import Role
from witness.domain.accounts import Account, AccountState
from witness.domain.people import CasePart, Part, Person
from witness.kit import Kit
from witness.web import sheets

FORMULAS = [
    f"{blank}{sign}{rest}"
    for sign in ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
    for blank in ("", " ", "\u00a0", "\ufeff", "\u200b")
    for rest in ("cmd|'/c calc'!A0", 'HYPERLINK("https://x.example")', "447700900123", "1+1")
]
HARMLESS = ["Amina Farah", "1 December", "a=b", "", "07700 900123", "mother, and aunt", "ŵyr", "'=1"]


def runs(cell: str) -> bool:
    """Whether some spreadsheet would run a cell. It is written without the product's own table of signs."""
    seen = "".join(sign for sign in cell if sign.isprintable() or sign in "\t\r\n\0").strip(" \u00a0\u3000")
    return cell[:1] in ("\t", "\r", "\n", "\0") or seen.startswith(tuple("=+-@＝＋－＠\t\r\n\0"))


def cells_of(app: Flask) -> list[str]:
    rows = [[one, "x"] for one in FORMULAS] + [["x", one] for one in FORMULAS]
    with app.test_request_context():
        text = sheets.as_csv("a.csv", ["=head", "b"], rows).get_data(as_text=True)
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


@pytest.mark.trust
def test_no_cell_of_a_table_runs_in_a_spreadsheet(
    lite: Kit, world: World, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    app = an_app(lite)
    team = world.viewers["olu"].team_id
    with lite.store.changing() as desk:
        planted = Account("formula", "f@support.example", "=1+1", Role.OFFICER, team, AccountState.ACTIVE)
        desk.accounts.add(planted, created_at=lite.clock.now())
    mo = signed_in(app, lite, "mo")

    assert [cell for cell in cells_of(app) if runs(cell)] == []
    assert [sheets.harmless(words) for words in HARMLESS] == HARMLESS
    assert "'=1+1" in mo.get("/team.csv").text
    figure("web battery, formulas", cases=2 * len(FORMULAS), seed="-", result="0 would run")
    monkeypatch.setattr(sheets, "harmless", lambda cell: cell)
    through = sum(runs(cell) for cell in cells_of(app))
    assert through > len(FORMULAS)
    figure.wrong("web battery, formulas", cases=2 * len(FORMULAS), seed="-", result=f"{through} would run")


PLANTED = "<xss-plant onclick=x>{{191*7}}{%raw%}${191*7}#{191*7}%s</xss-plant><script>1</script>\"'&"


class Planted(HTMLParser):
    """Finds the elements and handlers that only planted words could have made."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        bare = tag == "script" and not {"nonce", "src"} & {name for name, _ in attrs}
        if tag == "xss-plant" or bare or any(name.startswith("on") for name, _ in attrs):
            self.found.append(tag)


def planted_in(page: str) -> list[str]:
    parser = Planted()
    parser.feed(page)
    return parser.found + (["it was worked out"] if "1337" in page else [])


@pytest.mark.trust
def test_a_name_stays_a_name_on_every_page_that_shows_it(
    lite: Kit, world: World, full_size: bool, figure: Figure
) -> None:
    with lite.store.changing() as desk:
        desk.people.add(Person("planted", "home", PLANTED, "<b>{{191*7}}", date(1990, 1, 1)))
        desk.people.give_part(world.case, CasePart("planted", Part.PARENT_CARER, "<xss-plant>{{191*7}}", world.child))
    name = PLANTED.replace("{%raw%}", "")
    views: list[Callable[[], object]] = [lambda: Markup(name), lambda: render_template_string(f"<p>{name}")]  # noqa: S704
    app = an_app_with(lite, wrong_pages(views[0], "/wrong"))
    olu = signed_in(app, lite, "olu")
    known = {"case_id": world.case, "person_id": "planted", "hearing_id": world.hearing, "side": "people"}
    known |= {"witness_id": world.witness, "contact_id": world.mobile, "household_id": "home", "to": "school"}
    # What lists people first, so that a small run has them too.
    shown = [row for row in every(app, "GET", 1) if "<case_id>" in row[1] or "<household_id>" in row[1]]
    shown = sorted(shown, key=lambda row: ("person" not in row[1], row))[:: 1 if full_size else 5]

    paths = [*(path_of(rule, **known) for _, rule in shown), f"/cases/{world.case}/people"]
    answers = [olu.get(path, buffered=True) for path in paths]
    pages = [answer.text for answer in answers if answer.mimetype == "text/html"]

    assert [fault for page in pages for fault in planted_in(page)] == []
    assert sum("{{191*7}}" in page for page in pages) > 1
    figure("web battery, planted names", cases=len(pages), seed="-", result="0 became part of a page")
    assert "xss-plant" in planted_in(olu.get("/wrong").text)
    with app.test_request_context():
        assert "it was worked out" in planted_in(str(views[1]()))
    figure.wrong("web battery, planted names", cases=2, seed="-", result="marked as safe, and run as a template")


PATH = "/carrier/twilio/inbound"
FORM = {"MessageSid": "SM900", "From": "+447700900777", "Body": "hello"}
FORGED = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "X-Forwarded-Prefix": "/evil"}
PROXIES: dict[str, dict[str, str]] = {
    "direct": {},
    "one proxy": {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"},
    "two proxies": {
        "X-Forwarded-For": "203.0.113.9, 10.0.0.2",
        "X-Forwarded-Proto": "https, http",
        "Via": "1.1 a, 1.1 b",
    },
    "forged": {**FORGED, "Forwarded": "host=evil.example;proto=http", "X-Original-URL": "/evil", "X-Rewrite-URL": "/"},
}


def calls(prefix: str) -> Iterator[tuple[str, str, dict[str, str], str, dict[str, str], int]]:
    """Each call: its name, the address that reaches us, what proxies add, the signature, the form, what it gets."""

    def signed(address: str, form: dict[str, str] = FORM, token: str = TOKEN) -> str:
        return str(RequestValidator(token).compute_signature(address, form))

    right = f"{PUBLIC_URL}{prefix}{PATH}"
    tampered, more = {**FORM, "Body": "STOP"}, {**FORM, "Extra": "1"}
    for proxy, headers in PROXIES.items():
        # A proxy that ends TLS speaks http to us; one of a path may cut it off, or say which it is.
        for reached in sorted({PUBLIC_URL, PUBLIC_URL.replace("https", "http"), f"{PUBLIC_URL}{prefix}"}):
            at = f"{proxy}, {reached}"
            yield f"{at}: good", reached, headers, signed(right), FORM, 200
            yield f"{at}: http", reached, headers, signed(right.replace("https", "http")), FORM, 403
            yield f"{at}: false host", reached, headers, signed(right.replace("support", "evil")), FORM, 403
            yield f"{at}: tampered", reached, headers, signed(right), tampered, 403
            yield f"{at}: one more", reached, headers, signed(right), more, 403
            yield f"{at}: another token", reached, headers, signed(right, token="another"), FORM, 403
            yield f"{at}: none", reached, headers, "", FORM, 403
            if prefix:
                yield f"{at}: without the path", reached, headers, signed(f"{PUBLIC_URL}{PATH}"), FORM, 403


@pytest.mark.trust
def test_a_carriers_call_is_known_behind_any_proxy_and_a_forged_one_behind_none(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    def judge() -> tuple[int, list[str]]:
        asked, faults = 0, []
        for prefix in ("", "/witness"):
            kit = a_live_kit(sqlite_url, public_url=PUBLIC_URL + prefix, twilio=twilio_account())
            client = an_app(kit).test_client()
            for name, reached, headers, signature, form, gets in calls(prefix):
                sent = {**headers, **({"X-Twilio-Signature": signature} if signature else {})}
                answer = client.post(PATH, data=form, headers=sent, base_url=reached)
                asked += 1
                faults += [] if answer.status_code == gets else [f"{prefix} {name}: {answer.status_code}"]
            kit.store.close()
        return asked, faults

    asked, faults = judge()

    assert faults == []
    figure("web battery, carrier behind proxies", cases=asked, seed="-", result="0 wrongly let in or kept out")
    # What goes wrong so often: the address as the request has it.
    monkeypatch.setattr(sys.modules["witness.web.carrier.twilio"], "signed_address", lambda *_: request.url)
    wrong = judge()[1]
    assert wrong != []
    figure.wrong("web battery, carrier behind proxies", cases=asked, seed="-", result=f"{len(wrong)} wrong")


HOSTS = ["evil.example", "support.example.evil.example", "evil.example:443", "support.example@evil.example",
         "localhost", "127.0.0.1", "[::1]", "support.examplE.evil", "*", "a" * 300]  # fmt: skip


@pytest.mark.trust
def test_a_false_host_gets_no_page_and_forged_headers_make_no_link(sqlite_url: str, figure: Figure) -> None:
    kit = a_live_kit(sqlite_url, public_url=PUBLIC_URL)
    visitor = a_visitor(an_app(kit))

    refused = [visitor.get("/sign-in", base_url=PUBLIC_URL, headers={"Host": host}) for host in HOSTS]
    forged = [
        visitor.get(path, base_url=PUBLIC_URL, headers={name: value})
        for path in ("/account", "/sign-in", "/nowhere")
        for name, value in {**FORGED, "X-Host": "evil.example", "X-Forwarded-Server": "evil.example"}.items()
    ]

    assert {answer.status_code for answer in refused} == {400}
    assert [
        answer for answer in (*refused, *forged) if "evil" in answer.text + answer.headers.get("Location", "")
    ] == []
    assert all(answer.headers.get("Location", "/").startswith("/") for answer in forged)
    figure("web battery, hosts", cases=len(refused) + len(forged), seed="-", result="0 believed")
    kit.store.close()


# Fields that no form of ours has, or that are none of the sender's business.
FIELDS = {"role": "admin", "state": "active", "is_admin": "1", "generation": "9", "id": "x", "account_id": "x",
          "owner_id": "x", "team_id": "x", "email": "evil@x.example", "_user_id": "x",
          "proved_at": "2999-01-01T00:00:00Z", "role[]": "admin", "__class__": "x", "tier": "L3"}  # fmt: skip


@pytest.mark.trust
def test_fields_that_a_form_has_not_change_nobody_and_hand_over_no_case(
    lite: Kit, world: World, full_size: bool, figure: Figure
) -> None:
    def kept() -> object:
        with lite.store.reading() as desk:
            case = desk.cases.get(world.case)
            assert case is not None
            people = [(a.id, a.email, a.role, a.team_id, a.state, a.generation) for a in desk.accounts.everyone()]
            return people, case.owner_id, case.team_id, desk.contacts.get(world.mobile)

    def careless() -> str:
        with lite.store.changing() as desk:
            desk.accounts._set(world.viewers["lena"].account_id, **{"role": request.form["role"]})  # noqa: SLF001
        return ""

    def judge(rows: list[tuple[str, str]]) -> list[str]:
        before, faults = kept(), []
        for endpoint, rule in rows:
            data = [("csrf_token", token), *FIELDS.items(), *((name, "manager") for name in FIELDS)]
            body = "&".join(f"{name}={value}" for name, value in data)
            answer = olu.post(path_of(rule, **known), data=body, content_type="application/x-www-form-urlencoded")
            after = kept()
            if after != before or answer.status_code >= 500:
                faults.append(f"{endpoint} {answer.status_code}")
            before = after
        return faults

    app = an_app_with(lite, wrong_pages(careless, "/wrong", methods=["POST"]))
    olu = signed_in(app, lite, "olu")
    token = olu.token("/account")
    known = {"case_id": world.case, "person_id": world.mother, "hearing_id": world.hearing}
    known |= {"witness_id": world.witness, "contact_id": world.mobile}
    # Signing out would end the walk, and to say that a phone is unsafe is what these buttons are for.
    ends = ("account.sign_out", "officer.contact_unsafe", "officer.contact_quiet", "wrong.view")
    rows = [row for row in every(app, "POST", 1) if row[0] not in ends and not row[0].startswith(("family", "carrier"))]
    asked = rows[:: 1 if full_size else 6]

    assert judge(asked) == []
    assert judge([("wrong.view", "/wrong")]) == ["wrong.view 200"]
    figure("web battery, fields that are none", cases=len(asked), seed="-", result="0 changed anybody")
    figure.wrong("web battery, fields that are none", cases=1, seed="-", result="a form that takes any field")


VALUES = ["", "%00", "9" * 400, "-1", "../../etc/passwd", "2026-13-45", "%D9%A3", "{{7*7}}", "%FF", "1&PARAM=2",
          "%27--", "0001-01-01", "9999-12-31", "NaN", "1e400"]  # fmt: skip
PARAMETERS = ("days", "day", "week", "on", "from", "until", "to", "person", "case", "page", "sort", "owner", "team",
              "find", "q", "who", "court", "kind", "next", "month", "back", "hearing", "state", "band")  # fmt: skip


@pytest.mark.trust
def test_no_value_in_an_address_breaks_a_page(lite: Kit, world: World, full_size: bool, figure: Figure) -> None:
    app = an_app(lite)
    pages = [rule for endpoint, rule in every(app, "GET", 1) if "<" not in rule and endpoint != "health.ready"]
    pages += [f"/cases/{world.case}/call", f"/cases/{world.case}/explain", f"/cases/{world.case}/countdown"]
    asked = [(page, value) for page in pages for value in VALUES][:: 1 if full_size else 29]
    mo = signed_in(app, lite, "mo")

    broken = []
    for page, value in asked:
        query = "&".join(f"{name}={value.replace('PARAM', name)}" for name in PARAMETERS)
        if mo.get(f"{page}?{query}", buffered=True).status_code >= 500:
            broken.append(f"{page} {value[:20]}")

    assert broken == []
    figure("web battery, values in addresses", cases=len(asked), seed="-", result="0 broke a page")
