"""The demo world: an obviously fictional team, its courts, its cases and a few court lists, as plain data.

Dates are relative to the day it is made. Telephone numbers come from Ofcom's range for drama, addresses end in
`.example`, names are invented. Nothing here is like anybody on purpose.
"""

from witness.intake.demo.cases import demo_cases
from witness.intake.demo.courts import COURTS
from witness.intake.demo.lists import (
    broken_list,
    firm_list_moving_the_walk,
    list_leaving_one_out,
    list_of_strangers,
    magistrates_list_of_strangers,
    other_firm_list,
)
from witness.intake.demo.news import News, demo_news
from witness.intake.demo.past import PastCase, past_cases
from witness.intake.demo.postcodes import BASES, OFFICE_OUTCODE, OUTCODES, family_places
from witness.intake.demo.tales import WALK
from witness.intake.demo.team import STAFF, TEAMS
from witness.intake.demo.today import demo_taps, late_hour

__all__ = [
    "BASES",
    "COURTS",
    "OFFICE_OUTCODE",
    "OUTCODES",
    "STAFF",
    "TEAMS",
    "WALK",
    "News",
    "PastCase",
    "broken_list",
    "demo_cases",
    "demo_news",
    "demo_taps",
    "family_places",
    "firm_list_moving_the_walk",
    "late_hour",
    "list_leaving_one_out",
    "list_of_strangers",
    "magistrates_list_of_strangers",
    "other_firm_list",
    "past_cases",
]
