"""Who may read each sealed column: a new one fails until somebody has said so. And what a liaison's pages unseal."""

import pytest
from sqlalchemy import LargeBinary

from tests.web.clients import an_app, page_of, signed_in
from tests.worlds import World
from witness.kit import Kit
from witness.store.tables import metadata
from witness.store.vault import Vault

# TEAM: whoever may see the case. FEW: fewer, by a further rule. BOTH: the CPS too. OWN: only whoever it is of.
# NOBODY: machines compare it, no page shows it.
TEAM, FEW, BOTH, OWN, NOBODY = "team", "few", "both", "own", "nobody"
READERS: dict[str, str] = {
    "account.totp_sealed": OWN,
    "after_fact.words_sealed": TEAM,
    "calendar_choice.nickname_sealed": TEAM,
    "calendar_choice.title_sealed": TEAM,
    "contact_step.terms_sealed": TEAM,
    "emergency_opening.found_words_sealed": FEW,
    "emergency_opening.words_sealed": FEW,
    "enquiry.words_sealed": BOTH,
    "enquiry_end.words_sealed": BOTH,
    "feedback.sentence_sealed": FEW,
    "link_wish.email_sealed": NOBODY,
    "message.text_sealed": TEAM,
    "note.text_sealed": FEW,
    "page_choice.because_sealed": TEAM,
    "person.born_on_sealed": TEAM,
    "person.name_sealed": TEAM,
    "place_area.outcode_sealed": TEAM,
    "police_passing.form_sealed": FEW,
    "police_passing.officer_sealed": FEW,
    "privacy_incident.reason_sealed": FEW,
    "promise.words_sealed": TEAM,
    "reply.sender_sealed": FEW,
    "reply.text_sealed": FEW,
    "safe_contact.alias_sealed": TEAM,
    "safe_contact.code_word_sealed": FEW,
    "safe_contact.value_sealed": TEAM,
    "sandbox_item.calendar": NOBODY,
    "security_key.credential": NOBODY,
    "security_key.public_key": NOBODY,
    "trip.meeting_sealed": TEAM,
    "wellbeing_check.answers_sealed": FEW,
    "wording_step.checker_sealed": FEW,
    "working_terms.base_sealed": TEAM,
}
# Seals are named by what they hold; these are never opened while a liaison looks.
NEVER_FOR_A_LIAISON = frozenset(
    {column.removesuffix("_sealed") for column, readers in READERS.items() if readers in (FEW, OWN)}
)


def test_every_sealed_column_says_who_may_read_it() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }

    assert found == set(READERS)


def test_a_liaison_has_nothing_unsealed_that_is_for_fewer_than_the_team(
    lite: Kit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: set[str] = set()
    really = Vault.open

    def noted(vault: Vault, column: str, row_id: str, sealed: bytes) -> str:
        opened.add(column)
        return really(vault, column, row_id, sealed)

    app = an_app(lite)
    monkeypatch.setattr(Vault, "open", noted)
    leigh, olu = signed_in(app, lite, "leigh"), signed_in(app, lite, "olu")
    for path in ("/readiness", f"/readiness/{world.case}", f"/questions/{world.case}", "/questions"):
        page_of(leigh, path)

    assert opened & NEVER_FOR_A_LIAISON == set()
    page_of(olu, f"/cases/{world.case}/people")
    assert "person.name" in opened  # the same eyes see what an officer's page opens
