"""What the demo world shows of access: one case that a colleague of another team has just opened in an emergency."""

from datetime import datetime, timedelta

from witness.actions.break_glass import open_case
from witness.domain.access import Asking
from witness.domain.break_glass import Reason
from witness.domain.rules import Rules
from witness.store import Store

WHO, WHICH, BEFORE = "otis@support.example", "WS-26-018", timedelta(minutes=20)
WORDS = "A mother stood at our counter, her officer was in court and nobody answered"


def open_one(store: Store, rules: Rules, now: datetime) -> None:
    """Have a case opened a short while ago, so that a manager finds one to look at."""
    with store.reading() as desk:
        account = desk.accounts.with_email(WHO)
    if account is not None:
        asking = Asking(account.viewer, now - BEFORE)
        open_case(store, WHICH, Reason.NOBODY_THERE, WORDS, rules=rules, asking=asking)
