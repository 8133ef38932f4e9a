"""The explanations for families: the product's own words, and those that are written and approved here."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import explanations as acts
from witness.domain.errors import NotFound, Refused
from witness.domain.explanation_words_cy import BECAUSE
from witness.domain.explanations import TOPIC_NAMES, Reader, Topic
from witness.questions.explanations import all_explanations
from witness.web.doors import open_to
from witness.web.here import asking, kit
from witness.web.officer.acts import word_of
from witness.web.wording.pages import WRITERS, wording


@wording.get("/explanations")
@open_to(*WRITERS)
def explanations() -> str:
    """Show every explanation, and a form for other words."""
    return _page()


@wording.post("/explanations")
@open_to(*WRITERS)
def write_explanation() -> ResponseReturnValue:
    """Write words that wait for a second person. What may not be said is named above the form, which keeps them."""
    topic, reader = word_of(Topic, request.form, "topic"), word_of(Reader, request.form, "reader")
    words, language = request.form.get("words", ""), request.form.get("language", "")
    try:
        acts.write(kit().store, topic, reader, language, words, asking=asking())
    except Refused as refused:
        return _page([("words", str(refused))], words), 422
    return redirect(f"{url_for('wording.explanations')}#own", 303)


@wording.post("/explanations/<version_id>/approve")
@open_to(*WRITERS)
def approve_explanation(version_id: str) -> ResponseReturnValue:
    """Stand behind somebody else's words."""
    try:
        acts.approve(kit().store, version_id, asking=asking())
    except NotFound:
        raise
    except Refused as refused:
        return _page([("own", str(refused))]), 422
    return redirect(f"{url_for('wording.explanations')}#own", 303)


def _page(mistakes: list[tuple[str, str]] | None = None, words: str = "") -> str:
    shipped, own = all_explanations(kit().store, asking=asking())
    return render_template(
        "wording/explanations.html",
        shipped=shipped,
        own=own,
        topics=[(topic.value, name) for topic, name in TOPIC_NAMES.items()],
        readers=[(reader.value, f"For {'an adult' if reader is Reader.ADULT else 'a child'}") for reader in Reader],
        languages=list(acts.LANGUAGES.items()),
        welsh_waits=BECAUSE,
        words=words,
        mistakes=mistakes or (),
    )
