"""Budgets: parts that add up to the cent, and shares that give way to one another."""

from decimal import Decimal
from fractions import Fraction
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.models.budget import NoRoom, apportion, per_unit, rebalance, split

NAMES = ["schools", "preschool", "other", "rest", "reserve"]
THREE = {"schools": 0.5, "preschool": 0.3, "other": 0.2}


@st.composite
def shares(draw: st.DrawFn) -> dict[str, float]:
    weights = draw(st.lists(st.integers(0, 1000), min_size=1, max_size=5).filter(any))
    names = NAMES[: len(weights)]
    return {name: weight / sum(weights) for name, weight in zip(names, weights, strict=True)}


def cents(euros: float) -> Decimal:
    return Decimal(str(euros))


# split


def test_six_tenths_of_a_budget_for_schools_leaves_four_for_preschool() -> None:
    parts = split(790e6, schools=0.6, preschool=0.4).parts
    assert parts == {"schools": 474e6, "preschool": 316e6}


def test_the_odd_cent_goes_to_the_part_that_lost_most() -> None:
    # 0.50, 0.30 and 0.20 of ten euros and one cent: 500.5, 300.3 and 200.2 cents.
    assert split(10.01, **THREE).parts == {"schools": 5.01, "preschool": 3.00, "other": 2.00}


def test_of_equal_losers_the_first_named_gets_the_cent() -> None:
    assert split(0.01, a=0.5, b=0.5).parts == {"a": 0.01, "b": 0.0}
    # 1.5 and 8.5 cents, as typed; in binary 0.15 and 0.85 are no equals.
    assert split(0.10, a=0.15, b=0.85).parts == {"a": 0.02, "b": 0.08}
    assert split(0.10, b=0.85, a=0.15).parts == {"b": 0.09, "a": 0.01}


def test_an_amount_finer_than_a_cent_is_read_to_the_nearest_cent() -> None:
    found = split(10.0049, all=1)
    assert found.total == 10.0049
    assert found.parts == {"all": 10.0}


@given(shares(), st.integers(0, 10**15))
def test_parts_add_up_to_the_cent_and_are_at_most_a_cent_from_their_share(
    given_shares: dict[str, float], total: int
) -> None:
    found = split(total / 100, **given_shares)
    assert list(found.parts) == list(given_shares)
    assert sum(map(cents, found.parts.values())) == Decimal(total) / 100
    for name, share in given_shares.items():
        exact = Fraction(share) * total / 100
        # Shares are read to fifteen decimals, which is a cent at ten million million.
        assert abs(Fraction(cents(found.parts[name])) - exact) < Fraction(1 + total // 10**14, 100)


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any))
def test_largest_remainders_lose_least_in_all(total: int, weights: list[int]) -> None:
    parts = apportion(total, weights)
    quotas = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert sum(parts) == total
    assert all(
        part in (int(quota), int(quota) + 1) for part, quota in zip(parts, quotas, strict=True)
    )
    up = [q - int(q) for part, q in zip(parts, quotas, strict=True) if part > int(q)]
    down = [q - int(q) for part, q in zip(parts, quotas, strict=True) if part == int(q)]
    assert not up or not down or min(up) >= max(down)


def test_parts_cannot_be_changed_afterwards() -> None:
    found = split(100, **THREE)
    for change in ("__setitem__", "__delitem__", "update", "clear"):
        assert not hasattr(found.parts, change)
    with pytest.raises(AttributeError):
        del found.total


@pytest.mark.parametrize("wrong", [{}, {"a": 0.5}, {"a": 0.6, "b": 0.6}, {"a": 0.5, "b": 0.499999}])
def test_shares_that_do_not_make_one_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"^shares must be fractions that sum to 1 .*; (add|take)"):
        split(100, **wrong)


def test_the_refusal_says_what_is_missing() -> None:
    message = r"sum to 1 \(a=0\.5, b=0\.4\), not 0\.9; add 0\.1$"
    with pytest.raises(ValueError, match=message):
        split(100, a=0.5, b=0.4)


def test_the_last_digits_of_floats_are_forgiven() -> None:
    split(100, a=0.1, b=0.2, c=0.7)
    split(100, a=1 / 3, b=1 / 3, c=1 / 3)
    split(100, a=0.5, b=0.5 + 9e-10)


# per unit


def test_six_million_over_fifteen_hundred_is_four_thousand() -> None:
    assert per_unit(6_000_000, 1500) == 4000


@given(st.floats(0, 1e13), st.integers(1, 10**6))
def test_all_units_together_have_the_amount(amount: float, units: int) -> None:
    assert per_unit(amount, units) * units == pytest.approx(amount)


# rebalance


