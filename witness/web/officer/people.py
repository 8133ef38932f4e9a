"""Who joins a case late, in two steps: who they are, then what they have missed; and who leaves it."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field, StringField
from wtforms.validators import AnyOf, Length, Optional

from witness.actions import people
from witness.actions.people import PART_IN_WORDS, Joining, Reach, RefusedField
from witness.domain.contact import Channel, Tier
from witness.domain.joining import Newcomer
from witness.domain.people import BESIDE_THE_FAMILY, Part
from witness.messaging.mail_form import ADDRESS
from witness.messaging.numbers import NotAMobile, read_mobile
from witness.questions.cases import case_story
from witness.questions.joining import join_page
from witness.web.doors import open_to
from witness.web.forms import PageForm, trimmed
from witness.web.here import asking, kit
from witness.web.officer.forms import LeaveForm
from witness.web.officer.hours import TIERS, hour_of
from witness.web.officer.pages import TEAM, officer

PARTS = tuple((part.value, words) for part, words in PART_IN_WORDS.items())
RELATIONS = ("ISVA", "CHISVA", "interpreter", "witness care officer", "officer in the case", "social worker", "driver")
LANGUAGES = (("en", "English"), ("cy", "Welsh"))


class JoinForm(PageForm):
    """Who is to join, and how they may be reached."""

    person = StringField("Somebody we know already", filters=[trimmed], validators=[Optional()])
    name = StringField("Name", filters=[trimmed], validators=[Length(max=120, message="Use 120 characters or fewer")])
    initials = StringField(
        "Initials, as lists show them",
        filters=[trimmed],
        validators=[Length(max=12, message="Use 12 characters or fewer")],
    )
    language = StringField("Language of their texts", validators=[Optional(), AnyOf([v for v, _ in LANGUAGES])])
    part = StringField(
        "What are they in this case?",
        validators=[AnyOf([value for value, _ in PARTS], message="Choose what they are in this case")],
    )
    relation = StringField(
        "What exactly?", filters=[trimmed], validators=[Length(max=60, message="Use 60 characters or fewer")]
    )
    organisation = StringField(
        "Whom do they work for?", filters=[trimmed], validators=[Length(max=80, message="Use 80 characters or fewer")]
    )
    for_person = StringField("For which witness?", filters=[trimmed], validators=[Optional()])
    mobile = StringField("Mobile number", filters=[trimmed], validators=[Length(max=40)])
    email = StringField("E-mail address", filters=[trimmed], validators=[Length(max=254)])
    tier = StringField("How much may it say?", validators=[Optional(), AnyOf([value for value, _ in TIERS])])
    safe_from = StringField("Safe from", filters=[trimmed], validators=[Optional()])
    safe_until = StringField("Safe until", filters=[trimmed], validators=[Optional()])
    seen_by = StringField("Who else sees it?", filters=[trimmed], validators=[Length(max=120)])

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and then whether a number or an address is one."""
        fine = bool(super().validate(extra_validators))
        for field, reason in self._faults():
            self.refuse(field, reason)
            fine = False
        return fine

    def _faults(self) -> list[tuple[Field, str]]:
        faults: list[tuple[Field, str]] = []
        if not self.person.data and not self.name.data:
            faults.append((self.name, "Enter their name, or choose somebody we know already"))
        if not self.person.data and not self.initials.data:
            faults.append((self.initials, "Enter their initials, for example S.M."))
        about_one = self.part.data in (Part.PARENT_CARER.value, Part.SUPPORTER.value)
        if about_one and not self.for_person.data:
            faults.append((self.for_person, "Choose the witness whose parent, carer or supporter they are"))
        if self.mobile.data and self.email.data:
            faults.append((self.email, "Give one of them now; the other can be added on the case page"))
        return faults + self._faults_of_reach()

    def _faults_of_reach(self) -> list[tuple[Field, str]]:
        faults: list[tuple[Field, str]] = []
        if self.mobile.data:
            try:
                read_mobile(self.mobile.data, allow_fiction=kit().settings.fiction_allowed)
            except NotAMobile as refused:
                faults.append((self.mobile, str(refused)))
        if self.email.data and ADDRESS.fullmatch(self.email.data) is None:
            faults.append((self.email, "That is not one e-mail address, for example sam@support.example"))
        opens, closes = hour_of(self.safe_from.data or "09:00"), hour_of(self.safe_until.data or "19:00")
        if opens is None or closes is None or opens >= closes:
            faults.append(
                (self.safe_until, "The safe hours must end later than they begin, for example 09:00 to 19:00")
            )
        return faults


