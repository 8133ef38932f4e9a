"""Keeps cases, and lays out the whole picture of one in a fixed number of statements."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from witness.domain.cases import Case, CasePicture, Happening, Reference, StandingMessage, Track, Tribunal
from witness.domain.errors import NotFound
from witness.domain.references import normalise_reference
from witness.identifiers import new_id
from witness.store.aftercare import Aftercare
from witness.store.at_court import AtCourt
from witness.store.calendars import Calendars
from witness.store.case_facts import CASE_FACTS, REFERENCES, facts_of_many
from witness.store.contact import Contacts
from witness.store.contact_log import ContactLog
from witness.store.defendants import Defendants
from witness.store.duties import Duties
from witness.store.enquiries import Enquiries
from witness.store.evidence import Evidence
from witness.store.expenses import Expenses
from witness.store.hearings import Hearings
from witness.store.markers import Markers
from witness.store.message_choices import MessageChoices
from witness.store.messages import Messages
from witness.store.milestones import Milestones
from witness.store.parents import Parents
from witness.store.passings import Passings
from witness.store.people import People
from witness.store.plans import Plans
from witness.store.stops import Stops
from witness.store.sureness import Sureness
from witness.store.tables.accounts import AccountRow, TeamRow
from witness.store.tables.cases import CaseRow, HappeningRow, ReferenceRow
from witness.store.together import AtHand
from witness.store.travel import Travel
from witness.store.vault import Vault

# So many cases are read in one statement: a database takes only so many values in one.
AT_ONCE = 200
WITH_NAMES: Any = (
    select(CaseRow, AccountRow.name.label("owner_name"), AccountRow.desk_phone, TeamRow.phone)
    .join(AccountRow, AccountRow.id == CaseRow.owner_id)
    .join(TeamRow, TeamRow.id == CaseRow.team_id)
)
# Our references are put in by hand, with one of these between their parts or with none.
BETWEEN_PARTS = ("-", "/", " ", ".")


def plain_ref() -> Any:
    """Give our reference as capital letters and digits only, for a comparison in the database."""
    plain: Any = func.upper(CaseRow.ref)
    for sign in BETWEEN_PARTS:
        plain = func.replace(plain, sign, "")
    return plain


class Cases:
    """The drawer of cases."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def add(self, case: Case) -> None:
        """Keep a case with its references and defendants."""
        self._connection.execute(
            insert(CaseRow).values(
                id=case.case_id,
                ref=case.ref,
                track=case.track.value,
                team_id=case.team_id,
                owner_id=case.owner_id,
                cps_team_id=case.cps_team_id,
                court_code=case.court_code,
                charged_on=case.charged_on,
                support_began_on=case.support_began_on,
                restricted=case.restricted,
                closed_on=case.closed_on,
                tribunal=None if case.tribunal is None else case.tribunal.value,
                came_on=case.came_on or case.support_began_on,
                revision=case.revision,
            )
        )
        for reference in case.references:
            self.add_reference(case.case_id, reference)
        defendants = Defendants(self._connection)
        for defendant in case.defendants:
            defendants.add(case.case_id, defendant)

    def add_reference(self, case_id: str, reference: Reference) -> None:
        """Record a number by which somebody else knows the case."""
        self._connection.execute(
            insert(ReferenceRow).values(
                id=new_id(),
                case_id=case_id,
                kind=reference.kind,
                value=reference.value,
                normalised=normalise_reference(reference.value),
            )
        )

    def touch(self, case_id: str) -> None:
        """Record that the case has changed."""
        self._connection.execute(update(CaseRow).where(CaseRow.id == case_id).values(revision=CaseRow.revision + 1))

    def set_closed(self, case_id: str, closed_on: date | None) -> None:
        """Record that support has ended, or goes on."""
        self._connection.execute(
            update(CaseRow).where(CaseRow.id == case_id).values(closed_on=closed_on, revision=CaseRow.revision + 1)
        )

    def take_road(self, case_id: str, track: Track) -> None:
        """Record that a case goes on by another road: it was sent to the Crown Court. Its usual tribunal follows."""
        self._connection.execute(update(CaseRow).where(CaseRow.id == case_id).values(track=track.value, tribunal=None))

    def id_of(self, ref: str) -> str | None:
        """Give the opaque name of the case with our reference, or None."""
        return self._connection.execute(select(CaseRow.id).where(CaseRow.ref == ref)).scalar_one_or_none()

    def id_of_plain(self, plain: str) -> str | None:
        """Give the opaque name of the case whose reference is this when normalised, or None."""
        return self._connection.execute(select(CaseRow.id).where(plain_ref() == plain)).scalars().first()

    def is_taken(self, ref: str) -> bool:
        """Whether a case has our reference, however its parts are held together."""
        query = select(CaseRow.id).where(plain_ref() == normalise_reference(ref))
        return self._connection.execute(query).first() is not None

    def count(self) -> int:
        """Give the number of cases."""
        return self._connection.execute(select(func.count()).select_from(CaseRow)).scalar_one()

    def open_ids(self) -> tuple[str, ...]:
        """Give the cases that are not closed."""
        return tuple(
            self._connection.execute(
                select(CaseRow.id).where(CaseRow.closed_on.is_(None)).order_by(CaseRow.id)
            ).scalars()
        )

    def by_references(self, normalised: Iterable[str]) -> dict[str, frozenset[str]]:
        """Give, for each normalised number that is known, the open cases that carry it."""
        found: dict[str, set[str]] = {}
        wanted = sorted(set(normalised))
        for start in range(0, len(wanted), 500):
            rows = self._connection.execute(
                select(ReferenceRow.normalised, ReferenceRow.case_id)
                .join(CaseRow, CaseRow.id == ReferenceRow.case_id)
                .where(ReferenceRow.normalised.in_(wanted[start : start + 500]), CaseRow.closed_on.is_(None))
            )
            for row in rows:
                found.setdefault(row.normalised, set()).add(row.case_id)
        return {number: frozenset(ids) for number, ids in found.items()}

    def get(self, case_id: str, at_hand: AtHand | None = None) -> Case | None:
        """Give one case, or None."""
        row = self._connection.execute(WITH_NAMES.where(CaseRow.id == case_id)).one_or_none()
        return None if row is None else self._case(row, at_hand)

    def known_picture(self, case_id: str) -> CasePicture:
        """Lay out everything known about a case that must be there.

        Raises:
            NotFound: there is no such case.
        """
        picture = self.picture(case_id)
        if picture is None:
            raise NotFound("There is no such case.")
        return picture

    def picture(self, case_id: str) -> CasePicture | None:
        """Lay out everything known about one case, in four statements; None when there is no such case."""
        at_hand = CASE_FACTS.of_case(self._connection, case_id)
        case = self.get(case_id, at_hand)
        if case is None:
            return None
        return self._laid_out(case, at_hand, Messages(self._connection, self._vault).standing_of(case_id))

    def pictures(self, case_ids: Iterable[str]) -> dict[str, CasePicture]:
        """Lay out everything known about several cases, in four statements for every two hundred of them.

        In the order of the names given; one that is not there is left out.
        """
        ids = tuple(dict.fromkeys(case_ids))
        found: dict[str, CasePicture] = {}
        for start in range(0, len(ids), AT_ONCE):
            found |= self._pictures(ids[start : start + AT_ONCE])
        return found

    def _pictures(self, case_ids: tuple[str, ...]) -> dict[str, CasePicture]:
        facts = facts_of_many(self._connection, case_ids)
        messages = Messages(self._connection, self._vault).standing_of_cases(case_ids)
        rows = {row.id: row for row in self._connection.execute(WITH_NAMES.where(CaseRow.id.in_(case_ids)))}
        return {
            case_id: self._laid_out(
                self._case(rows[case_id], facts[case_id]), facts[case_id], messages.get(case_id, ())
            )
            for case_id in case_ids
            if case_id in rows
        }

    def _laid_out(self, case: Case, at_hand: AtHand, messages: tuple[StandingMessage, ...]) -> CasePicture:
        case_id = case.case_id
        people = People(self._connection, self._vault)
        evidence = Evidence(self._connection)
        plans = Plans(self._connection, self._vault)
        calendars = Calendars(self._connection, self._vault)
        travel = Travel(self._connection, self._vault)
        steps, witness_steps = plans.steps_of(case_id, at_hand), evidence.steps_of(case_id, at_hand)
        markers, markers_elsewhere = Markers(self._connection).around_case(case_id, at_hand)
        return CasePicture(
            case=case,
            people=people.of_case(case_id, at_hand),
            parts=people.parts_of_case(case_id, at_hand),
            witnesses=people.witnesses_of_case(case_id, witness_steps, at_hand),
            hearings=Hearings(self._connection).of_case(case_id, at_hand),
            events=evidence.events_of(case_id, at_hand),
            measures=evidence.measures_of(case_id, witness_steps, at_hand),
            needs=evidence.needs_of(case_id, at_hand),
            contacts=Contacts(self._connection, self._vault).of_case(case_id, at_hand),
            answers=evidence.answers_of(case_id, at_hand),
            told=evidence.tellings_of(case_id, at_hand),
            messages=messages,
            visits=plans.visits_of(case_id, steps, at_hand),
            trips=plans.trips_of(case_id, steps, at_hand),
            bookings=plans.bookings_of(case_id, steps, at_hand),
            promises=plans.promises_of(case_id, at_hand),
            availability=people.availability_of(case_id, at_hand),
            contact_log=ContactLog(self._connection).of_case(case_id, at_hand),
            notices=Duties(self._connection).notices_of(case_id, at_hand),
            stops=Stops(self._connection).of_case(case_id, at_hand),
            calendar_choices=calendars.choices_of_case(case_id, at_hand),
            calendar_entries=calendars.entries_of_case(case_id, at_hand),
            choices=MessageChoices(self._connection).of_case(case_id, at_hand),
            day_taps=AtCourt(self._connection).of_case(case_id, at_hand),
            places=travel.places_of_case(case_id, at_hand),
            care=travel.care_of_case(case_id, at_hand),
            markers=markers,
            markers_elsewhere=markers_elsewhere,
            enquiries=Enquiries(self._connection, self._vault).of_case(case_id, at_hand),
            milestones=Milestones(self._connection).of_case(case_id, at_hand),
            claims=Expenses(self._connection).of_case(case_id, at_hand),
            offers=Parents(self._connection, self._vault).offers_of(case_id, at_hand),
            passings=Passings(self._connection, self._vault).of_case(case_id, at_hand),
            aftercare=Aftercare(self._connection, self._vault).of_case(case_id, at_hand),
            sureness=Sureness(self._connection).of_case(case_id, at_hand),
        )

    def happened(
        self,
        case_id: str,
        *,
        at: datetime,
        kind: str,
        words: str,
        by_id: str | None = None,
        hearing_id: str | None = None,
    ) -> None:
        """Add to the case's history."""
        last = self._connection.execute(
            select(func.max(HappeningRow.seq)).where(HappeningRow.case_id == case_id)
        ).scalar_one()
        self._connection.execute(
            insert(HappeningRow).values(
                id=new_id(),
                case_id=case_id,
                seq=(last or 0) + 1,
                at=at,
                kind=kind,
                words=words,
                facts={},
                by_id=by_id,
                hearing_id=hearing_id,
            )
        )

    def history(self, case_id: str, limit: int = 200) -> tuple[Happening, ...]:
        """Give what happened in a case, newest first."""
        rows = self._connection.execute(
            select(HappeningRow, AccountRow.name.label("by_name"))
            .outerjoin(AccountRow, AccountRow.id == HappeningRow.by_id)
            .where(HappeningRow.case_id == case_id)
            .order_by(HappeningRow.at.desc(), HappeningRow.seq.desc())
            .limit(limit)
        )
        return tuple(Happening(r.seq, r.at, r.kind, r.words, r.by_name or "", r.hearing_id) for r in rows)

    def _case(self, row: Any, at_hand: AtHand | None) -> Case:
        references = REFERENCES.rows(self._connection, row.id, at_hand)
        return Case(
            case_id=row.id,
            ref=row.ref,
            track=Track(row.track),
            team_id=row.team_id,
            owner_id=row.owner_id,
            cps_team_id=row.cps_team_id,
            court_code=row.court_code,
            support_began_on=row.support_began_on,
            signed_as=row.owner_name.split(" ")[0],
            support_phone=row.desk_phone or row.phone,
            charged_on=row.charged_on,
            restricted=row.restricted,
            closed_on=row.closed_on,
            revision=row.revision,
            references=tuple(Reference(r.kind, r.value) for r in references),
            defendants=Defendants(self._connection).of_case(row.id, at_hand),
            tribunal=None if row.tribunal is None else Tribunal(row.tribunal),
            came_on=row.came_on,
        )
