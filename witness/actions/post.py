"""What sending needs beside the store."""

from dataclasses import dataclass, field

from witness.clock import Clock
from witness.domain.rules import Rules
from witness.domain.sending import Limits
from witness.messaging.carrier import MailCarrier, TextCarrier
from witness.messaging.wording import Wording


@dataclass(frozen=True, slots=True)
class Post:
    """Carriers, words, rules and limits.

    mail_from: the address that invitations come from and answers go to. web_root: of our own pages, without a slash.
    """

    texts: TextCarrier
    mail: MailCarrier
    wording: Wording
    mail_from: str
    rules: Rules
    clock: Clock
    limits: Limits = field(default_factory=Limits)
    web_root: str = ""