@officer.route("/cases/<case_id>/join", methods=["GET", "POST"])
@open_to(*TEAM)
def join(case_id: str) -> ResponseReturnValue:
    """Add somebody: first who they are, then what they have missed."""
    if request.method == "GET":
        form = JoinForm(formdata=None)
        form.for_person.data = request.args.get("for", "")
        return _page(case_id, form, step=1)
    form = JoinForm()
    fine = form.validate_on_submit()
    if not fine or request.form.get("step") == "back":
        return _page(case_id, form, step=1), 422 if form.errors else 200
    if request.form.get("step") != "join":
        return _page(case_id, form, step=2)
    try:
        people.join(
            kit().store,
            case_id,
            _joining(form),
            tell=_newcomer(form).part is Part.PARENT_CARER or "tell" in request.form,
            rules=kit().rules(),
            asking=asking(),
            allow_fiction=kit().settings.fiction_allowed,
        )
    except RefusedField as refused:
        fields = {field.name: field for field in form}
        form.refuse(fields.get(refused.field, form.name), refused)
        return _page(case_id, form, step=1), 422
    return redirect(url_for("officer.case", case_id=case_id, side="people"), 303)


@officer.route("/cases/<case_id>/people/<person_id>/leave", methods=["GET", "POST"])
@open_to(*TEAM)
def leave(case_id: str, person_id: str) -> ResponseReturnValue:
    """Record that somebody is no longer part of the case."""
    form = LeaveForm()
    if form.validate_on_submit():
        people.leave(
            kit().store, case_id, person_id, reason=form.reason.data or "", rules=kit().rules(), asking=asking()
        )
        return redirect(url_for("officer.case", case_id=case_id, side="people"), 303)
    story = case_story(kit().store, case_id, rules=kit().rules(), wording=kit().wording, asking=asking())
    page = render_template("officer/leave.html", form=form, story=story, person_id=person_id)
    return page, 422 if form.errors else 200


def _page(case_id: str, form: JoinForm, *, step: int) -> str:
    known = step == 2
    newcomer = _newcomer(form) if known else None
    page = join_page(kit().store, case_id, newcomer, form.person.data or "", asking=asking())
    return render_template(
        "officer/join.html",
        page=page,
        form=form,
        step=step,
        parts=PARTS,
        relations=RELATIONS,
        languages=LANGUAGES,
        tiers=TIERS,
        is_asked=newcomer is not None and newcomer.part in BESIDE_THE_FAMILY,
        part_words=dict(PARTS).get(form.part.data or "", ""),
    )


def _newcomer(form: JoinForm) -> Newcomer:
    return Newcomer(
        part=Part(form.part.data or ""),
        relation=form.relation.data or "",
        for_person_id=form.for_person.data or None,
        organisation=form.organisation.data or "",
    )


def _joining(form: JoinForm) -> Joining:
    return Joining(
        newcomer=_newcomer(form),
        person_id=form.person.data or "",
        name=form.name.data or "",
        initials=form.initials.data or "",
        language=form.language.data or "en",
        reach=_reach(form),
    )


def _reach(form: JoinForm) -> Reach | None:
    value = form.mobile.data or form.email.data
    opens, closes = hour_of(form.safe_from.data or "09:00"), hour_of(form.safe_until.data or "19:00")
    if not value or opens is None or closes is None:
        return None
    return Reach(
        channel=Channel.SMS if form.mobile.data else Channel.EMAIL,
        value=value,
        tier=Tier(int(form.tier.data or Tier.L1)),
        safe_from=opens,
        safe_until=closes,
        seen_by=form.seen_by.data or "",
    )
