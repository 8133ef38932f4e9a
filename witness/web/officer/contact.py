"""The pages of a phone or mailbox: what to know before ringing it, and every question about it asked by voice."""

from dataclasses import dataclass, field
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from witness.actions import contact, contact_records
from witness.actions.contact import CannotKeep
from witness.domain.contact import Channel
from witness.domain.contact_answers import Incident
from witness.domain.safe_hours import EVERY_DAY, QuietDays, QuietWhy
from witness.questions.contact import AskedNow, asked_now, asked_of_new, contact_page, whom_it_may_concern
from witness.questions.private_page import page_card
from witness.web.doors import open_to
from witness.web.family.pages import all_page_words, is_approved, page_words
from witness.web.here import asking, kit
from witness.web.officer import contact_forms
from witness.web.officer.contact_forms import ContactForm, HappenedForm, QuietForm, prefilled
from witness.web.officer.pages import TEAM, officer


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link to a private page as it is shown once: its code, and for somebody who is here its address and a picture.

    goes_at: when its text may leave, None for one that goes by no text; because: why not at once.
    """

    code: str = field(repr=False)
    address: str = field(default="", repr=False)
    picture: str = field(default="", repr=False)
    goes_at: datetime | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class WordsFor:
    """Whether a private page may speak somebody's language. because: why not, or not yet."""

    english: str
    shown: bool
    approved: bool
    because: str


@officer.get("/cases/<case_id>/contacts/<contact_id>")
@open_to(*TEAM)
def contact_card(case_id: str, contact_id: str) -> str:
    """Show one phone or mailbox."""
    return contact_page_of(case_id, contact_id)


@officer.post("/cases/<case_id>/contacts/<contact_id>/code-word")
@open_to(*TEAM)
def contact_code_word(case_id: str, contact_id: str) -> str:
    """Show the code word to somebody who is about to ring; every look is on the record."""
    word = contact.code_word_of(kit().store, case_id, contact_id, asking=asking())
    return contact_page_of(case_id, contact_id, code_word=word)


@officer.route("/cases/<case_id>/contacts/<contact_id>/review", methods=["GET", "POST"])
@open_to(*TEAM)
def contact_review(case_id: str, contact_id: str) -> ResponseReturnValue:
    """Go through all the questions again by voice, one group after the other."""
    asked = asked_now(kit().store, case_id, contact_id, asking=asking())
    if request.method == "GET":
        return _form(case_id, prefilled(asked), asked, "review", contact_id)
    form = ContactForm()
    if not form.is_answered(is_phone=asked.is_phone, confirm=True, because=False):
        return _form(case_id, form, asked, "review", contact_id), 422
    try:
        contact.review(
            kit().store,
            case_id,
            contact_id,
            form.asked(is_phone=asked.is_phone),
            cleared=form.cleared.data or "",
            rules=kit().rules(),
            asking=asking(),
        )
    except CannotKeep as refused:
        return _refused(form, refused, case_id, asked, "review", contact_id)
    return _to_card(case_id, contact_id)


@officer.route("/cases/<case_id>/contacts/<contact_id>/edit", methods=["GET", "POST"])
@open_to(*TEAM)
def contact_edit(case_id: str, contact_id: str) -> ResponseReturnValue:
    """Change what was agreed, without a new check."""
    asked = asked_now(kit().store, case_id, contact_id, asking=asking())
    if request.method == "GET":
        return _form(case_id, prefilled(asked), asked, "edit", contact_id)
    form = ContactForm()
    if not form.is_answered(is_phone=asked.is_phone, confirm=False, because=True):
        return _form(case_id, form, asked, "edit", contact_id), 422
    try:
        contact.edit(
            kit().store,
            case_id,
            contact_id,
            form.asked(is_phone=asked.is_phone),
            because=form.because.data or "",
            rules=kit().rules(),
            asking=asking(),
        )
    except CannotKeep as refused:
        return _refused(form, refused, case_id, asked, "edit", contact_id)
    return _to_card(case_id, contact_id)


