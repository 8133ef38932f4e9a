"""What a manager reads of the light: the same from both databases, of their cases, in a fixed number of statements."""

from tests.past_days import days_gone_by
from tests.questions.counting import statements_of
from tests.worlds import a_world
from witness.kit import Kit
from witness.questions.calibration import light

MOST_STATEMENTS = 13


def test_what_was_said_is_held_against_who_came(live: Kit) -> None:
    world = a_world(live)
    days_gone_by(live, world, came="l" * 20 + "a" * 5, absent="a" * 9 + "l" * 5)
    asking = world.asking("mo", live)

    with statements_of(live.store) as sent:
        page = light(live.store, days=365, rules=live.rules(), asking=asking)
    elsewhere = light(live.store, days=365, rules=live.rules(), asking=world.asking("otis", live))

    assert page.days == 39
    assert "Under “act” 10 working days before, of those who did not come: 9 of 14." in page.sentences
    assert "Missed, “low” to the last working day before, of those who did not come: 5 of 14." in page.sentences
    judged = {row.band: row for row in dict(page.by_band)[10]}
    assert (judged["act"].count, judged["act"].absent, judged["low"].absent) == ("14", "9", "5")
    assert page.factors[0].absent == "9 of 14"
    assert {row.of for row in dict(page.groups)["Age on the day"]} == {"14 to 17", "under 14"}
    assert elsewhere.days == 0
    assert len(sent) <= MOST_STATEMENTS
