"""Copies of the database, and the word by which texts go again after one was put back. No entry stands here."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from witness.actions.restoring import send_again
from witness.questions.backups import copies as copies_as_they_are
from witness.web.admin.pages import admin
from witness.web.doors import Audience, freshly, open_to
from witness.web.here import asking, kit, now


@admin.get("/copies")
@open_to(Audience.ADMIN)
def copies() -> str:
    """Show how the copies are, and whether this database was put back from one."""
    found = copies_as_they_are(kit().store, now(), is_set_up=kit().settings.backup_dir is not None)
    return render_template("admin/copies.html", copies=found)


@admin.post("/copies/send")
@open_to(Audience.ADMIN)
@freshly
def send_again_after_restore() -> ResponseReturnValue:
    """Let texts and mails go again."""
    send_again(kit().store, now=now(), asking=asking())
    return redirect(url_for("admin.copies"), 303)
