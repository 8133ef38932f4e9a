"""What every door is handed: the ports, already opened, and the settings."""

from collections.abc import Callable
from dataclasses import dataclass, field

from witness.actions.post import Post
from witness.actions.week_run import Planner
from witness.clock import Clock
from witness.domain.duties import DutyRule
from witness.domain.duty_rules import DUTY_RULES
from witness.domain.factor_table import FIRST_TABLE, FactorTable
from witness.domain.rules import Rules
from witness.domain.sending import Limits
from witness.domain.working_days import WorkingCalendar
from witness.intake.road_service import RoadService
from witness.messaging.carrier import MailCarrier, TextCarrier
from witness.messaging.wording import Wording
from witness.settings import Settings
from witness.store import Store


@dataclass(frozen=True, slots=True)
class Kit:
    """Made once for each process by `witness.wiring`.

    calendar: gives the working days as they are known now (an administrator may load further bank holidays).
    planner: makes plans of weeks; for the worker alone, because it thinks for seconds.
    roads: where the worker asks how long ways take; None when straight lines have to do.
    limits: how long everything about sending may take; not a setting, because they only hold together.
    """

    settings: Settings
    store: Store
    clock: Clock
    calendar: Callable[[], WorkingCalendar]
    texts: TextCarrier
    mail: MailCarrier
    wording: Wording
    limits: Limits = field(default_factory=Limits)
    roads: RoadService | None = None
    planner: Planner | None = None

    def rules(self) -> Rules:
        """Give what decides beside the facts of a case, as it is now."""
        duties, factors = self._kept()
        return Rules(self.calendar(), self.settings.hold, self.wording.languages(), duties, factors)

    def _kept(self) -> tuple[tuple[DutyRule, ...], FactorTable]:
        with self.store.reading() as desk:
            return desk.duties.rules() or DUTY_RULES, desk.factor_tables.standing() or FIRST_TABLE

    def post(self) -> Post:
        """Give what sending needs."""
        settings = self.settings
        return Post(
            self.texts,
            self.mail,
            self.wording,
            settings.mail_from,
            self.rules(),
            self.clock,
            self.limits,
            settings.public_url.rstrip("/"),
        )
