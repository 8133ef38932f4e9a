"""Staff: teams, accounts, second factors, sessions and the counting of failed sign-ins."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, true
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


class SecurityKeyRow(Base):
    """A security key somebody registered: its public half."""

    __tablename__ = "security_key"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary)
    credential_hash: Mapped[str] = mapped_column(String(64), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    uses: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime] = mapped_column(UtcMoment)
    used_at: Mapped[datetime | None] = mapped_column(UtcMoment)


class DeviceRow(Base):
    """A browser somebody has signed in from. The cookie holds a random token, this table only its hash."""

    __tablename__ = "device"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    token_hash: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(60))
    first_at: Mapped[datetime] = mapped_column(UtcMoment)
    seen_at: Mapped[datetime] = mapped_column(UtcMoment)
    __table_args__ = (UniqueConstraint("account_id", "token_hash"),)


class LinkWishRow(Base):
    """Somebody typed an address that a link is to go to. Whether it is anybody's is found out later, by the worker."""

    __tablename__ = "link_wish"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    kind: Mapped[str] = mapped_column(Word)
    wished_at: Mapped[datetime] = mapped_column(UtcMoment)
    next_at: Mapped[datetime] = mapped_column(UtcMoment, index=True)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