def test_what_one_part_takes_the_others_give_in_proportion() -> None:
    # Schools from 0.5 to 0.75 leaves 0.25 for 0.3 : 0.2.
    found = rebalance(THREE, "schools", 0.75)
    assert found == pytest.approx({"schools": 0.75, "preschool": 0.15, "other": 0.10})
    assert list(found) == list(THREE)


def test_a_locked_part_stays_and_the_rest_gives_all() -> None:
    found = rebalance(THREE, "schools", 0.6, locked={"other"})
    assert found == pytest.approx({"schools": 0.6, "preschool": 0.2, "other": 0.2})
    assert found["other"] == 0.2


def test_parts_with_nothing_share_what_comes_free_equally() -> None:
    found = rebalance({"a": 1.0, "b": 0.0, "c": 0.0}, "a", 0.5)
    assert found == {"a": 0.5, "b": 0.25, "c": 0.25}


@st.composite
def moves(draw: st.DrawFn) -> tuple[dict[str, float], str, float, frozenset[str]]:
    before = draw(shares())
    moved = draw(st.sampled_from(list(before)))
    others = [name for name in before if name != moved]
    locked = draw(st.sets(st.sampled_from(others))) if others else set()
    return before, moved, draw(st.floats(0, 1)), frozenset(locked)


@given(moves())
def test_after_any_move_the_shares_make_one_or_the_largest_possible_is_named(
    move: tuple[dict[str, float], str, float, frozenset[str]],
) -> None:
    before, moved, share, locked = move
    try:
        after = rebalance(before, moved, share, locked=locked)
    except NoRoom as full:
        share = full.possible
        after = rebalance(before, moved, share, locked=locked)
        assert share == pytest.approx(1 - fsum(before[name] for name in locked), abs=1e-12)
    assert fsum(after.values()) == pytest.approx(1, abs=1e-15)
    assert after[moved] == pytest.approx(share, abs=2e-9)
    assert all(0 <= part <= 1 for part in after.values())
    assert all(after[name] == before[name] for name in locked)
    for one in set(before) - locked - {moved}:
        for two in set(before) - locked - {moved}:
            assert after[one] * before[two] == pytest.approx(after[two] * before[one], abs=1e-12)


def test_the_room_beside_locked_parts_is_named() -> None:
    with pytest.raises(NoRoom, match=r"^share must be at most 0\.7, .* not 0\.8; ") as full:
        rebalance({"a": 0.5, "b": 0.2, "c": 0.1, "d": 0.2}, "a", 0.8, locked=["c", "d", "d"])
    assert full.value.possible == pytest.approx(0.7, abs=1e-15)


def test_that_room_itself_fits_in_spite_of_binary_fractions() -> None:
    # In floats 1 - 0.9 is a little less than 0.1.
    found = rebalance({"a": 0.04, "b": 0.06, "c": 0.9}, "a", 0.1, locked={"c"})
    assert found == pytest.approx({"a": 0.1, "b": 0.0, "c": 0.9}, abs=1e-15)
    assert found["b"] == 0
    assert found["c"] == 0.9


def test_shares_that_made_almost_one_make_exactly_one_after_a_move() -> None:
    found = rebalance({"a": 0.3333333333, "b": 0.3333333333, "c": 0.3333333333}, "a", 0.2)
    assert found["a"] == 0.2
    assert fsum(found.values()) == 1


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6])
def test_a_part_alone_among_locked_ones_cannot_move(share: float) -> None:
    with pytest.raises(NoRoom, match=r"^share must be .*0\.5, ") as full:
        rebalance(THREE, "schools", share, locked={"preschool", "other"})
    assert full.value.possible == pytest.approx(0.5)
    assert rebalance(THREE, "schools", 0.5, locked={"preschool", "other"}) == THREE


def test_a_part_without_others_has_everything() -> None:
    assert rebalance({"all": 1.0}, "all", 1) == {"all": 1}
    with pytest.raises(NoRoom, match=r"^share must be 1, as no other part"):
        rebalance({"all": 1.0}, "all", 0.5)


def test_a_locked_part_does_not_move_and_an_unknown_one_is_named() -> None:
    with pytest.raises(ValueError, match=r"^moved must be a part that is not locked, not 'other'"):
        rebalance(THREE, "other", 0.3, locked={"other"})
    with pytest.raises(ValueError, match=r"^locked must be one of 'schools', .* not 'unknown'"):
        rebalance(THREE, "other", 0.3, locked={"unknown"})
    with pytest.raises(
        ValueError, match=r"^shares\['a'\] must be a fraction from 0 to 1, not 1\.5"
    ):
        rebalance({"a": 1.5, "b": -0.5}, "a", 0.3)
