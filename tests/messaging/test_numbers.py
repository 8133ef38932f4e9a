"""Mobile numbers as people write them."""

import pytest

from witness.messaging.numbers import NotAMobile, as_dialled, masked, read_mobile


@pytest.mark.parametrize(
    "written",
    ["07911 123456", "07911123456", "+44 7911 123456", "0044 7911 123456", "(07911) 123-456", " 07911.123456 "],
)
def test_a_uk_mobile_is_read_however_it_is_written(written):
    assert read_mobile(written) == "+447911123456"


@pytest.mark.parametrize("written", ["07700 900000", "07700 900999", "+44 7700 900123"])
def test_drama_numbers_are_read_only_where_fiction_is_allowed(written):
    assert read_mobile(written, allow_fiction=True).startswith("+447700900")

    with pytest.raises(NotAMobile, match="films"):
        read_mobile(written)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("0113 496 0123", "landline"),
        ("0113 243 1234", "landline"),
        ("020 7946 0018", "landline"),
        ("0330 123 4567", "landline"),
        ("+33 6 12 34 56 78", "another country"),
        ("+1 202 555 0123", "another country"),
        ("07911 123", "too short"),
        ("999", "too short"),
        ("07911 1234567", "too long"),
        ("070 1234 5678", "cannot get texts"),
        ("0800 123 456", "cannot get texts"),
        ("", "not a telephone number"),
        ("---", "not a telephone number"),
        ("call me", "letters"),
        ("07911 123456 ext 5", "letters"),
    ],
)
def test_what_is_no_uk_mobile_is_refused_in_plain_words(written, says):
    with pytest.raises(NotAMobile, match=says):
        read_mobile(written, allow_fiction=True)


def test_a_masked_number_can_be_told_apart_but_not_used():
    assert masked("+447700900123") == "07••• •••123"
    assert masked("123") == "•••"


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("+447700900123", "07700 900123"),
        ("+441134960123", "0113 496 0123"),
        ("+33612345678", "+33 6 12 34 56 78"),
        ("nonsense", "nonsense"),
    ],
)
def test_a_number_is_written_as_one_dials_it(number, dialled):
    assert as_dialled(number) == dialled
