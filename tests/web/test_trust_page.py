"""The promises about safety: for everybody who works here, and never better than what was measured."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.cast import Cast
from tests.fixtures import a_visitor, an_app
from tests.visitor import Visitor
from witness.domain.trust_figures import Measured, Measurement
from witness.intake.trust_figures import figures_file
from witness.kit import Kit


def page(kit: Kit, cast: Cast, file: Path | None) -> str:
    app = an_app(replace(kit, settings=replace(kit.settings, trust_file=file)))
    return a_visitor(app).sign_in(cast.leigh).get("/trust").text


def test_it_is_for_whoever_is_signed_in_and_the_footer_leads_there(client: Visitor, cast: Cast) -> None:
    assert client.get("/trust").location == "/sign-in?next=/trust"
    assert "/trust" not in client.get("/sign-in").text
    for somebody in (cast.olu, cast.leigh, cast.ada):
        assert 'href="/trust"' in client.sign_in(somebody).get("/trust").text


def test_where_nothing_was_measured_it_says_so_and_shows_no_promise_as_held(
    kit: Kit, cast: Cast, tmp_path: Path
) -> None:
    for file in (None, tmp_path / "trust.json"):
        text = page(kit, cast, file)
        assert "Nothing was ever measured here." in text
        assert "Held when last measured" not in text
        assert text.count("<h3") == 20
        assert "govuk-tag" not in text


def test_a_file_that_cannot_be_read_counts_for_nothing(kit: Kit, cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "trust.json").write_text('{"format": "trust/9"}', encoding="utf-8")

    text = page(kit, cast, tmp_path / "trust.json")

    assert "The figures cannot be read." in text
    assert "$.format" in text
    assert "Held when last measured" not in text


def test_what_was_found_stands_beside_each_promise_and_failures_come_first(
    kit: Kit, cast: Cast, tmp_path: Path
) -> None:
    lines = (
        Measured("races of a no", "sqlite", 1500, 2.5, "7", "0 late", held=True),
        Measured("wrong: races, no gate", "-", 30, 0.5, "7", "fails as it should", held=True),
        Measured("outages", "-", 12, 2.5, "7", "<b>3 stale</b>", held=False),
    )
    run = Measurement(datetime(2026, 11, 25, 12, tzinfo=UTC), "2 cores", lines, ("test_of_links",))
    (tmp_path / "trust.json").write_bytes(figures_file(run))

    text = page(kit, cast, tmp_path / "trust.json")

    assert text.index("Failed when last measured") < text.index("Held when last measured")
    assert text.index("Held when last measured") < text.index("Never measured here</h2>")
    assert "1 held, 1 failed, 18 never measured here" in text
    assert "1 figure, 1 wrong version caught" in text
    assert "1,500" in text
    assert "&lt;b&gt;3 stale&lt;/b&gt; – its trial failed" in text
    assert "test_of_links" in text
