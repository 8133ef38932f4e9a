"""Records what happens around and after an outcome, and takes a mistake back."""

from dataclasses import dataclass
from datetime import date

from witness.actions.plans import insist_on_confirmation
from witness.actions.reconcile import put_right
from witness.domain.access import Asking, Deed
from witness.domain.aftercare import ROW_OF, AfterFact, AfterKind, NewsWay, check_fact, known_abouts, standing
from witness.domain.court_time import london_day, short_day
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.domain.notes_lint import warnings_about
from witness.domain.rules import Rules
from witness.identifiers import new_id
from witness.store import Store


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded. about: as its kind has it. person_id, way, words: of a wish about bad news alone."""

    kind: AfterKind
    on: date
    about: str = ""
    person_id: str | None = None
    way: NewsWay | None = None
    words: str = ""


def record(
    store: Store, case_id: str, known: Known, *, rules: Rules, asking: Asking, confirmed: bool = False
) -> AfterFact:
    """Keep a fact; the clocks that hang on it are counted anew.

    Raises:
        NotFound: there is no such case for this officer.
        Refused: see `check_fact`; or it was recorded already.
        PleaseConfirm: its words may speak of what happened, and nobody has confirmed that they do not.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="aftercare.record") as desk:
        picture = desk.cases.known_picture(case_id)
        row = ROW_OF[known.kind]
        if not row.by_form:
            raise Refused("Choose what you want to record.")
        fact = AfterFact(
            new_id(), known.kind, known.on, asking.at, known.about, known.person_id, known.way, known.words.strip()
        )
        roads = {d.label: len(d.steps) for d in picture.case.defendants}
        abouts = known_abouts(row, roads, [w.label for w in picture.witnesses])
        check_fact(fact, abouts, frozenset(p.person_id for p in picture.people))
        if any((f.kind, f.about, f.on) == (fact.kind, fact.about, fact.on) for f in _same(picture.aftercare, fact)):
            raise Refused("That is recorded already.")
        insist_on_confirmation(warnings_about(fact.words), confirmed=confirmed)
        desk.aftercare.add(case_id, [fact], by_id=asking.viewer.account_id)
        # What somebody wants at home stays with the fact: the history says only that they were asked.
        whom = picture.called(fact.person_id) if fact.person_id else fact.about
        said = f"{row.words}{f' ({whom})' if whom else ''}, {short_day(fact.on)} {fact.on.year}."
        desk.cases.happened(
            case_id,
            at=asking.at,
            kind="aftercare",
            words=f"Recorded: {said}",
            by_id=asking.viewer.account_id,
        )
        desk.cases.touch(case_id)
        put_right(desk, case_id, rules, now=asking.at)
    return fact


def take_back(store: Store, case_id: str, fact_id: str, *, rules: Rules, asking: Asking) -> None:
    """Record that a fact was a mistake: it counts no more, and both stay on the record.

    Raises:
        NotFound: the case has no such fact, or it is not one that a form records.
        SomebodyElseChangedThis: it was taken back before.
    """
    with store.case_for(asking, Deed.CHANGE_CASE, case_id, doing="aftercare.take_back") as desk:
        picture = desk.cases.known_picture(case_id)
        found = next((f for f in picture.aftercare if f.fact_id == fact_id), None)
        if found is None or not ROW_OF[found.kind].by_form:
            raise NotFound("There is no such fact in this case.")
        if found not in standing(picture.aftercare):
            raise SomebodyElseChangedThis("That has been taken back already.")
        undone = AfterFact(new_id(), AfterKind.TAKEN_BACK, london_day(asking.at), asking.at, fact_id)
        desk.aftercare.add(case_id, [undone], by_id=asking.viewer.account_id)
        words = f"Taken back: {ROW_OF[found.kind].words}, {short_day(found.on)} {found.on.year}."
        by_id = asking.viewer.account_id
        desk.cases.happened(case_id, at=asking.at, kind="aftercare", words=words, by_id=by_id)
        desk.cases.touch(case_id)
        put_right(desk, case_id, rules, now=asking.at)


def _same(facts: tuple[AfterFact, ...], fact: AfterFact) -> tuple[AfterFact, ...]:
    """What a further word would only repeat; a wish about bad news may be asked twice on one day."""
    return () if fact.kind is AfterKind.BAD_NEWS else standing(facts)
