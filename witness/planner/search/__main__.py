"""`python -m witness.planner.search`: compile the search, so that the first plan does not wait for it."""

from witness.planner.search.warming import warm

warm()