@officer.route("/cases/<case_id>/people/<person_id>/contacts/new", methods=["GET", "POST"])
@open_to(*TEAM)
def contact_new(case_id: str, person_id: str) -> ResponseReturnValue:
    """Record a number or address with all its questions; of an old one nothing is taken over."""
    replaces = request.args.get("replaces", "")
    old = asked_now(kit().store, case_id, replaces, asking=asking()) if replaces else None
    asked = asked_of_new(kit().store, case_id, person_id, asking=asking())
    if request.method == "GET":
        form = prefilled(asked)
        form.channel.data = Channel.SMS.value if old is None or old.is_phone else Channel.EMAIL.value
        return _form(case_id, form, asked, "new", replaces)
    form = ContactForm()
    channel = Channel.SMS if old is None or old.is_phone else Channel.EMAIL
    if old is None and form.channel.data == Channel.EMAIL.value:
        channel = Channel.EMAIL
    is_phone = channel is Channel.SMS
    answered = form.is_answered(is_phone=is_phone, confirm=False, because=False)
    if not form.value.data:
        form.refuse(form.value, "Enter the number or address")
    if not answered or form.mistakes:
        return _form(case_id, form, asked, "new", replaces), 422
    try:
        contact_id = contact_records.record(
            kit().store,
            case_id,
            person_id,
            channel,
            form.value.data or "",
            form.asked(is_phone=is_phone),
            replaces=replaces,
            rules=kit().rules(),
            asking=asking(),
            allow_fiction=kit().settings.fiction_allowed,
        )
    except CannotKeep as refused:
        return _refused(form, refused, case_id, asked, "new", replaces)
    return _to_card(case_id, contact_id)


@officer.post("/cases/<case_id>/contacts/<contact_id>/quiet")
@open_to(*TEAM)
def contact_quiet(case_id: str, contact_id: str) -> ResponseReturnValue:
    """Record days on which nothing goes to the person, or take them off again."""
    key = request.form.get("drop", "")
    if key:
        contact.drop_quiet(kit().store, case_id, contact_id, key, rules=kit().rules(), asking=asking())
        return _to_card(case_id, contact_id)
    form = QuietForm()
    form.validate_on_submit()
    if form.first_on.data is None:
        form.refuse(form.first_on, "Enter the first day")
    if form.why.data not in {value for value, _ in contact_forms.QUIET_WHYS}:
        form.refuse(form.why, "Choose why")
    if form.mistakes or form.first_on.data is None:
        return contact_page_of(case_id, contact_id, quiet=form), 422
    chosen = frozenset(int(day) for day in form.weekdays.data or () if day in dict(contact_forms.WEEKDAYS))
    days = QuietDays(
        first_on=form.first_on.data,
        last_on=form.last_on.data,
        why=QuietWhy(form.why.data or ""),
        weekdays=chosen or EVERY_DAY,
        every_weeks=2 if form.every_weeks.data == "2" else 1,
        morning_only=bool(form.morning_only.data),
    )
    try:
        contact.add_quiet(kit().store, case_id, contact_id, days, rules=kit().rules(), asking=asking())
    except CannotKeep as refused:
        for name, words in refused.faults:
            form.refuse(form[name], words)
        return contact_page_of(case_id, contact_id, quiet=form), 422
    return _to_card(case_id, contact_id)


@officer.post("/cases/<case_id>/contacts/<contact_id>/code")
@open_to(*TEAM)
def contact_code(case_id: str, contact_id: str) -> ResponseReturnValue:
    """Make a code to tell by voice on a number that once reached a stranger, or take what was read back."""
    if "read" not in request.form:
        code = contact_records.make_code(kit().store, case_id, contact_id, asking=asking())
        return contact_page_of(case_id, contact_id, code=code)
    said = contact_records.read_back(
        kit().store, case_id, contact_id, request.form["read"][:20], rules=kit().rules(), asking=asking()
    )
    return (contact_page_of(case_id, contact_id, code_mistake=said), 422) if said else _to_card(case_id, contact_id)


