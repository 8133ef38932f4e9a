"""The audit as sentences: who did what, the same for officers, managers and families. A new deed: add it at the end."""

from collections.abc import Mapping

from witness.domain.audit import AuditOutcome, Entry
from witness.domain.audit_case_kinds import CASE_KINDS
from witness.domain.audit_kinds import Kind, LoggedAs
from witness.domain.wording import Act

OTHER_KINDS = (
    Kind("today.read", "looked at what is to be done today", LoggedAs.CONSULTATION),
    Kind("tomorrow.read", "looked at what is missing for the next day at court", LoggedAs.CONSULTATION),
    Kind("cases.read", "looked at the list of cases", LoggedAs.CONSULTATION),
    Kind("cases.search", "searched for cases", LoggedAs.CONSULTATION),
    Kind("messages.read", "looked at messages of several cases", LoggedAs.CONSULTATION),
    Kind("readiness.read", "looked at readiness of several cases", LoggedAs.CONSULTATION),
    Kind("readiness.seen", "marked readiness as seen", LoggedAs.NONE),
    Kind("questions.read", "looked at questions of several cases", LoggedAs.CONSULTATION),
    Kind("lists.read", "looked at court lists", LoggedAs.CONSULTATION),
    Kind("triage.done", "decided what becomes of a row of a court list", LoggedAs.ALTERATION),
    Kind("incidents.read", "looked at texts that may have reached a stranger", LoggedAs.CONSULTATION),
    Kind("incident.decide", "decided about a text that may have reached a stranger", LoggedAs.ALTERATION),
    Kind("day.list", "looked at who is at court", LoggedAs.CONSULTATION),
    Kind("calendar.feed", "had a calendar fetch their own appointments", LoggedAs.DISCLOSURE),
    Kind("calendar.feed_made", "made an address for their own calendar", LoggedAs.NONE),
    Kind("calendar.feed_revoked", "took the address of a calendar back", LoggedAs.NONE),
    Kind("team.read", "looked at the load of the team", LoggedAs.CONSULTATION),
    Kind("figures.read", "looked at figures", LoggedAs.COMBINATION),
    Kind("feedback.figures", "looked at figures of feedback", LoggedAs.COMBINATION),
    Kind("factors.read", "looked at the table of factors", LoggedAs.NONE),
    Kind("factors.try", "tried a table of factors on open cases", LoggedAs.COMBINATION),
    Kind("factors.change", "changed the table of factors", LoggedAs.NONE),
    Kind("week.read", "looked at a week", LoggedAs.CONSULTATION),
    Kind("week.moved", "looked at what moved in a week", LoggedAs.CONSULTATION),
    Kind("week.look", "looked at a visit of a plan", LoggedAs.CONSULTATION),
    Kind("week.look_to_pin", "looked at a visit of a plan", LoggedAs.CONSULTATION),
    Kind("week.fit", "asked where a visit fits", LoggedAs.CONSULTATION),
    Kind("week.ask", "asked for a plan of a week", LoggedAs.COMBINATION),
    Kind("week.what_if", "asked what becomes of a week", LoggedAs.COMBINATION),
    Kind("week.put", "moved a visit of a plan", LoggedAs.ALTERATION),
    Kind("week.pin", "fixed a visit of a plan", LoggedAs.ALTERATION),
    Kind("week.unpin", "loosened a visit of a plan", LoggedAs.ALTERATION),
    Kind("week.take_out", "took a visit out of a plan", LoggedAs.ALTERATION),
    Kind("week.set_aside", "set a plan aside", LoggedAs.ALTERATION),
    Kind("working_terms.read", "looked at when somebody works", LoggedAs.NONE),
    Kind("working_terms.set", "changed when somebody works", LoggedAs.NONE),
    Kind("office.set", "changed where an office is", LoggedAs.NONE),
    Kind("office_hours.set", "changed the hours of an office", LoggedAs.NONE),
    Kind("cover.read", "looked at who stands in for whom", LoggedAs.NONE),
    Kind("on_call.put", "put somebody on call", LoggedAs.NONE),
    Kind("on_call.take_back", "took somebody off call", LoggedAs.NONE),
    Kind("absence.add", "recorded that a colleague is away", LoggedAs.NONE),
    Kind("absence.take_back", "took back that a colleague is away", LoggedAs.NONE),
    Kind("courts.read", "looked at what is known of courts", LoggedAs.NONE),
    Kind("courts.fact", "recorded something about a court", LoggedAs.NONE),
    Kind("explanations.read", "looked at explanations", LoggedAs.NONE),
    Kind("explanations.write", "wrote an explanation", LoggedAs.NONE),
    Kind("explanations.approve", "approved an explanation", LoggedAs.NONE),
    Kind("rules.read", "looked at the time limits", LoggedAs.NONE),
    Kind("rules.change", "changed a time limit", LoggedAs.NONE),
    Kind("wording.read", "looked at the words of texts", LoggedAs.NONE),
    Kind("wording.check", "had the words of a text checked", LoggedAs.NONE),
    Kind("wording.submit", "wrote words of a text", LoggedAs.NONE),
    Kind("wording.publish", "approved words of a text", LoggedAs.NONE),
    Kind("wording.take_out", "took words of a text out of use", LoggedAs.NONE),
    Kind("wording.add_language", "added a language", LoggedAs.NONE),
    *(Kind(f"wording.{act.value}", "decided about words of a text", LoggedAs.NONE) for act in Act),
    Kind("digest.choose", "chose whether a mail comes each morning", LoggedAs.NONE),
    Kind("sign_in.password", "gave a password", LoggedAs.NONE),
    Kind("sign_in.code", "gave a code to sign in", LoggedAs.NONE),
    Kind("sign_in.recovery_code", "gave a recovery code to sign in", LoggedAs.NONE),
    Kind("sign_in.slowed", "tried to sign in again too soon", LoggedAs.NONE),
    Kind("sign_in.demo", "signed in to the demo", LoggedAs.NONE),
    Kind("sign_out", "signed out", LoggedAs.NONE),
    Kind("sessions.end", "ended their other sessions", LoggedAs.NONE),
    Kind("account.invite", "invited a colleague", LoggedAs.NONE),
    Kind("account.new_link", "sent a colleague a new link", LoggedAs.NONE),
    Kind("account.new_factor", "had a colleague set up a new second factor", LoggedAs.NONE),
    Kind("account.password", "chose a password", LoggedAs.NONE),
    Kind("account.factor", "set up their second factor", LoggedAs.NONE),
    Kind("account.recovery_codes", "made new recovery codes", LoggedAs.NONE),
    Kind("account.disable", "closed an account", LoggedAs.NONE),
    Kind("door", "tried a page that is not for them", LoggedAs.NONE),
    Kind("audit.read", "looked through the record of who looked", LoggedAs.CONSULTATION),
    Kind("audit.export", "took a part of the record of who looked away", LoggedAs.DISCLOSURE),
    Kind("sign_in.key", "gave a security key to sign in", LoggedAs.NONE),
    Kind("prove.again", "showed their second step again", LoggedAs.NONE),
    Kind("sessions.end_all", "signed a colleague out everywhere", LoggedAs.NONE),
    Kind("account.key", "registered a security key", LoggedAs.NONE),
    Kind("account.key_removed", "removed a security key", LoggedAs.NONE),
    Kind("account.link_wished", "asked for a link to choose a password", LoggedAs.NONE),
    Kind("account.link_slowed", "asked for links too often", LoggedAs.NONE),
    Kind("account.link_wanted", "had a colleague sent a new link", LoggedAs.NONE),
    Kind("account.new_factor_wanted", "had a colleague sent a link to begin anew", LoggedAs.NONE),
    Kind("accounts.list", "looked at who has an account", LoggedAs.NONE),
    Kind("accounts.look", "looked at the account of a colleague", LoggedAs.NONE),
    Kind("account.move", "moved a colleague to another team", LoggedAs.NONE),
    Kind("access.read", "looked at who may see which case", LoggedAs.CONSULTATION),
    Kind("conflict.list", "looked at who must not have which case", LoggedAs.CONSULTATION),
    Kind("sign_in.browser", "signed in from a browser that was new", LoggedAs.NONE),
    Kind("page_words.approve", "stood behind the words of the private page", LoggedAs.NONE),
    Kind("audit.proof", "looked at whether the record is signed", LoggedAs.NONE),
    Kind("courts.import", "loaded a directory of courts", LoggedAs.NONE),
    Kind("postcodes.import", "loaded where postcodes lie", LoggedAs.NONE),
    Kind("holidays.import", "loaded bank holidays", LoggedAs.NONE),
    Kind("backup.made", "made a copy of everything", LoggedAs.NONE),
    Kind("backup.drilled", "tried whether a copy can be put back", LoggedAs.NONE),
    Kind("backup.restored", "put everything back from a copy", LoggedAs.ALTERATION),
    Kind("backup.finished", "brought what was put back up to what was noted outside", LoggedAs.ALTERATION),
    Kind("backup.sending", "let texts go again after everything was put back", LoggedAs.NONE),
)

