"""Keeps the doors of families' private pages. Of an address and of what a browser holds only keyed indexes are kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from witness.domain.private_page import Door, PageChoice, Stay
from witness.identifiers import id_from, new_id
from witness.store.tables.private_pages import PageChoiceRow, PageEpochRow, PageLinkRow
from witness.store.vault import Vault

BECAUSE, TOKEN, VISIT = "page_choice.because", "page_link.token", "page_link.visit"
ADDRESS = "page_link.address"
FIRST_EPOCH = 1


@dataclass(frozen=True, slots=True)
class KnownDoor:
    """A door with the slow hash of its code."""

    door: Door
    code_hash: str

    def __repr__(self) -> str:
        return f"KnownDoor({self.door.link_id})"


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody behind a door. language: in which they read."""

    door: Door
    stay: Stay
    language: str


class PrivatePages:
    """The drawer of private pages."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def choose(self, choice: PageChoice, *, by_id: str | None) -> None:
        """Keep that the page of a phone was switched on or off."""
        choice_id = new_id()
        newest = select(func.max(PageChoiceRow.number)).where(PageChoiceRow.contact_id == choice.contact_id)
        self._connection.execute(
            insert(PageChoiceRow).values(
                id=choice_id,
                contact_id=choice.contact_id,
                number=(self._connection.execute(newest).scalar_one() or 0) + 1,
                is_on=choice.is_on,
                because_sealed=self._vault.seal(BECAUSE, choice_id, choice.because),
                at=choice.at,
                by_id=by_id,
            )
        )

    def choice_of(self, contact_id: str) -> PageChoice | None:
        """Give what was last chosen for a phone; None when nobody has chosen."""
        query = select(PageChoiceRow).where(PageChoiceRow.contact_id == contact_id)
        row = self._connection.execute(query.order_by(PageChoiceRow.number.desc()).limit(1)).one_or_none()
        if row is None:
            return None
        return PageChoice(row.contact_id, row.is_on, self._vault.open(BECAUSE, row.id, row.because_sealed), row.at)

    def choices_of(self, contact_ids: Iterable[str]) -> tuple[PageChoice, ...]:
        """Give everything that was chosen for phones, the oldest first."""
        query = select(PageChoiceRow).where(PageChoiceRow.contact_id.in_(sorted(set(contact_ids))))
        rows = self._connection.execute(query.order_by(PageChoiceRow.at, PageChoiceRow.number))
        return tuple(
            PageChoice(row.contact_id, row.is_on, self._vault.open(BECAUSE, row.id, row.because_sealed), row.at)
            for row in rows
        )

    def is_on(self, contact_id: str) -> bool:
        """Whether the page of a phone is switched on."""
        choice = self.choice_of(contact_id)
        return choice is not None and choice.is_on

    def epoch(self) -> int:
        """Give which life of the database this is."""
        return self._connection.execute(select(func.max(PageEpochRow.number))).scalar_one() or FIRST_EPOCH

    def begin_epoch(self, now: datetime) -> int:
        """Begin another life of the database, in which no earlier link opens anything."""
        number = self.epoch() + 1
        self._connection.execute(insert(PageEpochRow).values(number=number, began_at=now))
        return number

    def token_of(self, link_id: str) -> str:
        """Give what the address of a link ends with: made from our key, so that a text can be worded when it leaves.

        It lies nowhere in the database, and nobody can make it from what does.
        """
        return id_from(bytes.fromhex(self._vault.index_of(ADDRESS, link_id)))

    def make(self, door: Door, *, code_hash: str, by_id: str) -> None:
        """Keep a new link."""
        self._connection.execute(
            insert(PageLinkRow).values(
                id=door.link_id,
                case_id=door.case_id,
                person_id=door.person_id,
                contact_id=door.contact_id,
                hearing_id=door.hearing_id,
                revision=door.revision,
                epoch=door.epoch,
                token_key=self._vault.index_of(TOKEN, self.token_of(door.link_id)),
                code_hash=code_hash,
                made_at=door.made_at,
                made_by=by_id,
                ends_at=door.ends_at,
                wrong=0,
                opened=0,
                revoked_because="",
                visit_key="",
                visit_language="",
            )
        )

    def with_token(self, token: str) -> KnownDoor | None:
        """Give the door that an address names, and hold it until the transaction ends; None when it names none."""
        query = select(PageLinkRow).where(PageLinkRow.token_key == self._vault.index_of(TOKEN, token))
        row = self._connection.execute(query.with_for_update()).one_or_none()
        return None if row is None else KnownDoor(_door(row), row.code_hash)

    def get(self, link_id: str) -> Door | None:
        """Give one door, and hold it until the transaction ends."""
        query = select(PageLinkRow).where(PageLinkRow.id == link_id).with_for_update()
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _door(row)

    def of_contact(self, contact_id: str) -> tuple[Door, ...]:
        """Give every link that was made for a phone, the newest first."""
        query = select(PageLinkRow).where(PageLinkRow.contact_id == contact_id)
        query = query.order_by(PageLinkRow.made_at.desc(), PageLinkRow.revoked_at.is_not(None), PageLinkRow.id)
        return tuple(_door(row) for row in self._connection.execute(query))

    def standing_of_case(self, case_id: str) -> tuple[Door, ...]:
        """Give the links of a case that nobody and nothing has taken back."""
        query = select(PageLinkRow).where(PageLinkRow.case_id == case_id, PageLinkRow.revoked_at.is_(None))
        return tuple(_door(row) for row in self._connection.execute(query.order_by(PageLinkRow.id)))

    def count(self, door: Door) -> None:
        """Keep what became of a door by a try."""
        self._connection.execute(
            update(PageLinkRow)
            .where(PageLinkRow.id == door.link_id)
            .values(wrong=door.wrong, opened=door.opened, opened_at=door.opened_at, locked_at=door.locked_at)
        )

    def revoke(self, link_id: str, because: str, now: datetime) -> None:
        """Take a link back for good. Whoever is in is out."""
        self._connection.execute(
            update(PageLinkRow)
            .where(PageLinkRow.id == link_id, PageLinkRow.revoked_at.is_(None))
            .values(revoked_at=now, revoked_because=because[:200], visit_key="")
        )

    def is_somebody_in(self, link_id: str) -> Stay | None:
        """Give who is in behind a door; None when nobody is."""
        row = self._connection.execute(select(PageLinkRow).where(PageLinkRow.id == link_id)).one()
        return _stay(row) if row.visit_key else None

    def enter(self, link_id: str, key: str, language: str, now: datetime) -> None:
        """Keep that a browser has come in. It is the only one: whoever was in before is out."""
        self._connection.execute(
            update(PageLinkRow)
            .where(PageLinkRow.id == link_id)
            .values(
                visit_key=self._vault.index_of(VISIT, key),
                visit_language=language,
                visit_began_at=now,
                visit_seen_at=now,
            )
        )

    def inside(self, key: str) -> Inside | None:
        """Give who a browser says it is; None when it is nobody who is in."""
        if not key:
            return None
        query = select(PageLinkRow).where(PageLinkRow.visit_key == self._vault.index_of(VISIT, key))
        row = self._connection.execute(query).one_or_none()
        return None if row is None else Inside(_door(row), _stay(row), row.visit_language)

    def see(self, link_id: str, now: datetime, language: str) -> None:
        """Keep that somebody who is in did something just now, and in which language they read."""
        self._connection.execute(
            update(PageLinkRow).where(PageLinkRow.id == link_id).values(visit_seen_at=now, visit_language=language)
        )

    def leave(self, key: str) -> None:
        """Keep that a browser has left."""
        self._connection.execute(
            update(PageLinkRow)
            .where(PageLinkRow.visit_key == self._vault.index_of(VISIT, key), PageLinkRow.visit_key != "")
            .values(visit_key="")
        )


def _stay(row: Any) -> Stay:
    return Stay(row.visit_began_at, row.visit_seen_at)


def _door(row: Any) -> Door:
    return Door(
        link_id=row.id,
        case_id=row.case_id,
        person_id=row.person_id,
        contact_id=row.contact_id,
        hearing_id=row.hearing_id,
        revision=row.revision,
        epoch=row.epoch,
        made_at=row.made_at,
        ends_at=row.ends_at,
        wrong=row.wrong,
        opened=row.opened,
        opened_at=row.opened_at,
        locked_at=row.locked_at,
        revoked_at=row.revoked_at,
        revoked_because=row.revoked_because,
    )
