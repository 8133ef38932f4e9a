"""Which court a magistrates' list is for: the one it came with, and the ones it names itself."""

from dataclasses import dataclass

from witness.domain.courts import court_key
from witness.intake.court_lists.reading import Given, UnreadableList


@dataclass(frozen=True, slots=True)
class NamedCourts:
    """The court that came beside a list, and the names of court houses in it. Such lists hold no codes."""

    given: Given
    names: frozenset[str]

    def must_name_one(self, where: str) -> None:
        """Refuse a list of which nobody says for which court it is.

        Raises:
            UnreadableList: no court came with it, and it names none.
        """
        if not (self.given.court_code or self.given.court_name or self.names):
            raise UnreadableList(f"{where} does not say for which court the list is: give the court.")

    def code_of(self, house: str) -> str:
        """Give the code of a court house; "" where the list names several and this is not the one that was given."""
        alone = len({court_key(name) for name in self.names}) <= 1
        is_given = not house or alone or court_key(house) == court_key(self.given.court_name)
        return self.given.court_code if is_given else ""

    @property
    def main_name(self) -> str:
        """The name of the court that made the list, as well as it is known."""
        return self.given.court_name or min(self.names, default="")

    @property
    def buildings(self) -> tuple[tuple[str, str], ...]:
        """The code and name of every building of the list."""
        return tuple((self.code_of(name), name) for name in sorted(self.names))
