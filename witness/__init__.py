"""Court witness support: what officers, families and prosecutors need so that a young witness can be heard.

The ground floor (`domain`) holds the rules. Above it `store`, `messaging` and `intake` meet the outside world.
`actions` change things and `questions` look at them. `web` and the worker in `jobs` are the doors people come through.
"""
