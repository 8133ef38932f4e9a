"""Letters and money of a case: claims for expenses from the first line to the payment, and travel money in advance."""

from collections.abc import Callable

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import bookings, expenses
from witness.actions.bookings import NewBooking
from witness.actions.expenses import Got, NewClaim, Said, WhichClaim
from witness.domain.bookings import BookingKind
from witness.domain.court_time import london_day, spoken_day
from witness.domain.errors import NotFound, Refused
from witness.domain.evidence import Side
from witness.domain.expense_entry import read_amount, read_pence
from witness.domain.expenses import CLAIM_STATE_IN_WORDS, PAYER_IN_WORDS, ClaimState, ItemKind, Payer
from witness.domain.trip_rates import money as in_pounds
from witness.questions.case_money import money_page
from witness.questions.claims import ClaimPage, claim_page
from witness.web.documents import as_pdf
from witness.web.doors import open_to
from witness.web.filters import as_dialled
from witness.web.here import asking, kit, now
from witness.web.officer.acts import maybe_day, word_of
from witness.web.officer.cases import SIDES
from witness.web.officer.pages import TEAM, officer
from witness.web.sheets import as_csv

PAYERS = tuple((payer.value, words[:1].upper() + words[1:]) for payer, words in PAYER_IN_WORDS.items())
ADVANCED_BY = ((Side.CPS.value, "The CPS"), (Side.POLICE.value, "The police"), (Side.SUPPORT.value, "We"))
HEADS = ("line", "how it comes about", "pounds", "still to be added")


@officer.get("/cases/<case_id>/money")
@open_to(*TEAM)
def case_money(case_id: str) -> str:
    """Show letters, claims and advances."""
    return _side(case_id)


