"""Keeps versions of the words for families, and what was done with each. Rows are added and never changed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from witness.domain.contact import Channel
from witness.domain.wording import DECIDES, Act, InUse, Language, Published, Step, TemplateKey, Version
from witness.identifiers import new_id
from witness.store.tables.wording import WordedRow, WordingLanguageRow, WordingStepRow, WordingVersionRow
from witness.store.vault import Vault

CHECKER = "wording_step.checker"


class Wordings:
    """The drawer of words for families."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Work in this transaction with these keys."""
        self._connection = connection
        self._vault = vault

    def number(self) -> int:
        """Give a number that rises with every step and every language: one small statement."""
        steps = select(func.coalesce(func.max(WordingStepRow.place), 0)).scalar_subquery()
        languages = select(func.count()).select_from(WordingLanguageRow).scalar_subquery()
        return int(self._connection.execute(select(steps + languages)).scalar_one())

    def published(self) -> Published:
        """Give what people have decided: for each template that anybody decided about, the words used now, or None."""
        rows = self._connection.execute(
            select(WordingVersionRow, WordingStepRow.act)
            .join(WordingStepRow, WordingStepRow.version_id == WordingVersionRow.id)
            .where(WordingStepRow.act.in_(sorted(DECIDES)))
            .order_by(WordingStepRow.place)
        )
        decided: dict[TemplateKey, InUse | None] = {}
        for row in rows:
            decided[_key(row)] = InUse(row.number, row.body) if row.act == Act.PUBLISHED else None
        return Published(decided, self.languages())

    def versions_of(self, key: TemplateKey) -> tuple[Version, ...]:
        """Give every version of a template that is kept, oldest first."""
        return self._versions(
            WordingVersionRow.channel == key.channel.value,
            WordingVersionRow.language == key.language,
            WordingVersionRow.name == key.name,
        )

    def all_versions(self) -> dict[TemplateKey, tuple[Version, ...]]:
        """Give every version that is kept, by template, oldest first."""
        kept: dict[TemplateKey, list[Version]] = defaultdict(list)
        for version in self._versions():
            kept[version.key].append(version)
        return {key: tuple(versions) for key, versions in kept.items()}

    def add_version(self, version: Version) -> None:
        """Keep a version. Its steps are added one by one."""
        self._connection.execute(
            insert(WordingVersionRow).values(
                id=version.version_id,
                channel=version.key.channel.value,
                language=version.key.language,
                name=version.key.name,
                number=version.number,
                body=version.body,
                drafted_at=version.drafted_at,
                drafted_by=version.author_id,
            )
        )

    def add_step(self, version_id: str, step: Step) -> None:
        """Keep what was done with a version; its place is given here. Two at once: the database refuses one."""
        step_id = new_id()
        last = self._connection.execute(select(func.coalesce(func.max(WordingStepRow.place), 0))).scalar_one()
        self._connection.execute(
            insert(WordingStepRow).values(
                id=step_id,
                version_id=version_id,
                place=last + 1,
                act=step.act.value,
                at=step.at,
                by_id=step.by_id,
                because=step.because,
                checker_sealed=self._vault.seal(CHECKER, step_id, step.checker) if step.checker else None,
                checked_on=step.checked_on,
            )
        )

    def languages(self) -> tuple[Language, ...]:
        """Give the languages that were added, in the order of their codes."""
        rows = self._connection.execute(select(WordingLanguageRow).order_by(WordingLanguageRow.code))
        return tuple(Language(row.code, row.english, row.own, row.is_rtl) for row in rows)

    def add_language(self, language: Language, *, by_id: str, now: datetime) -> None:
        """Add a language."""
        self._connection.execute(
            insert(WordingLanguageRow).values(
                code=language.code,
                english=language.english,
                own=language.own,
                is_rtl=language.is_rtl,
                added_at=now,
                added_by=by_id,
            )
        )

    def note_uses(self, uses: Iterable[tuple[str, str, str]]) -> None:
        """Remember with which version of which template attempts were written: (attempt, template, version) of each."""
        rows = [{"attempt_id": attempt, "template": name, "version": version} for attempt, name, version in uses]
        if rows:
            self._connection.execute(insert(WordedRow), rows)

    def uses_of(self, template: str) -> dict[str, int]:
        """Count the messages that were written with each version of a template: {"2.0a1b2c3d": 14}."""
        query = (
            select(WordedRow.version, func.count().label("messages"))
            .where(WordedRow.template == template)
            .group_by(WordedRow.version)
        )
        return {row.version: row.messages for row in self._connection.execute(query)}

    def used_for(self, attempt_ids: Iterable[str]) -> dict[str, str]:
        """Give the template and version that attempts were written with: {attempt: "en/ring 1.0a1b2c3d"}."""
        query = select(WordedRow).where(WordedRow.attempt_id.in_(list(attempt_ids)))
        return {row.attempt_id: f"{row.template} {row.version}" for row in self._connection.execute(query)}

    def _versions(self, *conditions) -> tuple[Version, ...]:  # type: ignore[no-untyped-def]
        rows = self._connection.execute(
            select(WordingVersionRow)
            .where(*conditions)
            .order_by(
                WordingVersionRow.channel,
                WordingVersionRow.language,
                WordingVersionRow.name,
                WordingVersionRow.number,
            )
        ).all()
        query = select(WordingStepRow).order_by(WordingStepRow.place)
        if conditions:
            query = query.where(WordingStepRow.version_id.in_([row.id for row in rows]))
        steps: dict[str, list[Step]] = defaultdict(list)
        for row in self._connection.execute(query):
            steps[row.version_id].append(self._step(row))
        return tuple(replace(_version(row), steps=tuple(steps[row.id])) for row in rows)

    def _step(self, row) -> Step:  # type: ignore[no-untyped-def]
        sealed = row.checker_sealed
        return Step(
            act=Act(row.act),
            at=row.at,
            by_id=row.by_id,
            place=row.place,
            because=row.because,
            checker="" if sealed is None else self._vault.open(CHECKER, row.id, sealed),
            checked_on=row.checked_on,
        )


def _key(row) -> TemplateKey:  # type: ignore[no-untyped-def]
    return TemplateKey(Channel(row.channel), row.language, row.name)


def _version(row) -> Version:  # type: ignore[no-untyped-def]
    return Version(row.id, _key(row), row.number, row.body, row.drafted_at, row.drafted_by)
