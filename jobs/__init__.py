"""The worker: a metronome that calls actions. Any number may run; all truth is in the tables.

`timetable` says what is done how often, `ticks` what each tick calls, `metronome` keeps time with APScheduler.
`python -m jobs` runs it, `python -m jobs --once` does all that is due and exits. RUNBOOK.md: what to do about alarms.
"""
