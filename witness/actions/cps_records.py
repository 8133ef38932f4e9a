"""What a prosecutor records: by the roads that officers use, through a narrower gate."""

from dataclasses import replace
from datetime import datetime

from witness.actions.evidence import Whom
from witness.actions.measures import Progress, set_measure
from witness.actions.witnesses import require
from witness.domain.access import Asking, Deed
from witness.domain.cps_records import Heard, Party, certificate_words, insist_on_a_decision, insist_on_a_warning
from witness.domain.errors import Refused
from witness.domain.people import Requirement, RequirementStep
from witness.domain.rules import Rules
from witness.store import Store


def record_decision(store: Store, whom: Whom, made: Progress, heard: Heard, *, rules: Rules, asking: Asking) -> None:
    """Record what the court decided about a special measure.

    Raises:
        NotFound: there is no such witness for this prosecutor.
        Refused: it is no decision, lies ahead, or does not follow from how far the measure has got.
    """
    insist_on_a_decision(made.state)
    told = replace(made, source=_source(heard), basis=None)
    set_measure(store, whom, told, rules=rules, asking=asking, deed=Deed.RECORD_DECISIONS)


def record_requirement(
    store: Store, whom: Whom, requirement: Requirement, at: datetime, heard: Heard, *, rules: Rules, asking: Asking
) -> None:
    """Record that a witness was warned, or stood down.

    Raises:
        NotFound: there is no such witness for this prosecutor.
        Refused: it is neither, lies ahead, or cannot follow what is required now.
    """
    insist_on_a_warning(requirement)
    step = RequirementStep(requirement, at, _source(heard))
    require(store, whom, step, rules=rules, asking=asking, deed=Deed.RECORD_DECISIONS)


def record_certificate(store: Store, case_id: str, party: Party, at: datetime, *, asking: Asking) -> None:
    """Record that a party's certificate of trial readiness was filed.

    Raises:
        NotFound: there is no such case for this prosecutor.
        Refused: that day has not come yet.
    """
    if at > asking.at:
        raise Refused("That day has not come yet: record it when it has happened.")
    with store.case_for(asking, Deed.RECORD_DECISIONS, case_id, doing="certificate.filed") as desk:
        kind, words = certificate_words(party)
        desk.cases.happened(case_id, at=at, kind=kind, words=words, by_id=asking.viewer.account_id)
        desk.cases.touch(case_id)


def _source(heard: Heard) -> str:
    return f"the CPS: {heard.value}"
