"""Numbers and dates in a Dutch text: what is found, where, and what is left alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.claims.numerals import MONTHS, places
from kamerbrief.claims.records import Value

NO_BREAK = "\N{NO-BREAK SPACE}"


def passages(value: Value, text: str) -> list[str]:
    return [text[start:end] for start, end in places(value, text)]


@pytest.mark.parametrize(
    ("value", "text", "passage"),
    [
        (490_000_000, "jaarlijks circa € 490 miljoen.", "490 miljoen"),
        (8_500_000_000, "onderwijsbreed 8,5 miljard euro", "8,5 miljard"),
        (1_405_487, "2018/'19 6.204 1.405.487", "1.405.487"),
        (559.5, "€ 559,50 per eenheid", "559,50"),
        (1234.5, "1.234,5 uur", "1.234,5"),
    ],
)
def test_an_amount_is_found_where_it_stands(value: float, text: str, passage: str) -> None:
    assert passages(value, text) == [passage]


@pytest.mark.parametrize(
    ("value", "text", "passage"),
    [
        (0.93, "93% van de leerkrachten", "93%"),
        (0.93, f"93{NO_BREAK}% van de leerkrachten", f"93{NO_BREAK}%"),
        (0.084, "8,4% van alle", "8,4%"),
        (0.15, "de vijftien procent laagst scorende", "vijftien procent"),
    ],
)
def test_a_percentage_is_found_as_a_fraction(value: float, text: str, passage: str) -> None:
    assert passages(value, text) == [passage]


@pytest.mark.parametrize(
    ("value", "text"), [(93, "93%"), (15, "vijftien procent"), (6, "6 miljoen")]
)
def test_a_number_is_not_found_without_its_scale(value: float, text: str) -> None:
    assert places(value, text) == []


@pytest.mark.parametrize(
    ("value", "text", "passage"),
    [
        (2, "kunnen leraren twee jaar gedeeltelijk", "twee"),
        (2_000_000, "ongeveer twee miljoen euro", "twee miljoen"),
        (2, "Zo is er voor de tweede maal circa", "tweede"),
    ],
)
def test_a_number_word_is_found(value: float, text: str, passage: str) -> None:
    assert passages(value, text) == [passage]


@pytest.mark.parametrize("text", ["tweehonderd scholen", "tussentweede", "de Tweede Kamer"])
def test_a_number_word_is_not_found_inside_another_word_or_name(text: str) -> None:
    assert places(2, text) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4, "een uitkering aan de G4"),
        (83, "ingevuld door 283 respondenten"),
        (204, "6.204 scholen"),
        (405_487, "1.405.487 leerlingen"),
        (5, "2,5 uur"),
        (35_000, "Kamerstuk 35 000 VIII"),
        (0, "Kamerstuk 35 000 VIII"),
        (10, "10.5 uur"),
        (1234, "1.2345"),
        (2, "de 2e ronde"),
        (2, "twee miljoen"),
    ],
)
def test_a_piece_of_a_name_or_of_a_longer_number_is_no_number(value: float, text: str) -> None:
    assert places(value, text) == []


def test_every_occurrence_is_found() -> None:
    assert places(2, "twee jaar, 2 uur, de tweede maal") == [(0, 4), (11, 12), (21, 27)]


def test_a_name_is_found_letter_for_letter() -> None:
    assert passages("G4", "een uitkering aan de G4") == ["G4"]
    assert passages("35 000 VII, nr. 175", "Kamerstuk 35 000 VIII, nr. 175") == []


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Den Haag, 14 juni 2019", "14 juni 2019"),
        ("onze brief van 14 juni jongstleden", "14 juni"),
        ("MWM2 (14 juni 2019)", "14 juni 2019"),
    ],
)
def test_a_date_is_found_with_its_year_or_without(text: str, passage: str) -> None:
    assert passages(date(2019, 6, 14), text) == [passage]


@pytest.mark.parametrize(
    "text", ["14 juni 2018", "14 juli 2019", "4 juni 2019", "114 juni 2019", "medio juni", "2019"]
)
def test_another_date_is_not_found(text: str) -> None:
    assert places(date(2019, 6, 14), text) == []


# ── what is written is found again ────────────────────────────────────────────────────────────

frames = st.sampled_from(["{}", "circa € {}.", "({})", "zo’n {}, naar gemeenten", "MWM2 «{}» VIII"])
numbers = st.decimals(min_value=0, max_value=10**9, places=2) | st.integers(0, 10**10).map(Decimal)


def in_dutch(number: Decimal) -> str:
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


@given(number=numbers, frame=frames)
def test_a_number_written_in_dutch_is_found_again(number: Decimal, frame: str) -> None:
    written = in_dutch(number)
    assert passages(float(number), frame.format(written)) == [written]


@given(days=st.integers(0, 36_500), apart=st.integers(-400, 400))
def test_a_date_written_in_dutch_is_found_again_and_no_other(days: int, apart: int) -> None:
    day = date(1950, 1, 1) + timedelta(days)
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    assert bool(places(day + timedelta(apart), f"van {written}.")) == (apart == 0)
