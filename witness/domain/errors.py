"""The refusals of this product: each says, in words an officer understands, what is wrong and where."""


class Refused(Exception):
    """Something was asked that the rules do not allow. The message is written for the person who asked."""


class NotFound(Refused):
    """There is nothing of that name, or nothing that this person may know of. The two are never told apart."""


class SomebodyElseChangedThis(Refused):
    """The thing was changed after the page was shown; what the person typed has not been saved over it."""


class PleaseConfirm(Refused):
    """It can be done, but not by accident: whoever asks is shown why to think again, and may then confirm it."""

    def __init__(self, warnings: tuple[str, ...]) -> None:
        """Keep what to think of; there is at least one."""
        super().__init__(" ".join(warnings))
        self.warnings = warnings
