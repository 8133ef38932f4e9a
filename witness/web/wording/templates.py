"""The list of templates, one template, and what is decided about one version of it."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.wording import publish, send_back, take_out, withdraw
from witness.domain.errors import NotFound, PleaseConfirm, Refused
from witness.domain.wording import ENGLISH, TemplateKey
from witness.questions.wording import shown_with, template_page
from witness.questions.wording_boards import wording_board
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.wording.forms import DecisionForm
from witness.web.wording.page_words import languages_of_page
from witness.web.wording.pages import WRITERS, key_of, wording

Decision = Callable[[TemplateKey, int, DecisionForm], None]


@wording.get("")
@open_to(*WRITERS)
def board() -> str:
    """Show every template, and what waits for a second person."""
    board = wording_board(kit().store, kit().wording, asking=asking())
    return render_template("wording/board.html", board=board, page_languages=languages_of_page())


@wording.get("/<language>/<channel>/<name>")
@open_to(*WRITERS)
def template(language: str, channel: str, name: str) -> str:
    """Show one template in one language: what is used, and everything that was."""
    key = key_of(language, channel, name)
    page = template_page(kit().store, kit().wording, key, asking=asking())
    checked = None
    if page.used is not None:
        checked = shown_with(kit().wording, key, kit().wording.look(key, page.used.version.body))
    return render_template("wording/template.html", page=page, checked=checked)


@wording.route("/<language>/<channel>/<name>/<number>", methods=["GET", "POST"])
@open_to(*WRITERS)
def version(language: str, channel: str, name: str, number: str) -> ResponseReturnValue:
    """Show one version, and take what is decided about it."""
    key = key_of(language, channel, name)
    form = DecisionForm()
    if form.validate_on_submit():
        try:
            _decision()(key, _numbered(number), form)
        except NotFound:
            raise
        except PleaseConfirm:
            form.because.errors = ["Say why the points on this page may stand"]
        except Refused as refused:
            form.refuse(form.because, refused)
        else:
            return redirect(_onward(key), 303)
    page = template_page(kit().store, kit().wording, key, asking=asking())
    card = page.card(_numbered(number))
    checked = shown_with(kit().wording, key, kit().wording.look(key, card.version.body))
    status = 422 if request.method == "POST" else 200
    return render_template("wording/version.html", page=page, card=card, checked=checked, form=form), status


def _onward(key: TemplateKey) -> str:
    """Where somebody goes on after a decision: who reads a language goes from text to text on the page of it."""
    if key.language == ENGLISH:
        return url_for("wording.template", language=key.language, channel=key.channel.value, name=key.name)
    return url_for("wording.language", code=key.language, _anchor=f"{key.channel.value}-{key.name}")


def _decision() -> Decision:
    do = request.form.get("do", "")
    if do not in DECISIONS:
        raise Refused("Choose what to do with this version.")
    return DECISIONS[do]


def _publish(key: TemplateKey, number: int, form: DecisionForm) -> None:
    publish(kit().store, kit().wording, key, number, form.approval(), asking())


def _send_back(key: TemplateKey, number: int, form: DecisionForm) -> None:
    send_back(kit().store, kit().wording, key, number, form.because.data or "", asking())


def _withdraw(key: TemplateKey, number: int, form: DecisionForm) -> None:
    del form
    withdraw(kit().store, kit().wording, key, number, asking())


def _take_out(key: TemplateKey, number: int, form: DecisionForm) -> None:
    del number
    take_out(kit().store, kit().wording, key, form.because.data or "", asking())


DECISIONS: dict[str, Decision] = {
    "publish": _publish,
    "send_back": _send_back,
    "withdraw": _withdraw,
    "take_out": _take_out,
}


def _numbered(number: str) -> int:
    if not (number.isascii() and number.isdigit() and len(number) < 7):
        raise NotFound("There is no such version.")
    return int(number)
