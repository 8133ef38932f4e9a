"""How words leave the building and what carriers say about them: Twilio, SMTP, iCalendar, wording.

Carriers answer with one of four outcomes and never raise for what a network can do.
Wording is rendered from `templates/messages/` and checked again before it is handed over.
"""
