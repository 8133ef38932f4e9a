"""Every template with the fields it will really get: short, safe, and refused when it is not."""

import re
import shutil
from pathlib import Path

import pytest

from witness.domain.account_news import NEWS_IN_WORDS, AccountNews
from witness.domain.contact import Tier
from witness.domain.messages import Purpose
from witness.messaging.gsm7 import GSM_7, UCS_2, encoding_of, places_of, segments_of
from witness.messaging.lint import findings
from witness.messaging.wording import MAILS, TEXTS, NoWording, UnsafeWording, Wording

TEMPLATES = Path(__file__).parents[2] / "templates" / "messages"

TYPICAL = {
    "sender": "Olu",
    "day": "Mon 7 Dec",
    "time": "9am",
    "old_day": "Tue 1 Dec",
    "first_day": "Mon 7 Dec",
    "last_day": "Fri 18 Dec",
    "phone": "0113 496 0123",
    "choices": "1 Tue 1 Dec, 2 Mon 7 Dec",
}
LONGEST = TYPICAL | {
    "sender": "Christopher",
    "day": "Wed 30 Sep",
    "time": "11.30am",
    "old_day": "Wed 23 Sep",
    "first_day": "Mon 21 Sep",
    "last_day": "Wed 30 Sep",
    "choices": "1 Wed 23 Sep, 2 Wed 30 Sep",
}
WELSH = TYPICAL | {"day": "Llun 7 Rhag", "time": "9yb", "old_day": "Maw 1 Rhag", "first_day": "Llun 7 Rhag"}
WELSH |= {"last_day": "Gwe 18 Rhag"}

TO_FAMILIES = [name for name in MAILS if not name.startswith("staff_")]

# English texts that need a second segment with the longest fields: two days and a third in one text.
TWO_SEGMENTS_AT_LONGEST = {"date_changed_window"}
WITHOUT_THREE_ANSWERS = {"called_off", "called_off_again"}
ASKS = [name for name, rule in TEXTS.items() if rule.tier is Tier.L1]
# What answers a text of theirs, or says how it stands, names a day or an hour and asks nothing about coming.
ANSWERS = {
    "away": "en/away_plain",
    "stop_which": "en/stop_done",
    "still_waiting": "en/still_waiting_plain",
    "time_agreed": "en/thanks_other",
}
ASKS = [name for name, rule in TEXTS.items() if rule.tier is Tier.L1 and name not in ANSWERS]


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording(TEMPLATES)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TEMPLATES, tmp_path / "messages"))


@pytest.fixture(scope="module")
def welsh(tmp_path_factory: pytest.TempPathFactory) -> Wording:
    """The Welsh wording as if somebody had approved it."""
    folder = Path(shutil.copytree(TEMPLATES, tmp_path_factory.mktemp("welsh") / "messages"))
    (folder / "APPROVED.toml").write_text('[cy]\nversion = "1"\napproved = true\n')
    return Wording(folder)


def test_only_approved_languages_are_offered(wording):
    assert wording.languages() == {"en"}


def test_a_language_with_a_template_missing_is_not_offered(copy):
    (copy / "sms" / "en" / "ring.txt").unlink()

    assert Wording(copy).languages() == frozenset()


def test_every_purpose_has_words():
    without_variants = {name.partition("_maybe")[0].partition("_window")[0] for name in TEXTS}
    thanked = {"thanks"} if any(name.startswith("thanks_") for name in TEXTS) else set()

    assert {purpose.value for purpose in Purpose} <= without_variants | set(MAILS) | thanked


def test_every_template_on_the_shelf_is_in_the_table():
    for language in ("en", "cy"):
        on_the_shelf = {path.stem.removesuffix("_l1") for path in (TEMPLATES / "sms" / language).iterdir()}
        assert on_the_shelf == set(TEXTS)
        assert {path.stem for path in (TEMPLATES / "email" / language).iterdir()} == set(MAILS)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("time", ["9am", ""])
def test_a_typical_english_text_is_one_segment(wording, name, time):
    text = wording.text(name, "en", TYPICAL | {"time": time}, Tier.L1)

    assert (text.encoding, text.segments) == (GSM_7, 1)
    assert places_of(text.body) <= 160
    assert "  " not in text.body
    assert " at ." not in text.body


@pytest.mark.parametrize("name", TEXTS)
def test_the_longest_english_text_is_one_segment_but_for_a_known_few(wording, name):
    text = wording.text(name, "en", LONGEST, Tier.L1)

    assert text.encoding == GSM_7
    assert text.segments == (2 if name in TWO_SEGMENTS_AT_LONGEST else 1)


@pytest.mark.parametrize("name", TEXTS)
def test_a_welsh_text_is_at_most_two_segments_and_as_safe(welsh, name):
    text = welsh.text(name, "cy", WELSH, Tier.L1)

    assert text.encoding == GSM_7
    assert text.segments <= 2


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("tier", [Tier.L0, Tier.L1, Tier.L2])
def test_every_text_is_green_names_its_sender_and_a_number(wording, name, tier):
    text = wording.text(name, "en", TYPICAL, tier)

    assert [finding for finding in findings(text.body, Tier.L1, language="en") if finding.red] == []
    assert "Olu" in text.body
    assert "0113 496 0123" in text.body