KINDS: Mapping[str, Kind] = {kind.deed: kind for kind in (*OTHER_KINDS, *CASE_KINDS)}

# Who acts without an account.
FAMILY, COMMAND = "family", "command line"
WITHOUT_ACCOUNT = {FAMILY: "Somebody of the family", COMMAND: "Somebody at the command line"}


def kind_of(deed: str) -> Kind:
    """Give the kind of a deed; one that nobody has put into words speaks for itself."""
    return KINDS.get(deed) or Kind(deed, f"did this: {deed}", LoggedAs.NONE)


def logged_as(entry: Entry) -> LoggedAs:
    """Say under which word of the law an entry stands. What a liaison looks at has left for another controller."""
    word = kind_of(entry.deed).logged_as
    return LoggedAs.DISCLOSURE if word is LoggedAs.CONSULTATION and entry.role == "liaison" else word


def who_of(entry: Entry, names: Mapping[str, str]) -> str:
    """Give whoever an entry is about. names: of accounts."""
    if entry.account_id is not None:
        return names.get(entry.account_id, "Somebody whose account is gone")
    if entry.deed.startswith(("sign_in", "account.link_")):
        return "Somebody unknown"
    return WITHOUT_ACCOUNT.get(entry.role, "The worker")


def sentence_of(entry: Entry, names: Mapping[str, str]) -> str:
    """Tell an entry as a sentence."""
    who, what = who_of(entry, names), kind_of(entry.deed).words
    return f"{who} {what}" if entry.outcome is AuditOutcome.ALLOWED else f"{who} was refused: they {what}"