@officer.route("/cases/<case_id>/happened", methods=["GET", "POST"])
@open_to(*TEAM)
def contact_happened(case_id: str) -> ResponseReturnValue:
    """Record that something has happened: every check of the household runs out at once."""
    form = HappenedForm()
    page = whom_it_may_concern(kit().store, case_id, asking=asking())
    if request.method == "GET":
        form.person.data = request.args.get("person", page.people[0][0] if page.people else "")
        form.whole_household.data = "yes"
    else:
        form.validate_on_submit()
        if form.person.data not in dict(page.people):
            form.refuse(form.person, "Choose somebody")
        if form.incident.data not in dict(contact_forms.INCIDENTS):
            form.refuse(form.incident, "Choose what has happened")
        if not form.mistakes:
            contact.something_happened(
                kit().store,
                case_id,
                form.person.data or "",
                Incident(form.incident.data or ""),
                whole_household=form.whole_household.data != "no",
                rules=kit().rules(),
                asking=asking(),
            )
            return redirect(url_for("officer.case", case_id=case_id, side="people"), 303)
    words = render_template(
        "officer/contact_happened.html", form=form, page=page, case_id=case_id, incidents=contact_forms.INCIDENTS
    )
    return words, 422 if form.mistakes else 200


def contact_page_of(
    case_id: str,
    contact_id: str,
    *,
    code_word: str = "",
    code: str = "",
    code_mistake: str = "",
    quiet: QuietForm | None = None,
    new_link: NewLink | None = None,
    page_mistakes: tuple[tuple[str, str], ...] = (),
    link_mistakes: tuple[tuple[str, str], ...] = (),
) -> str:
    """Draw the card of a phone or mailbox. new_link and the mistakes: what was just done about its private page."""
    page = contact_page(kit().store, case_id, contact_id, rules=kit().rules(), asking=asking())
    return render_template(
        "officer/contact.html",
        page=page,
        private=page_card(kit().store, case_id, contact_id, asking=asking()) if page.card.is_phone else None,
        new_link=new_link,
        page_mistakes=page_mistakes,
        link_mistakes=link_mistakes,
        page_words=_words_for(page.language),
        code_word=code_word,
        code=code,
        code_mistake=code_mistake,
        quiet=quiet or QuietForm(formdata=None),
        whys=contact_forms.QUIET_WHYS,
        weekdays=contact_forms.WEEKDAYS,
        repeats=contact_forms.REPEATS,
    )


def _words_for(code: str) -> WordsFor:
    language = kit().wording.language(code)
    words = all_page_words(kit().settings.templates_dir / "family" / "words").get(code)
    if words is None:
        return WordsFor(language.english, shown=False, approved=False, because="")
    return WordsFor(language.english, code in page_words(), is_approved(words), words.because)


def _form(case_id: str, form: ContactForm, asked: AskedNow, mode: str, contact_id: str) -> str:
    is_phone = asked.is_phone if mode != "new" else form.channel.data != Channel.EMAIL.value
    return render_template(
        "officer/contact_form.html",
        form=form,
        asked=asked,
        mode=mode,
        case_id=case_id,
        contact_id=contact_id,
        is_phone=is_phone,
        options=contact_forms,
        groups=dict(contact_forms.GROUPS),
    )


def _refused(
    form: ContactForm, refused: CannotKeep, case_id: str, asked: AskedNow, mode: str, contact_id: str
) -> ResponseReturnValue:
    fields = {field.name: field for field in form}
    for name, words in refused.faults:
        form.refuse(fields.get(name, form.value), words)
    return _form(case_id, form, asked, mode, contact_id), 422


def _to_card(case_id: str, contact_id: str) -> ResponseReturnValue:
    return redirect(url_for("officer.contact_card", case_id=case_id, contact_id=contact_id), 303)
