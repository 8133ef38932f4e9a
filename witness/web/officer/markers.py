"""What officers record of markers: two taps on the page of a case, and as many to clear one."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.evidence import Whom
from witness.actions.markers import Marked, mark
from witness.domain.errors import NotFound, Refused
from witness.domain.markers import MarkerKind, Said
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.acts import maybe_day, word_of
from witness.web.officer.cases import side_of
from witness.web.officer.pages import TEAM, officer


@officer.post("/cases/<case_id>/witnesses/<witness_id>/markers")
@open_to(*TEAM)
def set_marker(case_id: str, witness_id: str) -> ResponseReturnValue:
    """Record a marker. What is refused is said above the form."""
    kind, said = word_of(MarkerKind, request.form, "kind"), word_of(Said, request.form, "said")
    try:
        made = Marked(kind, said, maybe_day(request.form.get("on", "")))
        mark(kit().store, Whom(case_id, witness_id), made, rules=kit().rules(), asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        mistakes = [(f"marker-{witness_id}-{kind.value}", str(refused))]
        return side_of(case_id, "preparation", mistakes=mistakes, kind_of_step=kind.value, step_of=witness_id), 422
    where = url_for("officer.case", case_id=case_id, side="preparation")
    return redirect(f"{where}#markers-{witness_id}", 303)