@pytest.mark.parametrize("name", ASKS)
def test_at_the_lowest_tier_every_text_only_asks_to_ring(wording, name):
    text = wording.text(name, "en", TYPICAL, Tier.L0)

    assert text.template in {"en/ring", "en/ring_changed", "en/dont_set_off_again"}
    assert not re.search(r"7 Dec|9am|1 Dec|18 Dec", text.body)


@pytest.mark.parametrize(("name", "below"), ANSWERS.items())
def test_at_the_lowest_tier_an_answer_names_no_day(wording, name, below):
    text = wording.text(name, "en", TYPICAL, Tier.L0)

    assert text.template == below
    assert not re.search(r"7 Dec|9am|1 Dec", text.body)


@pytest.mark.parametrize("name", ["stop_done", "stop_which", "stop_one"])
def test_what_answers_a_stop_says_the_one_word_that_starts_again(wording, name):
    assert "START" in wording.text(name, "en", TYPICAL, Tier.L1).body


@pytest.mark.parametrize("name", ["away", "away_plain"])
def test_out_of_hours_it_says_whom_to_ring_in_danger_and_not_to_wait(wording, name):
    body = wording.text(name, "en", TYPICAL, Tier.L1).body

    assert "If anyone is in danger, ring 999. Don't wait for me." in body


@pytest.mark.parametrize("name", ["date_changed", "date_changed_window", "called_off"])
def test_a_correction_at_the_lowest_tier_says_not_to_set_off(wording, name):
    assert "don't set off until we have spoken" in wording.text(name, "en", TYPICAL, Tier.L0).body


@pytest.mark.parametrize("name", [name for name in ASKS if name not in WITHOUT_THREE_ANSWERS])
def test_every_text_that_asks_offers_the_three_answers(wording, name):
    body = wording.text(name, "en", TYPICAL, Tier.L1).body

    assert "Reply 1 OK, 2 help getting there, 3 call me." in body


@pytest.mark.parametrize("name", ["date_changed", "date_changed_maybe", "date_changed_window", "called_off"])
def test_a_correction_names_the_old_day_and_replaces_what_was_said(wording, name):
    body = wording.text(name, "en", TYPICAL, Tier.L1).body

    assert "Tue 1 Dec" in body
    assert re.search(r"eplaces earlier messages\.", body)


@pytest.mark.parametrize("name", ["date_set", "keep_free", "reminder", "ring"])
def test_texts_that_are_no_correction_say_how_to_stop(wording, name):
    assert "STOP" in wording.text(name, "en", TYPICAL, Tier.L1).body


def test_the_whole_of_one_text(wording):
    text = wording.text("date_changed", "en", TYPICAL, Tier.L1)

    assert text.body == (
        "Hi, it's Olu. Now Mon 7 Dec at 9am, not Tue 1 Dec. This replaces earlier messages. "
        "Reply 1 OK, 2 help getting there, 3 call me. Ring 0113 496 0123"
    )
    assert text.template == "en/date_changed_l1"
    assert re.fullmatch(r"1\.[0-9a-f]{8}", text.version)
    assert text.body not in repr(text)


def test_a_changed_template_has_another_version(copy, wording):
    template = copy / "sms" / "en" / "ring.txt"
    template.write_text(template.read_text().replace("5 minutes", "a moment"))

    before = wording.text("ring", "en", TYPICAL, Tier.L0).version
    assert Wording(copy).text("ring", "en", TYPICAL, Tier.L0).version != before


def test_what_looks_like_a_template_in_a_field_stays_as_it_is(wording):
    body = wording.text("date_set", "en", TYPICAL | {"day": "{{7*7}} {% raw %}"}, Tier.L1).body

    assert "{{7*7}} {% raw %}" in body


def test_a_senders_name_that_is_no_name_is_refused(wording):
    with pytest.raises(UnsafeWording, match="who it is from"):
        wording.text("date_set", "en", TYPICAL | {"sender": "{{7*7}}"}, Tier.L1)


@pytest.mark.parametrize(
    "value",
    [
        "Mon\n7 Dec", "Mon\r\n7 Dec", "Mon\u20287 Dec", "Mon\x007 Dec", "Mon \u202e7 Dec", "Mon\u200b7 Dec",
        "https://bad.example", "see bad.example", "www.bad", "a@b", "x" * 61,
    ],
)  # fmt: skip
def test_a_field_holds_no_line_break_no_hidden_sign_no_link_and_no_essay(wording, value):
    with pytest.raises(UnsafeWording):
        wording.text("date_set", "en", TYPICAL | {"day": value}, Tier.L1)


def test_spaces_and_fancy_quotes_in_a_field_are_put_right(wording):
    body = wording.text("date_set", "en", TYPICAL | {"sender": "  D’Arcy\t "}, Tier.L1).body

    assert body.startswith("Hi, it's D'Arcy. ")
    assert encoding_of(body) == GSM_7


