"""What the look at a template finds, rule by rule, with near misses; and every template that ships, at its longest."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witness.domain.contact import Channel, Tier
from witness.domain.spoken_dates import SPOKEN, day_in, hour_in
from witness.domain.wording import LANGUAGES, Language, TemplateKey
from witness.messaging.drafts import Look, composed, look_at, with_names, words_to_ask_for
from witness.messaging.gsm7 import GSM_7, encoding_of, segments_of
from witness.messaging.lint import MOST_SEGMENTS, RULES, findings
from witness.messaging.reading import reading_of
from witness.messaging.slots import taken_apart
from witness.messaging.template_words import longest_values, usual_values, words_for
from witness.messaging.wording import MAILS, TEXTS, UnsafeWording, Wording, keys_of, rule_of

TEMPLATES = Path(__file__).parents[2] / "templates" / "messages"
WORDING = Wording(TEMPLATES)
GOOD = (
    "Hi, it's {{ sender }}. See you on {{ day }}{% if time %} at {{ time }}{% endif %}. Ring {{ phone }}. STOP to stop."
)


def look(body: str, language: str = "en", name: str = "date_set", **more: object) -> Look:
    key = TemplateKey(Channel.SMS, language, name)
    known = LANGUAGES.get(language, Language(language, language, language))
    return look_at(key, body, TEXTS[name], known, **more)  # type: ignore[arg-type]


def red(body: str, language: str = "en", **more: object) -> set[str]:
    return {finding.code for finding in look(body, language, **more).red}


def amber(body: str, language: str = "en") -> set[str]:
    return {finding.code for finding in look(body, language).amber}


def with_words(words: str) -> str:
    return GOOD.replace("Ring {{ phone }}", f"{words} Ring {{{{ phone }}}}")


def test_a_plain_template_is_green() -> None:
    assert look(GOOD).findings == ()


FOUND = [
    ("You must come.", "threat"),
    ("This is your last chance.", "threat"),
    ("Great success.", "tone"),
    ("See you soon!", "tone"),
    ("Well done.", "tone"),
    ("Don't forget.", "tone"),
    ("Please make sure you come.", "tone"),
    ("You'll need to come.", "tone"),
    ("Smile 😀.", "tone"),
    ("About the victim.", "never"),
    ("About the abuse.", "never"),
    ("About exploitation.", "never"),
    ("The defendant moved.", "never"),
    ("The allegation stands.", "never"),
    ("It is this evening.", "relative_day"),
    ("See you tomorrow.", "relative_day"),
    ("At the court.", "court"),
    ("Bring your statement.", "evidence"),
    ("See bit.ly/abc.", "link"),
    ("About 13AB1234526.", "reference"),
    ("At 12 Oxford Street.", "address"),
    ("W sądzie.", "polish_court"),
    ("Jako świadek.", "polish_court"),
    ("Pan musi przyjść.", "polish_threat"),
    ("Jutro.", "relative_day"),
    ("Policja dzwoni.", "polish_court"),
    ("O przestępstwie.", "polish_crime"),
    ("Pomoc dla ofiar.", "polish_never"),
    ("Pani zeznania.", "polish_evidence"),
    ("عدالت میں۔", "urdu_court"),
    ("جرم کے بارے میں۔", "urdu_crime"),
    ("متاثرہ کے لیے۔", "urdu_never"),
    ("ثبوت لائیں۔", "urdu_evidence"),
    ("The police ring you.", "prosecution"),
    ("About the assault.", "crime"),
    ("Childline can help.", "helper"),
    ("At LS1 3BG.", "postcode"),
    ("Mae'n bwysig: pwysig.", "welsh_tone"),
    ("Llongyfarchiadau.", "welsh_tone"),
    ("گواہ۔", "urdu_court"),
    ("لازمی ہے۔", "urdu_threat"),
    ("کل ملاقات۔", "relative_day"),
    ("one " * 21 + ".", "long_sentence"),
    ("Hidden\u200bsign.", "hidden_sign"),
    ("An isolate \u2068in English\u2069.", "hidden_sign"),
    ("“Curly”.", "fancy_sign"),
    ("Unfortunately representatives reconsidered organisational availability considerations.", "reading_age"),
]


@pytest.mark.parametrize(("words", "code"), FOUND)
def test_what_may_not_stand_is_red(words: str, code: str) -> None:
    assert code in red(with_words(words))


def test_every_rule_has_an_example_that_it_finds() -> None:
    examples = {code for _, code in FOUND} | set(MUTATIONS)

    assert {rule.code for rule in RULES if rule.holds_to > Tier.L0} - examples == set()


NEAR_MISSES = [
    "We look forward to hearing from you.",
    "Mustard is not a threat.",
    "It is on the list.",
    "Take the usual door.",
    "I can meet you outside.",
    "Successor is a hard word.".replace("Successor", "Access"),
    "Forget me nots are blue.".replace("Forget me nots", "Some flowers"),
    "Sad songs.",
    "The next bus is fine.",
    "Nobody needs a coat.",
    "There is no rush.",
    "Each of us.",
]


@pytest.mark.parametrize("words", NEAR_MISSES)
def test_a_near_miss_passes(words: str) -> None:
    assert red(with_words(words)) == set()


WELSH = "Helo, {{ sender }} sydd yma. Wela i chi {{ day }}. WORDS Ffoniwch {{ phone }}. STOP i beidio."
MUTATIONS = {
    "welsh_court": "llys lys llysoedd treial dreial threial nhreial tyst dyst thyst nhyst tystion barnwr farnwr marnwr"
    " rheithgor reithgor bargyfreithiwr fargyfreithiwr cyfreithiwr gyfreithiwr chyfreithiwr nghyfreithiwr gwrandawiad"
    " wrandawiad ngwrandawiad euog heuog mechnïaeth fechnïaeth dedfryd ddedfryd nedfryd heddlu erlyn herlyn diffynnydd"
    " ddiffynnydd niffynnydd carchar garchar charchar ngharchar cyhuddo gyhuddo chyhuddo ynad",
    "welsh_crime": "trosedd drosedd throsedd nhrosedd cam-drin gam-drin cham-drin ngham-drin ymosod hymosod rhywiol"
    " rywiol treisio dreisio threisio nhreisio trais drais",
    "welsh_never": "dioddefwr ddioddefwr nioddefwr ecsbloetio hecsbloetio honiad",
    "welsh_evidence": "tystiolaeth dystiolaeth thystiolaeth nhystiolaeth datganiad ddatganiad natganiad",
    "welsh_threat": "rhaid raid cosb gosb chosb nghosb gwarant warant ngwarant dirwy ddirwy nirwy gorfodi orfodi",
    "relative_day": "heddiw yfory fory heno ddoe echdoe",
}


@pytest.mark.parametrize(
    ("code", "word"), [(code, word) for code, words in MUTATIONS.items() for word in words.split()]
)
def test_a_welsh_word_is_found_with_every_mutation(code: str, word: str) -> None:
    assert code in red(WELSH.replace("WORDS", f"Am {word}."), "cy")


LOOK_ALIKE = "llysiau tystysgrif barn gwrando archeb diolch dewis gwarchod rhad tro dyddiad cynllun doeth ymuno Sad"


@pytest.mark.parametrize("word", LOOK_ALIKE.split())
def test_a_welsh_word_that_only_looks_like_one_passes(word: str) -> None:
    assert red(WELSH.replace("WORDS", f"Am {word}."), "cy") == set()


def test_no_need_to_answer_is_no_threat_in_welsh() -> None:
    assert red(WELSH.replace("WORDS", "Does dim rhaid ateb."), "cy") == set()


def test_a_template_says_who_how_to_stop_and_whom_to_ring() -> None:
    assert red(GOOD.replace("{{ sender }}", "me")) == {"fields"}
    assert red(GOOD.replace("{{ phone }}", "0113 496 0123")) == {"fields"}
    assert red(GOOD.replace("STOP to stop.", "")) == {"no_stop"}
    assert red(GOOD.replace("Hi, it's", "Hi, hello")) == {"unsigned"}


def test_a_sender_that_is_a_name_may_ask_for_no_answer() -> None:
    asks = with_words("Reply 1 OK.")

    assert red(asks) == set()
    assert red(asks, replies=False) == {"no_answers"}
    assert red(GOOD, replies=False) == {"no_answers"}  # "STOP" is an answer too
    assert red(GOOD.replace(" STOP to stop.", ""), replies=False) == set()


def test_a_place_stands_only_from_its_level_on() -> None:
    assert red(GOOD.replace("{{ day }}", "{{ day }} at {{ place }}")) == {"fields"}
    assert look(GOOD.replace("{{ day }}", "{{ day }}: {{ place }}"), name="date_set_l2").red == ()
    assert look(GOOD.replace("{{ day }}", "{{ day }}: {{ place }} in court"), name="date_set_l2").red != ()
    assert look(GOOD.replace("{{ day }}", "{{ day }}, {{ venue }}"), name="date_set_l3").red == ()


def test_the_sign_that_makes_a_text_ucs_2_is_named() -> None:
    (finding, *_) = [f for f in look(with_words("Ŵ and ŷ here.")).amber if f.code == "ucs_2"]

    assert finding.found == "Ŵ, ŷ"


def test_isolates_stand_only_around_values_and_only_from_right_to_left() -> None:
    urdu = "سلام، میں {{ sender }}۔ {{ day }}۔ فون {{ phone }}۔ STOP"
    seen = look(urdu, "ur")

    assert seen.red == ()
    assert "\u2068Olu\u2069" in seen.usual
    for broken in ("\u2068", "\u2069", "\u202e", "\u2067", "\u200f", "\u2068\u2068x\u2069\u2069"):
        assert "hidden_sign" in red(urdu + broken, "ur"), repr(broken)
    assert "\u2068" not in look(GOOD).usual


def test_a_language_without_a_list_of_words_is_pointed_out_and_not_stopped() -> None:
    romanian = "Salut, {{ sender }}. {{ day }}. Tel {{ phone }}. STOP"

    assert amber(romanian, "ro") == {"no_word_list"}
    assert red(romanian, "ro") == set()


def test_a_capital_inside_a_sentence_may_be_a_name() -> None:
    assert "may_be_a_name" in amber(with_words("Meet Jude there."))
    assert "may_be_a_name" not in amber(with_words("Please reply. OK."))


def test_a_name_of_somebody_recorded_is_red_and_in_a_script_without_capitals_amber() -> None:
    seen = look(with_words("Jude is here."))

    assert "Jude" in words_to_ask_for(with_words("Jude is here."))
    assert "sender" not in words_to_ask_for(GOOD)
    assert [f.found for f in with_names(seen, ["Jude"]).red] == ["Jude"]
    assert [f.found for f in with_names(look(GOOD), ["نور"]).amber] == ["نور"]


@pytest.mark.parametrize("body", ["", " \n ", "x" * 601])
def test_nothing_and_too_much_are_refused(body: str) -> None:
    assert red(body)


def test_a_longer_sentence_is_worse_than_a_shorter_one() -> None:
    hard = "Subsequently, representatives will endeavour to communicate alternative availability considerations."
    easy = "I will ring you. We can talk."

    assert (reading_of(easy, "en").age or 99) < 9 < 13 < (reading_of(hard, "en").age or 0)
    assert reading_of(hard, "cy").age is None


# --- everything that ships -----------------------------------------------------------------------------------------

# English and Welsh are whole; other languages may lack a text that is newer than they are, and are then not used.
WHOLE = ("en", "cy")
SHIPPED = [
    (language, key)
    for language in LANGUAGES
    for key in keys_of(language)
    if language in WHOLE or WORDING.shipped.of(key) is not None
]


@pytest.mark.parametrize(("language", "key"), SHIPPED, ids=lambda value: str(value))
def test_what_ships_is_whole_and_has_nothing_red(language: str, key: TemplateKey) -> None:
    came = WORDING.shipped.of(key)
    assert came is not None

    seen = WORDING.look(key, came.body)

    assert seen.red == ()
    assert {finding.code for finding in seen.amber} <= {"length", "ucs_2", "long_words"}
    if key.channel is Channel.SMS:
        assert segments_of(seen.longest) <= MOST_SEGMENTS[encoding_of(seen.longest)]
        assert encoding_of(seen.usual) == GSM_7 or language in ("pl", "ur")
    assert words_for(key.name).when


@pytest.mark.trust
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_and_hour_of_a_year_goes_into_every_text_that_ships(language: str, full_size: bool) -> None:
    days = [date(2028, 1, 1) + timedelta(days=ahead) for ahead in range(0, 366, 1 if full_size else 13)]
    hours = [time(hour, minute) for hour in range(7, 20) for minute in (0, 5, 30)] if full_size else [time(11, 30)]
    values = longest_values(language)
    cases = 0
    for name, rule in TEXTS.items():
        key = TemplateKey(Channel.SMS, language, name)
        came = WORDING.shipped.of(key)
        if came is None and language not in WHOLE:
            continue
        assert came is not None
        template = taken_apart(came.body, fields=rule.fields, optional=rule.optional)
        for number, day in enumerate(days):
            said = day_in(language, day)
            hour = hour_in(language, hours[number % len(hours)])
            filled = values | dict.fromkeys(("day", "old_day", "first_day", "last_day"), said) | {"time": hour}
            own = {field: filled[field] for field in rule.fields | rule.optional}
            body = composed(template, own, Channel.SMS, LANGUAGES[language])
            wrong = [
                f for f in findings(body, rule.tier, language=language, is_rtl=LANGUAGES[language].is_rtl) if f.red
            ]
            assert wrong == [], (name, day, body)
            cases += 1
    print(f"wording {language}: {cases} texts, 0 red")  # noqa: T201


def test_polish_and_urdu_and_welsh_ship_as_drafts_that_nobody_has_approved() -> None:
    assert WORDING.languages() == {"en"}
    assert set(WORDING.all_languages()) == {"en", "cy", "pl", "ur"}


# --- values --------------------------------------------------------------------------------------------------------

VALUES = st.one_of(
    st.text(max_size=70),
    st.sampled_from(
        ["{{ phone }}", "{% endif %}", "a\nb", "bit.ly/x", "https://x", "\u2028", "\u2069", "x@y", "STOP!"]
    ),
)


@pytest.mark.trust
@pytest.mark.parametrize("language", ["en", "ur"])
@given(day=VALUES, place=VALUES, name=st.sampled_from(sorted(TEXTS)))
def test_no_value_adds_a_line_a_link_or_a_field(language: str, day: str, place: str, name: str) -> None:
    fields = usual_values(language) | {"day": day, "place": place, "old_day": day}
    try:
        body = APPROVED.text(name, language, fields, Tier.L3).body
    except UnsafeWording:
        return
    assert "\n" not in body
    assert "://" not in body
    assert "bit.ly" not in body
    assert body.count("\u2068") == body.count("\u2069")
    template = APPROVED.text(name, language, usual_values(language) | {"place": place and "x"}, Tier.L3).template
    assert template.startswith(language)


class _AllApproved:
    def number(self) -> int:
        return 1

    def published(self) -> object:
        from witness.domain.wording import Published

        every = {key: WORDING.shipped.of(key) for language in LANGUAGES for key in keys_of(language)}
        english = {key.name: came for key, came in every.items() if key.language == "en"}
        return Published({key: came or english[key.name] for key, came in every.items()})


APPROVED = Wording(TEMPLATES, _AllApproved())  # type: ignore[arg-type]


def test_the_fuller_form_is_used_only_when_the_phone_may_get_it_and_it_is_known() -> None:
    fields = usual_values("en")
    without = {name: value for name, value in fields.items() if name not in ("place", "venue")}

    assert [APPROVED.text("date_set", "en", fields, tier).template for tier in Tier] == [
        "en/ring",
        "en/date_set_l1",
        "en/date_set_l2",
        "en/date_set_l3",
    ]
    assert APPROVED.text("date_set", "en", without, Tier.L3).template == "en/date_set_l1"
    assert APPROVED.text("date_set_l3", "en", without, Tier.L3).template == "en/date_set_l1"
    assert APPROVED.text("date_set", "en", fields | {"venue": ""}, Tier.L3).template == "en/date_set_l2"


def test_a_nickname_that_is_an_address_is_refused() -> None:
    with pytest.raises(UnsafeWording, match="no place is written down"):
        APPROVED.text("date_set", "en", usual_values("en") | {"place": "12 Oxford Street"}, Tier.L2)


@pytest.mark.parametrize("code", [*sorted(SPOKEN), "ro"])
def test_the_lowest_level_gets_no_day_and_no_hour_of_any_language(code: str) -> None:
    for words in (day_in(code, date(2026, 12, 7)), hour_in(code, time(9, 30))):
        found = findings(f"Hi, it's Olu. {words} Ring 0113 496 0123", Tier.L0, language="en")
        assert "day_or_hour" in {finding.code for finding in found}, words


def test_every_rule_of_a_text_leads_to_one_that_everybody_may_get() -> None:
    for name, rule in TEXTS.items():
        while rule.tier > Tier.L0:
            assert rule.below, name
            assert TEXTS[rule.below].tier < rule.tier
            rule = TEXTS[rule.below]
        assert all(TEXTS[fuller].tier > TEXTS[name].tier for fuller in TEXTS[name].above)
    assert all(not rule.below for rule in MAILS.values())
    assert rule_of(TemplateKey(Channel.SMS, "en", "ring")) == replace(TEXTS["ring"])
