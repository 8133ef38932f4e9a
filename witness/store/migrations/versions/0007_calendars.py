"""calendars"""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_choice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=True),
        sa.Column("contact_id", sa.String(length=32), nullable=True),
        sa.Column("title_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("nickname_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("alarms", sa.String(length=40), nullable=False),
        sa.Column("busy", sa.Boolean(), nullable=False),
        sa.Column("whose", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_calendar_choice_by_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["safe_contact.id"], name=op.f("fk_calendar_choice_contact_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_choice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_choice")),
        sa.UniqueConstraint("person_id", "number", name=op.f("uq_calendar_choice_person_id_number")),
    )
    op.create_table(
        "calendar_entry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("hearing_id", sa.String(length=32), nullable=False),
        sa.Column("contact_id", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("look", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["court_case.id"], name=op.f("fk_calendar_entry_case_id")),
        sa.ForeignKeyConstraint(["contact_id"], ["safe_contact.id"], name=op.f("fk_calendar_entry_contact_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_calendar_entry_message_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_entry_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_entry")),
    )
    with op.batch_alter_table("calendar_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_entry_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calendar_entry_message_id"), ["message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_calendar_entry_uid"), ["uid"], unique=False)

    op.create_table(
        "mail_in",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("mail_key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_in")),
        sa.UniqueConstraint("mail_key", name=op.f("uq_mail_in_mail_key")),
    )
    with op.batch_alter_table("mail_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_in_kind_received_at"), ["kind", "received_at"], unique=False)

    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_calendar_feed_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_calendar_feed_token_digest")),
    )
    with op.batch_alter_table("calendar_feed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_feed_account_id"), ["account_id"], unique=False)

    _remember_what_was_sent()


def _remember_what_was_sent() -> None:
    """Write down the entries that calendars hold already: without them the next one would begin at 1 and be ignored.

    Until now the number of the hearing's revision was the number of the entry.
    """
    connection = op.get_bind()
    sent = connection.execute(
        sa.text(
            "SELECT id, case_id, person_id, hearing_id, contact_id, purpose, revision, planned_at FROM message"
            " WHERE purpose IN ('invitation', 'invitation_off') AND hearing_id IS NOT NULL AND state IN"
            " ('sending', 'uncertain', 'accepted', 'sent', 'delivered', 'undelivered')"
        )
    ).all()
    entries = sa.table(
        "calendar_entry",
        *(
            sa.column(name)
            for name in (
                "id", "message_id", "case_id", "person_id", "hearing_id", "contact_id", "uid", "sequence", "cancelled",
                "revision", "look", "at", "answer",
            )
        ),
    )  # fmt: skip
    for row in sent:
        values = {
            "id": row.id,
            "message_id": row.id,
            "case_id": row.case_id,
            "person_id": row.person_id,
            "hearing_id": row.hearing_id,
            "contact_id": row.contact_id,
            "uid": _uid(row.hearing_id, row.person_id),
            "sequence": row.revision,
            "cancelled": row.purpose == "invitation_off",
            "revision": row.revision,
            "look": "",
            "at": row.planned_at,
            "answer": "",
        }
        connection.execute(sa.insert(entries).values(**values))


def _uid(hearing_id: str, person_id: str) -> str:
    digest = hashlib.blake2b(f"{hearing_id}\0{person_id}".encode(), digest_size=16, person=b"invitation")
    return f"{digest.hexdigest()}@appointments.invalid"
