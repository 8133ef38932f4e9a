"""What would help: the same sum over a picture changed as the act itself would change it."""

from dataclasses import replace

from tests.builders import CALENDAR, WITNESS, a_hearing, a_picture, concern_at
from tests.domain.concern_causes import CAUSES, NOW, quiet
from witness.domain.cases import CasePicture
from witness.domain.concern import Band, Code
from witness.domain.evidence import AnswerKind
from witness.domain.what_if import Act, effects, suppose


def with_causes(*codes: Code) -> CasePicture:
    picture = quiet()
    for code in codes:
        picture = CAUSES[code](picture)
    return picture


def test_each_act_takes_away_what_it_answers_and_nothing_else() -> None:
    picture = with_causes(
        Code.TRANSPORT_OPEN, Code.NO_SUPPORTER, Code.PTV_NOT_DONE, Code.LANGUAGE_UNMET, Code.LONG_WAIT
    )
    before = {f.code for f in concern_at(NOW, picture).factors}
    answers = {
        Act.LIFT: Code.TRANSPORT_OPEN,
        Act.SUPPORTER: Code.NO_SUPPORTER,
        Act.VISIT: Code.PTV_NOT_DONE,
        Act.INTERPRETER: Code.LANGUAGE_UNMET,
    }
    for act, code in answers.items():
        after = {f.code for f in concern_at(NOW, suppose(picture, WITNESS, act, NOW)).factors}
        assert before - after == {code}
        assert after - before == set()


def test_what_helps_most_stands_first_and_what_changes_nothing_is_left_out() -> None:
    found = effects(with_causes(Code.TRANSPORT_OPEN, Code.LANGUAGE_UNMET), WITNESS, CALENDAR, NOW)

    assert [e.act for e in found] == [Act.INTERPRETER, Act.LIFT, Act.COMING]
    assert [e.after.points for e in found] == [10, 15, 20]
    assert found[0].gone == ("interpreter not confirmed",)
    assert found[2].new == ("attendance confirmed lately",)


def test_hearing_that_they_come_ends_silence_doubt_and_the_flag() -> None:
    picture = with_causes(Code.HARD_WITHDRAWAL, Code.AMBIVALENT, Code.NO_TWO_WAY_CONTACT, Code.NOT_CONFIRMED)
    after = concern_at(NOW, suppose(picture, WITNESS, Act.COMING, NOW))

    assert concern_at(NOW, picture).band is Band.ACT
    assert [f.code for f in after.factors] == [Code.RECONFIRMED]


def test_to_speak_with_them_settles_no_answer_and_confirms_nothing() -> None:
    picture = with_causes(Code.AMBIVALENT, Code.NO_TWO_WAY_CONTACT, Code.NOT_CONFIRMED)
    after = {f.code for f in concern_at(NOW, suppose(picture, WITNESS, Act.SPEAK, NOW)).factors}

    assert after == {Code.AMBIVALENT, Code.NOT_CONFIRMED}


def test_a_supposition_changes_nothing_that_is_kept() -> None:
    picture = with_causes(Code.TRANSPORT_OPEN, Code.AMBIVALENT)
    same = replace(picture)
    for act in Act:
        suppose(picture, WITNESS, act, NOW)

    assert picture == same
    assert all(a.settled_at is None for a in picture.answers if a.answer is AnswerKind.WORRIED)


def test_with_nothing_ahead_there_is_nothing_to_suppose() -> None:
    picture = a_picture(hearings=(a_hearing(),), events=())

    assert effects(picture, WITNESS, CALENDAR, NOW) == ()
