"""The web application: doors, pages and headers around the actions and questions."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, g
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from witness.actions.passwords import Passwords
from witness.identifiers import new_id
from witness.kit import Kit
from witness.log import configure_log, log, where_it_broke
from witness.settings import Settings, World
from witness.web.account import account, demo_door
from witness.web.admin import admin
from witness.web.carrier import carrier
from witness.web.commands import add_commands
from witness.web.doors import Audience, hang_doors, insist_on_marks, open_to
from witness.web.errors import add_error_pages
from witness.web.factors import factors
from witness.web.family import family
from witness.web.filters import add_filters
from witness.web.headers import add_headers
from witness.web.health import count_requests, health
from witness.web.held import add_hold
from witness.web.here import EXTENSION, Fittings, is_signed_in, now, viewer
from witness.web.liaison import liaison
from witness.web.list_push import intake
from witness.web.mail_push import mail
from witness.web.manager import manager
from witness.web.messages import outbox
from witness.web.navigation import has_page, links
from witness.web.officer import officer
from witness.web.officer.emergencies import open_now
from witness.web.sandbox import sandbox
from witness.web.sessions import add_sign_in
from witness.web.strictness import StrictButForMacros
from witness.web.trust import trust
from witness.web.wording import wording

__all__ = ["BLUEPRINTS", "DEMO_BLUEPRINTS", "create_app"]

# A new audience's pages: import its blueprint above and name it here.
BLUEPRINTS: tuple[Blueprint, ...] = (
    account,
    health,
    officer,
    outbox,
    liaison,
    manager,
    carrier,
    intake,
    mail,
    admin,
    wording,
    factors,
    family,
    trust,
)
# These exist in the demo world only; elsewhere not even their addresses do.
DEMO_BLUEPRINTS: tuple[Blueprint, ...] = (demo_door, sandbox)

LARGEST_REQUEST_BYTES = 6 * 1024 * 1024


class WitnessApp(Flask):
    """Flask, but for one thing: what broke is logged by place and kind, not with the words of the error."""

    def log_exception(self, exc_info: Any) -> None:
        """Leave out the message: it may hold what somebody typed."""
        log().error("request.broke", error=exc_info[0].__name__, at=where_it_broke(exc_info[1]))


def create_app(kit: Kit, *, more_pages: Iterable[Blueprint] = ()) -> Flask:
    """Build the application around an open kit. more_pages: blueprints beside the product's own, for tests.

    Raises:
        NoAudience: a view does not say whom it is for.
    """
    configure_log()
    settings = kit.settings
    app = WitnessApp(
        __name__,
        static_folder=str(settings.static_dir),
        static_url_path="/static",
        template_folder=str(settings.templates_dir),
    )
    app.config.update(_flask_settings(settings))
    passwords = Passwords.light() if settings.world is World.TEST else Passwords.strong()
    app.extensions[EXTENSION] = Fittings(kit, passwords)
    app.before_request(_name_request)
    add_sign_in(app, kit)
    add_hold(app, kit)
    hang_doors(app)
    count_requests(app)
    add_headers(app, on_https=settings.public_url.startswith("https://"))
    _set_up_templates(app, settings)
    add_error_pages(app)
    open_to(Audience.ANYONE)(app.view_functions["static"])
    for pages in (*BLUEPRINTS, *(DEMO_BLUEPRINTS if settings.is_demo else ()), *more_pages):
        app.register_blueprint(pages)
    add_commands(app)
    insist_on_marks(app)
    return app


def _flask_settings(settings: Settings) -> dict[str, Any]:
    host = urlsplit(settings.public_url).hostname
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.world is World.TEST,
        "TRUSTED_HOSTS": None if settings.is_demo else [host],
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST_BYTES,
        "PREFERRED_URL_SCHEME": urlsplit(settings.public_url).scheme,
        # The door checks, for every state-changing request; a token lives as long as its session, so that a long
        # form never loses what somebody typed.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        # Our own pages send no referrer, which is what this would look at.
        "WTF_CSRF_SSL_STRICT": False,
    }


def _set_up_templates(app: Flask, settings: Settings) -> None:
    app.jinja_env.undefined = StrictButForMacros
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    own = app.jinja_loader
    vendored = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([own, vendored] if own is not None else [vendored])
    add_filters(app)
    app.jinja_env.globals.update(
        is_demo=settings.is_demo,
        is_signed_in=is_signed_in,
        viewer=viewer,
        navigation_links=links,
        has_page=has_page,
        text_sender=settings.text_sender,
        now=now,
        open_in_emergency=open_now,
    )


def _name_request() -> None:
    g.request_id = new_id()
