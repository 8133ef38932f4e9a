"""Templates are strict with our own names and let the vendored macros be."""

from dataclasses import dataclass

import pytest
from flask import Flask
from jinja2 import UndefinedError

COMPONENTS = [
    ("button", "govukButton", "{'text': 'Go'}"),
    ("details", "govukDetails", "{'summaryText': 'More', 'text': 'Words'}"),
    ("error-summary", "govukErrorSummary", "{'titleText': 'A problem', 'errorList': [{'text': 'x', 'href': '#x'}]}"),
    ("input", "govukInput", "{'name': 'x', 'label': {'text': 'X'}}"),
    ("password-input", "govukPasswordInput", "{'name': 'x', 'label': {'text': 'X'}}"),
    ("radios", "govukRadios", "{'name': 'x', 'items': [{'value': 'a', 'text': 'A'}]}"),
    ("summary-list", "govukSummaryList", "{'rows': [{'key': {'text': 'K'}, 'value': {'text': 'V'}}]}"),
    ("table", "govukTable", "{'head': [{'text': 'H'}], 'rows': [[{'text': 'C'}]]}"),
    ("tag", "govukTag", "{'text': 'Act'}"),
    ("textarea", "govukTextarea", "{'name': 'x', 'label': {'text': 'X'}}"),
    ("warning-text", "govukWarningText", "{'text': 'Careful', 'iconFallbackText': 'Warning'}"),
]


@dataclass(frozen=True, slots=True)
class Row:
    text: str = "words"


@pytest.mark.parametrize(("folder", "macro", "params"), COMPONENTS)
def test_the_vendored_macros_render(app: Flask, folder: str, macro: str, params: str) -> None:
    source = (
        f"{{% from 'govuk_frontend_jinja/components/{folder}/macro.html' import {macro} %}}{{{{ {macro}({params}) }}}}"
    )

    assert "govuk-" in app.jinja_env.from_string(source).render()


@pytest.mark.parametrize("mistake", ["{{ misspelt }}", "{{ row.misspelt }}", "{% if misspelt %}{% endif %}"])
def test_a_misspelt_name_is_an_error(app: Flask, mistake: str) -> None:
    with pytest.raises(UndefinedError):
        app.jinja_env.from_string(mistake).render(row=Row())
