"""What somebody is mailed about their own account: one sentence of a closed list, and when."""

from enum import StrEnum

# What the reason of such a mail begins with.
ACCOUNT = "account:"
# From this many wrong passwords on, the sign-in that follows is worth a mail.
FAILURES_WORTH_A_MAIL = 5


class AccountNews(StrEnum):
    """What happened. The words are those of the mail."""

    NEW_DEVICE = "new_device"
    AFTER_FAILURES = "after_failures"
    RECOVERY_CODE = "recovery_code"
    PASSWORD = "password"  # noqa: S105 - a piece of news  # nosec B105
    NEW_CODES = "new_codes"
    KEY_ADDED = "key_added"
    KEY_REMOVED = "key_removed"


NEWS_IN_WORDS: dict[AccountNews, str] = {
    AccountNews.NEW_DEVICE: "Somebody signed in as you from a new browser",
    AccountNews.AFTER_FAILURES: "Somebody signed in as you after several wrong passwords",
    AccountNews.RECOVERY_CODE: "One of your recovery codes was used to sign in",
    AccountNews.PASSWORD: "Your password was changed",
    AccountNews.NEW_CODES: "You have new recovery codes; the old ones have ended",
    AccountNews.KEY_ADDED: "A security key was added to your account",
    AccountNews.KEY_REMOVED: "A security key was removed from your account",
}


def news_of(reason_key: str) -> AccountNews | None:
    """Give the news that a mail is about, from its reason; None when it is about something else."""
    if not reason_key.startswith(ACCOUNT):
        return None
    return AccountNews(reason_key.removeprefix(ACCOUNT).partition(":")[0])
