"""The pages on which either side asks, answers and takes back; and the questions as a table for a spreadsheet."""

from collections.abc import Iterator
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, StringField
from wtforms.validators import AnyOf, InputRequired, Optional

from witness.actions.enquiries import NewAnswer, NewQuestion, answer, ask, see_answer, withdraw
from witness.domain.enquiries import Reply, Topic
from witness.domain.enquiry_words import LONGEST
from witness.domain.errors import NotFound, Refused, SomebodyElseChangedThis
from witness.questions.enquiries import QuestionBoard, case_questions, question_board, question_to_answer
from witness.web.filters import london_moment
from witness.web.forms import PageForm, trimmed
from witness.web.here import asking, kit

HEADS = ("Case", "About", "Question", "Words", "Asked by", "Asked at", "State", "Clock", "Answer", "Ended at")
ABOUT_THE_TRIAL = ""


class AskForm(PageForm):
    """What is asked, about whom, and the few words that the template leaves open."""

    topic = StringField("What do you ask?", validators=[AnyOf(list(Topic), message="Choose a question")])
    witness = StringField("About whom?", filters=[trimmed])
    first_on = DateField("First day", validators=[Optional()])
    last_on = DateField("Last day, if more than one", validators=[Optional()])
    words = StringField("Anything to add", filters=[trimmed])


class AnswerForm(PageForm):
    """Which answer, and a few words beside it. shown: what the record said on the page."""

    reply = StringField(
        "Your answer",
        validators=[InputRequired("Choose an answer"), AnyOf(list(Reply), message="Choose an answer")],
    )
    words = StringField("Anything to add", filters=[trimmed])
    shown = StringField()


def board() -> QuestionBoard:
    """Give the questions that the filter of this request leaves."""
    mine = request.args.get("mine") == "1"
    return question_board(kit().store, rules=kit().rules(), asking=asking(), mine=mine)


def ask_page(case_id: str) -> ResponseReturnValue:
    """Show the form, or put what was sent and go back to the questions of the case."""
    form = AskForm()
    if form.validate_on_submit():
        try:
            ask(kit().store, _question(case_id, form), rules=kit().rules(), asking=asking())
        except (NotFound, SomebodyElseChangedThis):
            raise
        except Refused as refused:
            form.refuse(form.words if form.words.data else form.topic, refused)
        else:
            return redirect(url_for("liaison.case_questions", case_id=case_id), 303)
    found = case_questions(kit().store, case_id, rules=kit().rules(), asking=asking())
    if request.method == "GET":
        form = AskForm(formdata=None, data={"witness": _asked_about(found.choices)})
    page = render_template("liaison/ask.html", case=found, form=form, longest=LONGEST)
    return page, 422 if form.mistakes else 200


def answer_page(case_id: str, enquiry_id: str) -> ResponseReturnValue:
    """Show one question; take the answer that was sent, once."""
    form = AnswerForm()
    if form.validate_on_submit():
        new = NewAnswer(Reply(form.reply.data or ""), form.words.data or "", form.shown.data or "")
        try:
            answer(kit().store, case_id, enquiry_id, new, rules=kit().rules(), asking=asking())
        except (NotFound, SomebodyElseChangedThis):
            raise
        except Refused as refused:
            form.refuse(form.words if form.words.data else form.reply, refused)
        else:
            return redirect(url_for("liaison.case_questions", case_id=case_id), 303)
    found = question_to_answer(kit().store, case_id, enquiry_id, rules=kit().rules(), asking=asking())
    page = render_template("liaison/question.html", found=found, form=form, longest=LONGEST)
    return page, 422 if form.mistakes else 200


def take_back(case_id: str, enquiry_id: str) -> ResponseReturnValue:
    """Withdraw a question of one's own side."""
    withdraw(kit().store, case_id, enquiry_id, rules=kit().rules(), asking=asking())
    return redirect(url_for("liaison.case_questions", case_id=case_id), 303)


def see(case_id: str, enquiry_id: str) -> ResponseReturnValue:
    """Mark an answer as seen by whoever asked."""
    see_answer(kit().store, case_id, enquiry_id, asking=asking())
    return redirect(url_for("liaison.questions"), 303)


def rows_of(shown: QuestionBoard) -> Iterator[list[str]]:
    """Give a row for each question on the board."""
    for question in (*shown.for_you, *shown.of_you, *shown.ended):
        yield [
            question.references or question.ref,
            question.about,
            question.asks,
            question.words,
            question.asked_by,
            london_moment(question.asked_at),
            question.state.value,
            "" if question.clock is None else question.clock.words,
            question.answer,
            "" if question.ended_at is None else london_moment(question.ended_at),
        ]


def _question(case_id: str, form: AskForm) -> NewQuestion:
    return NewQuestion(
        case_id,
        Topic(form.topic.data or ""),
        form.witness.data or None,
        form.words.data or "",
        form.first_on.data,
        form.last_on.data,
    )


def _asked_about(choices: tuple[tuple[str, str], ...]) -> Any:
    """Take the witness that the link named, else the only one there is."""
    named = request.args.get("witness", "")
    known = [value for value, _ in choices]
    return named if named in known else known[0] if len(known) == 1 else ABOUT_THE_TRIAL
