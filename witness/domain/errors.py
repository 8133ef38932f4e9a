"""The refusals of this product: each says, in words an officer understands, what is wrong and where."""


class Refused(Exception):
    """Something was asked that the rules do not allow. The message is written for the person who asked."""


class NotFound(Refused):
    """There is nothing of that name, or nothing that this person may know of. The two are never told apart."""


class SomebodyElseChangedThis(Refused):
    """The thing was changed after the page was shown; what the person typed has not been saved over it."""
