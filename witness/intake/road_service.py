"""Asks a road service how long ways take: the table service of OSRM, or whatever speaks its language.

Only the middles of outward postcodes leave this machine, in degrees rounded to about a hundred metres: no address, no
name, and nothing that says who lives there.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import requests

from witness.domain.courts import OutcodeArea

PATH = "/table/v1/driving/"
# The service's own limit is 100 places in one question; half are where ways begin, half where they end.
MOST_ORIGINS = 50
MOST_PLACES = 400
LARGEST_BYTES = 2_000_000
LONGEST_SECONDS = 24 * 3600
DECIMALS = 3


class NoRoads(Exception):
    """The road service has not answered, or with something that cannot be understood. The message says which."""


@dataclass(frozen=True, slots=True)
class RoadService:
    """A road service at an address without a slash at its end. Time-outs are in seconds."""

    url: str
    connect_seconds: float = 3.0
    read_seconds: float = 10.0

    def ways(self, areas: Mapping[str, OutcodeArea]) -> dict[tuple[str, str], int]:
        """Give the seconds from each outward code to each other; a pair without a road between is left out.

        Raises:
            NoRoads: it did not answer as it should, or there are too many places.
        """
        codes = sorted(areas)
        if len(codes) > MOST_PLACES:
            raise NoRoads(f"{len(codes)} places are too many to ask for at once")
        found: dict[tuple[str, str], int] = {}
        with requests.Session() as session:
            for origins in _batches(codes):
                for destinations in _batches(codes):
                    found.update(self._block(session, areas, origins, destinations))
        return found

    def _block(
        self,
        session: requests.Session,
        areas: Mapping[str, OutcodeArea],
        origins: Sequence[str],
        destinations: Sequence[str],
    ) -> dict[tuple[str, str], int]:
        points = ";".join(_point(areas[code]) for code in (*origins, *destinations))
        first, last = len(origins), len(origins) + len(destinations)
        asked = {
            "annotations": "duration",
            "sources": ";".join(str(n) for n in range(first)),
            "destinations": ";".join(str(n) for n in range(first, last)),
        }
        rows = _durations(self._asked(session, PATH + points, asked), len(origins), len(destinations))
        return {
            (origin, destination): seconds
            for origin, row in zip(origins, rows, strict=True)
            for destination, seconds in zip(destinations, row, strict=True)
            if seconds is not None and origin != destination
        }

    def _asked(self, session: requests.Session, path: str, asked: Mapping[str, str]) -> Any:
        try:
            with session.get(
                self.url + path,
                params=dict(asked),
                timeout=(self.connect_seconds, self.read_seconds),
                allow_redirects=False,
                stream=True,
            ) as answer:
                if answer.status_code != requests.codes.ok:
                    raise NoRoads(f"it answered with {answer.status_code}")
                raw = b"".join(_bounded(answer))
                return json.loads(raw)
        except requests.RequestException as failed:
            # Its message holds the address, and with it the places.
            raise NoRoads(type(failed).__name__) from None
        except ValueError:
            raise NoRoads("it answered with something that is not JSON") from None


def _bounded(answer: requests.Response) -> Iterator[bytes]:
    size = 0
    for chunk in answer.iter_content(65536):
        size += len(chunk)
        if size > LARGEST_BYTES:
            raise NoRoads("its answer is too large")
        yield chunk


def _durations(answer: Any, rows: int, columns: int) -> list[list[int | None]]:
    if not isinstance(answer, dict) or answer.get("code") != "Ok":
        raise NoRoads("it did not say that all is well")
    table = answer.get("durations")
    if not isinstance(table, list) or len(table) != rows:
        raise NoRoads("its table has the wrong number of rows")
    return [_row(row, columns) for row in table]


def _row(row: Any, columns: int) -> list[int | None]:
    if not isinstance(row, list) or len(row) != columns:
        raise NoRoads("a row of its table has the wrong length")
    return [_seconds(cell) for cell in row]


def _seconds(cell: Any) -> int | None:
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell <= LONGEST_SECONDS:
        raise NoRoads("its table holds something that is no duration")
    return round(cell)


def _point(area: OutcodeArea) -> str:
    return f"{area.lon:.{DECIMALS}f},{area.lat:.{DECIMALS}f}"


def _batches(codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    left = iter(codes)
    while batch := tuple(islice(left, MOST_ORIGINS)):
        yield batch