@pytest.mark.parametrize("missing", ["sender", "phone", "day"])
def test_a_missing_or_empty_field_is_refused(wording, missing):
    with pytest.raises(UnsafeWording, match=missing):
        wording.text("date_set", "en", TYPICAL | {missing: " "}, Tier.L1)
    with pytest.raises(UnsafeWording, match=missing):
        wording.text("date_set", "en", {k: v for k, v in TYPICAL.items() if k != missing}, Tier.L1)


@pytest.mark.parametrize("day", ["the trial", "court 3", "today", "Mon 7 Dec or be fined"])
def test_a_field_cannot_bring_in_what_a_template_may_not_say(wording, day):
    with pytest.raises(UnsafeWording):
        wording.text("date_set", "en", TYPICAL | {"day": day}, Tier.L3)


@pytest.mark.parametrize(
    "template",
    [
        "Hi, it's {{ sender }}. You must come to court on {{ day }}. Ring {{ phone }}",
        "Hi, it's {{ sender }}. See https://bad.example Ring {{ phone }}",
        "See you on {{ day }}. Ring {{ phone }}",
        "Hi, it's {{ sender }}. See you on {{ day }}.",
    ],
)
def test_a_template_that_is_unsafe_is_refused_with_its_reasons(copy, template):
    (copy / "sms" / "en" / "date_set_l1.txt").write_text(template)

    with pytest.raises(UnsafeWording) as refused:
        Wording(copy).text("date_set", "en", TYPICAL, Tier.L1)
    assert refused.value.findings


@pytest.mark.parametrize(("name", "language"), [("date_set", "cy"), ("date_set", "pl"), ("nothing", "en")])
def test_what_has_no_approved_words_is_refused(wording, name, language):
    with pytest.raises(NoWording):
        wording.text(name, language, TYPICAL, Tier.L1)


@pytest.mark.parametrize("name", TO_FAMILIES)
@pytest.mark.parametrize("time", ["9am", ""])
def test_a_mail_has_a_neutral_subject_and_a_body(wording, name, time):
    subject, body = wording.mail(name, "en", TYPICAL | {"time": time})

    assert subject.endswith("Keep free if you can" if name == "invitation_window" else "ppointment with Olu")
    assert body.startswith("Hello,\n\n")
    assert body.endswith("\nOlu\n")
    assert "0113 496 0123" in body


def test_the_mail_to_a_colleague_says_that_something_needs_them_and_nothing_else(wording):
    subject, body = wording.mail("staff_notice", "en", {"sender": "Support", "phone": "0113 496 0100"})

    assert subject == "Something needs you"
    assert "sign in" in body
    assert "http" not in body


@pytest.mark.parametrize("name", TO_FAMILIES)
def test_a_welsh_mail_is_as_safe(welsh, name):
    subject, body = welsh.mail(name, "cy", WELSH)

    assert "Olu" in subject or name == "invitation_window"
    assert "Llun 7 Rhag" in body


@pytest.mark.parametrize("language", ["en", "cy"])
def test_no_sentence_of_a_template_is_long(language):
    for path in (TEMPLATES / "sms" / language).iterdir():
        for sentence in re.split(r"[.?!] ", re.sub(r"\{%.*?%\}|\{\{ (\w+) \}\}", r"\1", path.read_text())):
            assert len(sentence.split()) <= 20, (path.name, sentence)


@pytest.mark.parametrize(
    ("body", "encoding", "segments"),
    [
        ("a" * 160, GSM_7, 1),
        ("a" * 161, GSM_7, 2),
        ("a" * 306, GSM_7, 2),
        ("a" * 307, GSM_7, 3),
        ("€" * 80, GSM_7, 1),
        ("€" * 81, GSM_7, 2),
        ("a" * 152 + "€" + "a" * 152, GSM_7, 3),  # the two places of € are not split: 152, 1+..., rest
        ("£é[]{}\\~^|", GSM_7, 1),
        ("ŵ" * 70, UCS_2, 1),
        ("ŵ" * 71, UCS_2, 2),
        ("ŵ" * 134, UCS_2, 2),
        ("ŵ" * 135, UCS_2, 3),
        ("😀" * 35, UCS_2, 1),
        ("😀" * 36, UCS_2, 2),
        ("it’s", UCS_2, 1),
        ("", GSM_7, 1),
    ],
)
def test_the_length_on_the_air_is_known(body, encoding, segments):
    assert (encoding_of(body), segments_of(body)) == (encoding, segments)


@pytest.mark.parametrize("news", list(AccountNews))
def test_every_piece_of_news_about_an_account_can_be_mailed(wording: Wording, news: AccountNews) -> None:
    who = {"sender": "Support", "phone": "0113 496 0100", "when": "Wednesday 23 December 2026, 10.45am"}

    _, body = wording.mail("staff_account", "en", who | {"what": NEWS_IN_WORDS[news]})

    assert f"{NEWS_IN_WORDS[news]}: Wednesday 23 December 2026, 10.45am." in body
