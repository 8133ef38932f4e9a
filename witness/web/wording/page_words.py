"""The words of the private page: in which languages families see them, and every sentence beside the English."""

from flask import render_template, request

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
    languages = languages_of_page()
    chosen = request.args.get("language", ENGLISH)
    shown = next((one for one in languages if one.language.code == chosen), languages[0])
    return render_template("wording/page_words.html", languages=languages, shown=shown)


def languages_of_page() -> tuple[PageLanguage, ...]:
    """Give how far the page is, for the board."""
    return page_languages(all_page_words(kit().settings.templates_dir / "family" / "words"), asking=asking())
