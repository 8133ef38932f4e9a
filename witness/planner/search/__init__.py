"""Finds a good plan within a time limit: a first plan at once, then a search in a large neighbourhood of it.

Every rule of the format is kept by the search itself. It takes a plan apart in one of several ways, puts it together
again with the cheapest places first, and keeps what comes of it under simulated annealing. Two searches with seeds of
their own run beside each other where there are two processors; the better plan wins.
"""

from witness.planner.search.finding import Found, first_plan, search
from witness.planner.search.warming import warm

__all__ = ["Found", "first_plan", "search", "warm"]
