"""One transaction's worth of drawers: an area's statements in each."""

from functools import cached_property

from sqlalchemy import Connection

from witness.store.access import Access
from witness.store.accounts import Accounts
from witness.store.aftercare import Aftercare
from witness.store.at_court import AtCourt
from witness.store.audit import Audit
from witness.store.audit_search import AuditSearch
from witness.store.backup_runs import BackupRuns
from witness.store.boards import Boards
from witness.store.break_glass import BreakGlass
from witness.store.calendar_feeds import CalendarFeeds
from witness.store.calendars import Calendars
from witness.store.call_boards import CallBoards
from witness.store.call_claims import CallClaims
from witness.store.case_outlines import CaseOutlines
from witness.store.case_search import CaseSearch
from witness.store.cases import Cases
from witness.store.concern_history import ConcernHistory
from witness.store.conflicts import Conflicts
from witness.store.contact import Contacts
from witness.store.contact_log import ContactLog
from witness.store.court_cards import CourtCards
from witness.store.courts import Courts
from witness.store.defendants import Defendants
from witness.store.duties import Duties
from witness.store.enquiries import Enquiries
from witness.store.evidence import Evidence
from witness.store.expenses import Expenses
from witness.store.explanations import Explanations
from witness.store.factor_tables import FactorTables
from witness.store.feedback import FeedbackGiven
from witness.store.handovers import Handovers
from witness.store.hearings import Hearings
from witness.store.households import Households
from witness.store.incidents import Incidents
from witness.store.jobs import Jobs
from witness.store.journal import Journal
from witness.store.lists import Lists
from witness.store.mail_in import MailIn
from witness.store.markers import Markers
from witness.store.message_boards import MessageBoards
from witness.store.message_choices import MessageChoices
from witness.store.messages import Messages
from witness.store.milestones import Milestones
from witness.store.notes import Notes
from witness.store.other_times import OtherTimes
from witness.store.page_words import PageWordsRead
from witness.store.parents import Parents
from witness.store.passings import Passings
from witness.store.past_days import PastDays
from witness.store.people import People
from witness.store.plans import Plans
from witness.store.private_pages import PrivatePages
from witness.store.replies import Replies
from witness.store.restorations import Restorations
from witness.store.sandbox import Sandbox
from witness.store.sending import Sending
from witness.store.settling import Settling
from witness.store.staffing import Staffing
from witness.store.stops import Stops
from witness.store.sureness import Sureness
from witness.store.tasks import Tasks
from witness.store.telling_boards import TellingBoards
from witness.store.travel import Travel
from witness.store.vault import Vault
from witness.store.week_boards import WeekBoards
from witness.store.weeks import Weeks
from witness.store.wording import Wordings
from witness.store.work_boards import WorkBoards


