"""The words of the private page: in which languages families see them, and every sentence beside the English."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions.page_words import stand_behind
from witness.domain.errors import NotFound, Refused
from witness.domain.wording import ENGLISH
from witness.questions.page_wording import PageLanguage, page_languages
from witness.web.doors import open_to
from witness.web.family.pages import all_page_words
from witness.web.here import asking, kit
from witness.web.wording.pages import WRITERS, wording


@wording.get("/private-page")
@open_to(*WRITERS)
def page_words() -> str:
    """Show the words in one language beside the English."""
    return _page(request.args.get("language", ENGLISH))


@wording.post("/private-page")
@open_to(*WRITERS)
def stand_behind_page_words() -> ResponseReturnValue:
    """Stand behind the words in one language."""
    code = request.form.get("language", "")
    words = all_page_words(kit().settings.templates_dir / "family" / "words").get(code)
    if words is None:
        raise NotFound("There are no such words.")
    try:
        stand_behind(kit().store, words, read_by_a_speaker=request.form.get("read") == "yes", asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        return _page(code, str(refused)), 422
    return redirect(url_for("wording.page_words", language=code), 303)


def languages_of_page() -> tuple[PageLanguage, ...]:
    """Give how far the page is, for the board."""
    found = all_page_words(kit().settings.templates_dir / "family" / "words")
    return page_languages(kit().store, found, asking=asking())


def _page(code: str, mistake: str = "") -> str:
    languages = languages_of_page()
    shown = next((one for one in languages if one.language.code == code), languages[0])
    return render_template("wording/page_words.html", languages=languages, shown=shown, mistake=mistake)
