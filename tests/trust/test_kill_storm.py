"""T1: workers are killed and stopped at random; no text is lost, doubled, imagined or left without a person."""

from pathlib import Path

import pytest

from tests.trust.families import settle_families
from tests.trust.figures import Figure
from tests.trust.storm import Storm, Weather, a_storm

WORKERS = {"sqlite": 2, "postgresql": 4}
SEED = 20261124


@pytest.mark.trust
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_no_text_is_lost_or_doubled_while_workers_die(
    database: str, request: pytest.FixtureRequest, tmp_path: Path, full_size: bool, figure: Figure
) -> None:
    url = request.getfixturevalue(f"{database}_url")
    families = {"set": 8_000, "moved": 1_500, "off": 500} if full_size else {"set": 160, "moved": 30, "off": 10}
    settle_families(url, families)

    weather = Weather(WORKERS[database], SEED, longest=900 if full_size else 10, settle=240 if full_size else 60)

    storm = a_storm(tmp_path, url, weather)

    figure("T1 kill storm", cases=sum(families.values()), seed=SEED, result=str(storm), seconds=storm.seconds)
    print(storm)  # noqa: T201
    assert storm.is_over
    assert storm.verdict.is_kept, storm.verdict
    assert storm.blows["kill"] >= 10
