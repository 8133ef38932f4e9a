"""Staff: teams, accounts, second factors, sessions and the counting of failed sign-ins."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, LargeBinary, String, true
from sqlalchemy.orm import Mapped, mapped_column

from witness.store.types import Base, Id, UtcMoment, Word


class TeamRow(Base):
    """A support team, or a unit of the CPS."""

    __tablename__ = "team"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(Word)
    phone: Mapped[str] = mapped_column(String(40), default="")


class AccountRow(Base):
    """Somebody who may sign in."""

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(Word)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    state: Mapped[str] = mapped_column(Word)
    desk_phone: Mapped[str] = mapped_column(String(40), default="")
    password_hash: Mapped[str] = mapped_column(String(255), default="")
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_last_step: Mapped[int] = mapped_column(Integer, default=0)
    generation: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[datetime] = mapped_column(UtcMoment)
    mails_digest: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())


class RecoveryCodeRow(Base):
    """A one-use code for somebody who has lost the second factor."""

    __tablename__ = "recovery_code"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class InviteRow(Base):
    """A one-use link by which an account is opened or its password set anew."""

    __tablename__ = "invite"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcMoment)
    used_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class SignInSessionRow(Base):
    """A server-side session. The cookie holds a random token, this table only its hash."""

    __tablename__ = "sign_in_session"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    began_at: Mapped[datetime] = mapped_column(UtcMoment)
    seen_at: Mapped[datetime] = mapped_column(UtcMoment)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class FailedSignInRow(Base):
    """One failed try, counted by address and by account so that several processes share the count."""

    __tablename__ = "failed_sign_in"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcMoment)
    counts: Mapped[bool] = mapped_column(Boolean, default=True)
    __table_args__ = (Index(None, "key", "at"),)
