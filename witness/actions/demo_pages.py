"""The demo's one private page: a mother asked for it, her link came by text, and her code was told on the telephone."""

from datetime import datetime

from witness.actions.passwords import Passwords
from witness.actions.private_pages import make_link, switch
from witness.domain.access import Asking
from witness.domain.contact import Channel
from witness.domain.people import Part
from witness.domain.rules import Rules
from witness.store import Store

REF = "WS-26-024"
# Everybody may know it: it opens the page of somebody who does not exist.
CODE = "246810"
SAID_ON_THE_PHONE = "{} said on the telephone: the numbers for your page are {} {}. Tell them to nobody."


def open_a_page(store: Store, rules: Rules, now: datetime) -> None:
    """Switch the page on, make its link and leave what was said of it on the demo's phone."""
    with store.reading() as desk:
        case_id = desk.cases.id_of(REF)
        if case_id is None:
            return  # a smaller world without this tale
        picture = desk.cases.known_picture(case_id)
        owner = desk.accounts.get(picture.case.owner_id)
    mother = next(p.person_id for p in picture.parts if p.part is Part.PARENT_CARER)
    phone = next(c for c in picture.contacts if c.person_id == mother and c.channel is Channel.SMS)
    asking = Asking(owner.viewer, now)
    because = "She asked for it: nobody else sees her phone"
    switch(store, case_id, phone.contact_id, on=True, because=because, rules=rules, asking=asking)
    light = Passwords.light()  # the code stands above
    make_link(store, light, case_id, phone.contact_id, by_text=True, rules=rules, asking=asking, code=CODE)
    said = SAID_ON_THE_PHONE.format(phone.signed_as, CODE[:3], CODE[3:])
    with store.changing() as desk:
        desk.sandbox.keep(channel="voice", address=phone.value, body=said, reference="", now=now)
