"""Puts the parts together: settings in, a kit with every port opened out."""

from collections.abc import Callable
from functools import cache

from witness.actions.sandbox import sandbox_mail, sandbox_texts
from witness.actions.week_run import Answer
from witness.clock import Clock, ShiftedClock, SystemClock
from witness.domain.sending import Limits
from witness.domain.working_days import WorkingCalendar
from witness.intake.holidays import bundled_calendar
from witness.intake.road_service import RoadService
from witness.kit import Kit
from witness.messaging.carrier import MailCarrier, TextCarrier
from witness.messaging.notify_sms import NotifyCarrier
from witness.messaging.smtp_mail import SmtpCarrier
from witness.messaging.twilio_sms import TwilioCarrier
from witness.messaging.wording import Wording
from witness.planner.plan import Plan
from witness.planner.problem import Problem
from witness.questions.published_wording import PublishedInStore
from witness.settings import Settings
from witness.store import Store, open_store


def kit_for(settings: Settings) -> Kit:
    """Open every port that the settings name."""
    store = open_store(settings.database_url, settings.field_keys)
    clock = SystemClock() if settings.clock_starts_at is None else ShiftedClock(settings.clock_starts_at)

    limits = Limits()

    def calendar() -> WorkingCalendar:
        with store.reading() as desk:
            return desk.courts.calendar() or _bundled()

    return Kit(
        settings=settings,
        store=store,
        clock=clock,
        calendar=calendar,
        texts=_texts(settings, store, clock, limits),
        mail=_mail(settings, store, clock),
        wording=Wording(settings.templates_dir / "messages", PublishedInStore(store), replies=settings.can_be_answered),
        limits=limits,
        roads=RoadService(settings.travel_url) if settings.travel_url else None,
        planner=_planner,
    )


@cache
def _bundled() -> WorkingCalendar:
    return bundled_calendar()


def _planner(
    problem: Problem, *, seconds: float, seed: int, stop: Callable[[], bool], on_better: Callable[[Plan, float], None]
) -> Answer:
    # It takes seconds and much memory to load what plans are made with, and the web server never makes one.
    from witness.planner.solve import solve

    return solve(problem, seconds=seconds, seed=seed, stop=stop, on_better=on_better)


def _texts(settings: Settings, store: Store, clock: Clock, limits: Limits) -> TextCarrier:
    connect, read = limits.connect_seconds, limits.read_seconds
    if settings.twilio is not None:
        return TwilioCarrier(settings.twilio, connect_seconds=connect, read_seconds=read)
    if settings.notify is not None:
        return NotifyCarrier(settings.notify, connect_seconds=connect, read_seconds=read)
    return sandbox_texts(store, clock)


def _mail(settings: Settings, store: Store, clock: Clock) -> MailCarrier:
    if not settings.mail_url:
        return sandbox_mail(store, clock)
    return SmtpCarrier(settings.mail_url, settings.mail_from, bounces=settings.mail_bounces)
