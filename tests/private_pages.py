"""A mother with a private page: the few acts that its tests share."""

from dataclasses import replace

from tests.worlds import World
from witness.actions import private_pages
from witness.actions.passwords import Passwords
from witness.actions.private_pages import Made
from witness.domain.contact import SafeContact, StepKind, Tier
from witness.domain.contact_answers import Belongs, Previews
from witness.domain.court_time import london_day
from witness.kit import Kit

LIGHT = Passwords.light()


def phone_of(kit: Kit, world: World) -> SafeContact:
    with kit.store.reading() as desk:
        found = desk.contacts.get(world.mobile)
    assert found is not None
    return found


def agrees_to_everything(kit: Kit, world: World, language: str = "en") -> None:
    """The phone is her own, nobody else sees it, and she asked to be told everything."""
    today = london_day(kit.clock.now())
    private = replace(
        phone_of(kit, world),
        tier=Tier.L3,
        belongs=Belongs.OWN,
        previews=Previews.OFF,
        opted_in_on=today,
        reviewed_on=today,
        language=language,
    )
    with kit.store.changing() as desk:
        desk.contacts.change(private, StepKind.CHECKED, now=kit.clock.now())


def has_a_page(kit: Kit, world: World) -> None:
    agrees_to_everything(kit, world)
    private_pages.switch(
        kit.store,
        world.case,
        world.mobile,
        on=True,
        because="she asked for it",
        rules=kit.rules(),
        asking=world.asking("olu", kit),
    )


def a_link(kit: Kit, world: World, *, by_text: bool = False) -> Made:
    has_a_page(kit, world)
    return private_pages.make_link(
        kit.store,
        LIGHT,
        world.case,
        world.mobile,
        by_text=by_text,
        rules=kit.rules(),
        asking=world.asking("olu", kit),
    )


def another_code(made: Made, nth: int = 1) -> str:
    return f"{(int(made.code) + nth) % 1_000_000:06d}"
