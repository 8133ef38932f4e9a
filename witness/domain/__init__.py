"""The rules of witness support: values in, values out.

Nothing here reads a clock, a file, a database or the environment; instants and calendars arrive as arguments.
A file is named after its area, and the same name is used on every floor above it.
Decisions carry their reasons as data, so that a page can print them.
"""
