"""The pages of messages: lists of conversations, plans, failures and calls; and one person's thread."""

from witness.web.messages import choices, lists, thread
from witness.web.messages.pages import outbox

__all__ = ["choices", "lists", "outbox", "thread"]