class Desk:
    """What an action or a question works at. It lives as long as its transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Keep the connection and the keys for the drawers."""
        self._connection = connection
        self._vault = vault

    @cached_property
    def access(self) -> Access:
        """Who may know of which case."""
        return Access(self._connection)

    @cached_property
    def accounts(self) -> Accounts:
        """Staff, sessions and sign-in."""
        return Accounts(self._connection, self._vault)

    @cached_property
    def at_court(self) -> AtCourt:
        """What was tapped on days at court."""
        return AtCourt(self._connection)

    @cached_property
    def audit(self) -> Audit:
        """Who looked at what and who changed what."""
        return Audit(self._connection)

    @cached_property
    def boards(self) -> Boards:
        """Rows for the pages that show many cases at once."""
        return Boards(self._connection)

    @cached_property
    def calendar_feeds(self) -> CalendarFeeds:
        """The staff's own calendar feeds."""
        return CalendarFeeds(self._connection)

    @cached_property
    def calendars(self) -> Calendars:
        """What people chose for their calendars, and the entries sent into them."""
        return Calendars(self._connection, self._vault)

    @cached_property
    def call_boards(self) -> CallBoards:
        """Rows for the list of whom to ring."""
        return CallBoards(self._connection)

    @cached_property
    def call_claims(self) -> CallClaims:
        """Who is ringing whom just now."""
        return CallClaims(self._connection)

    @cached_property
    def case_outlines(self) -> CaseOutlines:
        """Cases as the list of them shows them."""
        return CaseOutlines(self._connection)

    @cached_property
    def case_search(self) -> CaseSearch:
        """Finds cases by what somebody typed."""
        return CaseSearch(self._connection, self._vault)

    @cached_property
    def cases(self) -> Cases:
        """Cases, their history, and the whole picture of one."""
        return Cases(self._connection, self._vault)

    @cached_property
    def concern_history(self) -> ConcernHistory:
        """What was said of each witness from day to day."""
        return ConcernHistory(self._connection)

    @cached_property
    def contacts(self) -> Contacts:
        """Safe-contact records."""
        return Contacts(self._connection, self._vault)

    @cached_property
    def contact_log(self) -> ContactLog:
        """Every try to speak with a family."""
        return ContactLog(self._connection)

    @cached_property
    def courts(self) -> Courts:
        """The court directory and the bank holidays."""
        return Courts(self._connection)

    @cached_property
    def defendants(self) -> Defendants:
        """Defendants by label, and what has happened to each."""
        return Defendants(self._connection)

    @cached_property
    def duties(self) -> Duties:
        """The time limits of others, and what families say they were told."""
        return Duties(self._connection)

    @cached_property
    def enquiries(self) -> Enquiries:
        """Questions between the CPS and the support team."""
        return Enquiries(self._connection, self._vault)

    @cached_property
    def evidence(self) -> Evidence:
        """Evidence events, measures, needs, answers, tellings, standings."""
        return Evidence(self._connection)

    @cached_property
    def factor_tables(self) -> FactorTables:
        """Versions of the table of concern."""
        return FactorTables(self._connection)

    @cached_property
    def handovers(self) -> Handovers:
        """Offers of cases from one officer to another."""
        return Handovers(self._connection)

    @cached_property
    def hearings(self) -> Hearings:
        """Hearings and their revisions."""
        return Hearings(self._connection)

    @cached_property
    def households(self) -> Households:
        """People of one household, across cases."""
        return Households(self._connection)

    @cached_property
    def incidents(self) -> Incidents:
        """Texts that may have reached a stranger."""
        return Incidents(self._connection, self._vault)

    @cached_property
    def jobs(self) -> Jobs:
        """When each tick last ran."""
        return Jobs(self._connection)

    @cached_property
    def lists(self) -> Lists:
        """Court lists received, proposals, triage."""
        return Lists(self._connection)

    @cached_property
    def mail_in(self) -> MailIn:
        """Mail that came in."""
        return MailIn(self._connection)

    @cached_property
    def markers(self) -> Markers:
        """Yes or no, since a day."""
        return Markers(self._connection)

    @cached_property
    def message_boards(self) -> MessageBoards:
        """Rows about messages, for the pages that show many cases at once."""
        return MessageBoards(self._connection)

    @cached_property
    def message_choices(self) -> MessageChoices:
        """What somebody has chosen about planned messages."""
        return MessageChoices(self._connection)

    @cached_property
    def expenses(self) -> Expenses:
        """Claims for expenses."""
        return Expenses(self._connection)

    @cached_property
    def aftercare(self) -> Aftercare:
        """Facts around and after an outcome."""
        return Aftercare(self._connection, self._vault)

    @cached_property
    def milestones(self) -> Milestones:
        """Words that a milestone is reached."""
        return Milestones(self._connection)

    @cached_property
    def sureness(self) -> Sureness:
        """What people said of how sure they are to come."""
        return Sureness(self._connection)

    @cached_property
    def messages(self) -> Messages:
        """The outbox."""
        return Messages(self._connection, self._vault)

    @cached_property
    def notes(self) -> Notes:
        """Notes in four streams, apart from the picture of a case."""
        return Notes(self._connection, self._vault)

    @cached_property
    def people(self) -> People:
        """People, their parts, and what the court requires of them."""
        return People(self._connection, self._vault)

    @cached_property
    def plans(self) -> Plans:
        """Visits, trips, bookings and promises."""
        return Plans(self._connection, self._vault)

    @cached_property
    def other_times(self) -> OtherTimes:
        """What families ask for when a meeting does not suit them."""
        return OtherTimes(self._connection)

    @cached_property
    def private_pages(self) -> PrivatePages:
        """The doors of families' private pages."""
        return PrivatePages(self._connection, self._vault)

    @cached_property
    def replies(self) -> Replies:
        """Texts that came in."""
        return Replies(self._connection, self._vault)

    @cached_property
    def sandbox(self) -> Sandbox:
        """The demo's phones and mailboxes."""
        return Sandbox(self._connection)

    @cached_property
    def sending(self) -> Sending:
        """What sending commits to."""
        return Sending(self._connection, self._vault)

    @cached_property
    def settling(self) -> Settling:
        """How tries went."""
        return Settling(self._connection, self._vault)

    @cached_property
    def staffing(self) -> Staffing:
        """Office hours, who is on call, who is away, and the mails that say "sign in"."""
        return Staffing(self._connection)

    @cached_property
    def stops(self) -> Stops:
        """What people asked us to stop."""
        return Stops(self._connection)

    @cached_property
    def telling_boards(self) -> TellingBoards:
        """Rows about tellings, for the figures."""
        return TellingBoards(self._connection)

    @cached_property
    def tasks(self) -> Tasks:
        """Work for a person."""
        return Tasks(self._connection)

    @cached_property
    def travel(self) -> Travel:
        """Where outward postcodes lie, how long ways take, and where people are met."""
        return Travel(self._connection, self._vault)

    @cached_property
    def week_boards(self) -> WeekBoards:
        """Rows for the board of a week."""
        return WeekBoards(self._connection)

    @cached_property
    def weeks(self) -> Weeks:
        """When people work, and plans of weeks."""
        return Weeks(self._connection, self._vault)

    @cached_property
    def wordings(self) -> Wordings:
        """Words for families: versions of templates, and who approved them."""
        return Wordings(self._connection, self._vault)

    @cached_property
    def work_boards(self) -> WorkBoards:
        """Rows about the work of a team: who does what on which day."""
        return WorkBoards(self._connection)

    @cached_property
    def past_days(self) -> PastDays:
        """Days in court that are over, for the figures."""
        return PastDays(self._connection, self._vault)

    @cached_property
    def parents(self) -> Parents:
        """Parents' own plans. Wellbeing checks are apart from the picture of a case."""
        return Parents(self._connection, self._vault)

    @cached_property
    def passings(self) -> Passings:
        """What was passed to the police, without its content."""
        return Passings(self._connection, self._vault)

    @cached_property
    def feedback(self) -> FeedbackGiven:
        """Feedback, apart from the picture of a case."""
        return FeedbackGiven(self._connection, self._vault)

    @cached_property
    def court_cards(self) -> CourtCards:
        """What is known of court buildings by looking."""
        return CourtCards(self._connection)

    @cached_property
    def explanations(self) -> Explanations:
        """Explanations that were written here."""
        return Explanations(self._connection)

    @cached_property
    def audit_search(self) -> AuditSearch:
        """Looking through the audit."""
        return AuditSearch(self._connection)

    @cached_property
    def break_glass(self) -> BreakGlass:
        """Cases that were opened in an emergency."""
        return BreakGlass(self._connection, self._vault)

    @cached_property
    def conflicts(self) -> Conflicts:
        """Who must not know of which case, as they said themselves, and who still needs a restricted one."""
        return Conflicts(self._connection)

    @cached_property
    def page_words(self) -> PageWordsRead:
        """Who stands behind the words of the private page."""
        return PageWordsRead(self._connection)

    @cached_property
    def backup_runs(self) -> BackupRuns:
        """Copies that were made, and trials to put one back."""
        return BackupRuns(self._connection)

    @cached_property
    def journal(self) -> Journal:
        """What is noted outside the database."""
        return Journal(self._connection)

    @cached_property
    def restorations(self) -> Restorations:
        """That this database was put back from a copy."""
        return Restorations(self._connection, self._vault)
