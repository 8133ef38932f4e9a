"""Turns the question who visits whom, when, and who drives whom, into a plan.

It takes a problem without any name, address or telephone number and gives back times and officers, and nothing here
knows of courts, texts or tables. `solve` is the one door: a first plan at once, a search that betters it, a proof of
how far from the best possible it may be, and the reason for each task that found no place. What it answers is judged
by `check`, which shares no code with the search.
"""