@officer.post("/cases/<case_id>/claims")
@open_to(*TEAM)
def claim_note(case_id: str) -> ResponseReturnValue:
    """Note what somebody may claim for a day. What is refused is said above the page."""
    try:
        on, payer = maybe_day(request.form.get("on", "")) or london_day(now()), word_of(Payer, request.form, "payer")
        new = NewClaim(case_id, request.form.get("person", ""), on, payer)
        claim_id = expenses.note(kit().store, new, rules=kit().rules(), asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        return _side(case_id, [("on", str(refused))]), 422
    return redirect(url_for("officer.claim", case_id=case_id, claim_id=claim_id), 303)


@officer.post("/cases/<case_id>/witnesses/<witness_id>/advance")
@open_to(*TEAM)
def advance_ask(case_id: str, witness_id: str) -> ResponseReturnValue:
    """Record that travel money was asked for before the day."""
    whose, hearing_id = word_of(Side, request.form, "whose"), request.form.get("hearing", "")
    new = NewBooking(case_id, witness_id, BookingKind.ADVANCE_PAYMENT, hearing_id, whose)
    try:
        bookings.book(kit().store, new, rules=kit().rules(), asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        return _side(case_id, [(f"advance-{witness_id}", str(refused))]), 422
    return redirect(f"{url_for('officer.case_money', case_id=case_id)}#advance-{witness_id}", 303)


@officer.get("/cases/<case_id>/claims/<claim_id>")
@open_to(*TEAM)
def claim(case_id: str, claim_id: str) -> str:
    """Show a claim with the form that puts it right."""
    return _claim(case_id, claim_id)


@officer.post("/cases/<case_id>/claims/<claim_id>/items")
@open_to(*TEAM)
def claim_fill_in(case_id: str, claim_id: str) -> ResponseReturnValue:
    """Put into a claim what somebody says of it, or take what has been recorded of the day since."""

    def act(which: WhichClaim) -> None:
        if request.form.get("from") == "facts":
            expenses.take_facts(kit().store, which, rules=kit().rules(), asking=asking())
            return
        said = [
            Said(kind, read_amount(kind, request.form.get(kind.value, "")), f"{kind.value}-proof" in request.form)
            for kind in ItemKind
        ]
        expenses.fill_in(kit().store, which, said, rules=kit().rules(), asking=asking())

    return _change(case_id, claim_id, act, ItemKind.AWAY.value)


@officer.post("/cases/<case_id>/claims/<claim_id>/step")
@open_to(*TEAM)
def claim_step(case_id: str, claim_id: str) -> ResponseReturnValue:
    """Record how far a claim got."""

    def act(which: WhichClaim) -> None:
        state = word_of(ClaimState, request.form, "state")
        paid = read_pence(request.form.get("paid", "")) if state is ClaimState.PAID else 0
        got = Got(state, maybe_day(request.form.get("since", "")) or london_day(now()), paid)
        expenses.move_on(kit().store, which, got, rules=kit().rules(), asking=asking())

    return _change(case_id, claim_id, act, "state")


@officer.get("/cases/<case_id>/claims/<claim_id>.pdf")
@open_to(*TEAM)
def claim_pdf(case_id: str, claim_id: str) -> Response:
    """Give a claim on one A4, for the family to copy from. Its name says nothing: it stays in the list of downloads."""
    page = claim_page(kit().store, case_id, claim_id, asking=asking())
    return as_pdf("claim", "your-costs.pdf", _values(page))


@officer.get("/cases/<case_id>/claims/<claim_id>.csv")
@open_to(*TEAM)
def claim_csv(case_id: str, claim_id: str) -> Response:
    """Give the lines of a claim as a table."""
    page = claim_page(kit().store, case_id, claim_id, asking=asking())
    rows = [(line.words, line.how, _pounds(line.pence), line.missing) for line in page.sheet.lines]
    return as_csv("costs.csv", HEADS, [*rows, ("Sum", "", _pounds(page.sheet.pence), "")])


def _change(case_id: str, claim_id: str, act: Callable[[WhichClaim], None], field: str) -> ResponseReturnValue:
    seen = request.form.get("seen", "")
    try:
        act(WhichClaim(case_id, claim_id, int(seen) if seen.isdecimal() else -1))
    except NotFound:
        raise
    except Refused as refused:
        return _claim(case_id, claim_id, [(field, str(refused))]), 422
    return redirect(url_for("officer.claim", case_id=case_id, claim_id=claim_id), 303)


def _side(case_id: str, mistakes: list[tuple[str, str]] | None = None) -> str:
    rules, wording = kit().rules(), kit().wording
    story, page = money_page(kit().store, case_id, rules=rules, wording=wording, asking=asking())
    return render_template(
        "officer/case_money.html",
        story=story,
        side="money",
        sides=SIDES,
        money=page,
        payers=PAYERS,
        advanced_by=ADVANCED_BY,
        today=london_day(now()),
        mistakes=mistakes or (),
    )


def _claim(case_id: str, claim_id: str, mistakes: list[tuple[str, str]] | None = None) -> str:
    page = claim_page(kit().store, case_id, claim_id, asking=asking())
    typed = dict(request.form) if mistakes else {}
    return render_template(
        "officer/claim.html",
        page=page,
        typed=typed,
        words=CLAIM_STATE_IN_WORDS,
        today=london_day(now()),
        mistakes=mistakes or (),
    )


def _values(page: ClaimPage) -> dict[str, object]:
    sender, phone = page.signed_as or "us", as_dialled(page.phone)
    claimed = f"Claim it from {page.payer}." if page.may_lie_at_home else f"{sender} tells you where to send it."
    return {
        "title": "What the day cost",
        "day": spoken_day(page.on),
        "name": page.name,
        "intro": [claimed, "Copy these lines on to the form, sign it and add what is named below. Keep a copy."],
        "lines": [
            {"words": line.words, "how": line.how, "sum": in_pounds(line.pence)} for line in page.sheet.lines
        ],
        "sum": page.sum,
        "missing": page.sheet.missing,
        "unchecked": "The rates are those we know of and may have changed: what is paid is decided by whoever pays."
        if page.sheet.unverified
        else "",
        "ring": [f"Ring {sender}{f' on {phone}' if phone else ''} if anything is unclear, or nothing has come in two "
                 "weeks."],
        "foot": "",
    }  # fmt: skip


def _pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02d}"
