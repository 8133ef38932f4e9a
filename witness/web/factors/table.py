"""The table of concern: read by whoever reads points, changed by managers and administrators who saw the effect."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.factor_tables import WRITERS as MAY_WRITE
from witness.actions.factor_tables import adopt as let_stand
from witness.actions.factor_tables import is_same
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.factor_proposal import proposed_after
from witness.questions.factor_tables import factor_board, row_changes, what_would_change
from witness.web.doors import open_to
from witness.web.factors.forms import OWNERS, SentTable, in_text, read, shown
from witness.web.factors.pages import READERS, WRITERS, factors
from witness.web.here import asking, kit, viewer

# The word in the address for the form that is filled with the proposed points.
PROPOSED = "proposed"


@factors.get("")
@open_to(*READERS)
def table() -> str:
    """Show the version that stands, and the others."""
    board = factor_board(kit().store, asking=asking())
    return render_template(
        "factors/table.html",
        board=board,
        owners=dict(OWNERS),
        in_text=in_text,
        may_write=viewer().role in MAY_WRITE,
        proposed=proposed_after(board.standing),
        proposed_rows=row_changes(board.standing, proposed_after(board.standing)),
    )


@factors.route("/new", methods=["GET", "POST"])
@open_to(*WRITERS)
def propose() -> ResponseReturnValue:
    """Write a further version, and see what it would change before it stands."""
    rules = kit().rules()
    if request.method == "GET":
        is_proposal = request.args.get("from") == PROPOSED
        return _form(shown(rules.factors, proposed_after(rules.factors) if is_proposal else None))
    sent = read(rules.factors, request.form)
    if sent.faults or "back" in request.form:
        return _form(sent), 422 if sent.faults else 200
    if is_same(sent.table, rules.factors):
        return _form(sent, "Nothing would change: this is the version that stands."), 422
    preview = what_would_change(kit().store, sent.table, rules=rules, asking=asking())
    return render_template("factors/preview.html", sent=sent, preview=preview, owners=dict(OWNERS), in_text=in_text)


@factors.post("/stand")
@open_to(*WRITERS)
def adopt() -> ResponseReturnValue:
    """Let a version stand that was looked at before."""
    sent = read(kit().rules().factors, request.form)
    if not sent.after:
        abort(400)
    if sent.faults:
        return _form(sent), 422
    try:
        let_stand(kit().store, sent.table, after=sent.after, asking=asking())
    except (NotFound, SomebodyElseChangedThis):
        raise
    except Refused as refused:
        return _form(sent, str(refused)), 422
    return redirect(url_for("factors.table"), 303)


def _form(sent: SentTable, refused: str = "") -> str:
    mistakes = [*sent.mistakes, *([("", refused)] if refused else [])]
    return render_template("factors/form.html", sent=sent, owners=OWNERS, mistakes=mistakes)
