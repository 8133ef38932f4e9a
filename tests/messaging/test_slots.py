"""Templates are taken apart and never run: whatever is not a field of theirs is refused with its line and name."""

from contextlib import suppress
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witness.messaging.slots import BadTemplate, taken_apart

FIELDS, OPTIONAL = frozenset({"sender", "day"}), frozenset({"time"})
GOOD = "Hi, it's {{ sender }}. {{day}}{% if time %} at {{ time }}{% endif %}."


def faults(source: str) -> list[str]:
    with pytest.raises(BadTemplate) as refused:
        taken_apart(source, fields=FIELDS, optional=OPTIONAL)
    return [str(fault) for fault in refused.value.faults]


def filled(source: str, **values: str) -> str:
    return taken_apart(source, fields=FIELDS, optional=OPTIONAL).filled({"time": "", **values})


def test_fields_are_filled_and_a_part_whose_field_is_empty_is_left_out() -> None:
    assert filled(GOOD, sender="Olu", day="Mon 7 Dec", time="9am") == "Hi, it's Olu. Mon 7 Dec at 9am."
    assert filled(GOOD, sender="Olu", day="Mon 7 Dec") == "Hi, it's Olu. Mon 7 Dec."


PROGRAMS = [
    "{{7*7}}",
    "{{ 7*7 }}",
    "{{config}}",
    "{{ config.items() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ sender.__class__ }}",
    "{{ sender|upper }}",
    "{{ sender['x'] }}",
    "{{ self }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ request.application }}",
    "{{ url_for.__globals__ }}",
    "{{ lipsum }}",
    "{{ ().__class__ }}",
    "{{{ sender }}}",
    "{{ {{ sender }} }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{% for x in sender %}{{ x }}{% endfor %}",
    "{% if 1 %}x{% endif %}",
    "{% if time == '9am' %}x{% endif %}",
    "{% if not time %}x{% endif %}",
    "{% if time %}x{% else %}y{% endif %}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% import 'os' as os %}",
    "{% raw %}{{ sender }}{% endraw %}",
    "{% print(1) %}",
    "{%- if time -%}x{%- endif -%}",
    "{# a comment #}",
    "${7*7}",
    "#{7*7}",
    "{7*7}",
    "{sender}",
    "{sender.__class__}",
    "{0.__class__}",
    "<%= 7*7 %>{",
    "{{sender\n}}",
    "{{ Sender }}",
    "{{ sеnder }}",
    "{{ sender\u200b }}",
    "{{",
    "}}",
    "{%",
    "{% if time %}{% if time %}x{% endif %}{% endif %}",
    "{% endif %}",
    "{% if time %}x",
    "{% if day %}x{% endif %}",
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_draft_that_is_a_program_is_refused(program: str) -> None:
    assert faults(f"{GOOD}\n{program}")


@pytest.mark.parametrize("words", ["%s", "%(sender)s", "$sender", "$(id)", "<%= 7*7 %>", "\\x41", "%7B%7Bsender%7D%7D"])
def test_what_other_languages_would_run_is_plain_words_here(words: str) -> None:
    assert filled(f"{GOOD} {words}", sender="Olu", day="Mon").endswith(words)


def test_a_refusal_says_the_line_and_the_name() -> None:
    assert faults("{{ sender }} {{ day }}\nline two\n{{ court }}") == ["line 3: there is no field called court here"]
    assert faults("{{ sender }}") == ["the field day is missing"]
    assert faults("{{ sender }} {{ day }} {{ time }}") == [
        "line 1: time may be empty: put it between “if time” and “endif”"
    ]
    assert faults("{{ sender }}{% if time %}{{ day }}{{ time }}{% endif %}") == ["the field day is missing"]
    assert faults("{{ sender }} {{ day }}\n{ alone") == ["line 2: a brace stands alone, near “{ alone”"]


def test_every_fault_is_named_at_once() -> None:
    assert len(faults("{{ a }} {{ b }} {")) == 5


@given(st.text())
def test_no_text_breaks_the_reading(source: str) -> None:
    try:
        template = taken_apart(f"{GOOD}{source}", fields=FIELDS, optional=OPTIONAL)
    except BadTemplate:
        return  # refused in its own way, and in no other
    assert template.slots == FIELDS | OPTIONAL
    assert not set("{}") & set(template.words)


@given(st.text(), st.text(), st.text())
def test_no_value_becomes_a_field_or_a_part(sender: str, day: str, time: str) -> None:
    words = filled(GOOD, sender=sender, day=day, time=time)

    assert words == f"Hi, it's {sender}. {day}{f' at {time}' if time else ''}."


@pytest.mark.parametrize("piece", ["{", "{{", "{{ ", "{%", "{% if ", "{{ sender }}", "a" * 10, "\n", "}}"])
def test_a_long_draft_is_read_in_a_moment(piece: str) -> None:
    """50 kB of anything: the reading has no step that goes back over what it has read."""
    begun = perf_counter()
    with suppress(BadTemplate):
        taken_apart(piece * (50_000 // len(piece)), fields=FIELDS, optional=OPTIONAL)
    assert perf_counter() - begun < 2
