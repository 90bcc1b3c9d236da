"""A budget divided: into parts that add up, over units, and anew when one part moves."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, isinf
from types import MappingProxyType

from kamerbrief.models.domain import (
    refuse,
    require_amount,
    require_choice,
    require_positive,
    require_share,
)

SUM_TOLERANCE = 1e-9
"""Shares that add up to 1 this closely differ from it only in the last digits of floats."""


@dataclass(frozen=True, slots=True)
class Split:
    """A total and its parts by name, in euros; the parts add up to the total to the cent."""

    total: float
    parts: Mapping[str, float] = field(hash=False)


class NoRoom(ValueError):
    """A share that does not fit beside the locked ones; `possible` is the largest that does."""

    def __init__(self, message: str, possible: float) -> None:
        super().__init__(message)
        self.possible = possible


"""The name to catch it by; the linter wants the longer one on the class."""


def split(total: float, **shares: float) -> Split:
    """The total divided by `shares`, each part in whole cents, in euros.

    Each part is first rounded down to the cent; the cents left over go to the parts that lost
    most by that, the first named before the later.

    Args:
        total: in euros, 0 to ten million million; read to the nearest cent.
        shares: by name, each a fraction from 0 to 1, together 1.

    Raises:
        ValueError: a value lies outside its domain, or the shares do not add up to 1.

    >>> dict(split(100, schools=1 / 3, preschool=1 / 3, other=1 / 3).parts)
    {'schools': 33.34, 'preschool': 33.33, 'other': 33.33}
    """
    require_amount(total=total)
    require_share(**shares)
    _require_whole_sum(shares)
    cents = apportion(in_cents(total), [round(share * 10**15) for share in shares.values()])
    parts = {name: part / 100 for name, part in zip(shares, cents, strict=True)}
    return Split(total, MappingProxyType(parts))


def per_unit(amount: float, units: float) -> float:
    """The amount that falls to each unit, such as a school or a pupil, in euros.

    Args:
        amount: in euros, 0 to ten million million.
        units: number of units, above 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> per_unit(6_000_000, 1_500)
    4000.0
    """
    require_amount(amount=amount)
    require_positive("without units there is nothing to divide over", units=units)
    euros = amount / units
    if isinf(euros):
        refuse("units", units, "large enough to divide by", "count at least one")
    return euros


def rebalance(
    shares: Mapping[str, float],
    moved: str,
    share: float,
    *,
    locked: Collection[str] = frozenset(),
) -> dict[str, float]:
    """All shares after one has `moved` to `share`, as fractions that add up to 1.

    The locked parts stay where they are. The others give way in proportion to their shares,
    or equally when they have none; the largest of them takes the last digits.

    Args:
        shares: by name, each a fraction from 0 to 1, together 1.
        moved: name of the part that moves; not a locked one.
        share: where it moves to, 0 to 1.
        locked: names of the parts that must not change.

    Raises:
        NoRoom: the share does not fit beside the locked parts.
        ValueError: a value lies outside its domain, or the shares do not add up to 1.

    >>> rebalance({"schools": 0.5, "preschool": 0.25, "other": 0.25}, "schools", 0.75)
    {'schools': 0.75, 'preschool': 0.125, 'other': 0.125}
    """
    _require_parts(shares, moved, locked)
    require_share(share=share)
    room = min(1.0, max(0.0, 1 - fsum(shares[name] for name in set(locked))))
    others = {name: shares[name] for name in shares if name != moved and name not in locked}
    _require_room(share, room, bool(others))
    rest, present = max(0.0, room - share), fsum(others.values())
    parts = {name: old / present if present else 1 / len(others) for name, old in others.items()}
    result = {**shares, moved: share, **{name: part * rest for name, part in parts.items()}}
    largest = max(others if rest > 2 * SUM_TOLERANCE else [*others, moved], key=result.__getitem__)
    last_digits = fsum([1, *(-part for part in result.values())])
    result[largest] = max(0.0, result[largest] + last_digits)
    return result


def in_cents(euros: float) -> int:
    """The amount as a whole number of cents, the nearest one."""
    return round(round(euros, 2) * 100)


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Whole numbers in proportion to `weights` that add up to `total`, by largest remainder.

    >>> apportion(10, [1, 1, 1])
    [4, 3, 3]
    """
    whole = sum(weights)
    shares = [divmod(total * weight, whole) for weight in weights]
    parts = [part for part, _ in shares]
    lost = [remainder for _, remainder in shares]
    by_loss = sorted(range(len(parts)), key=lost.__getitem__, reverse=True)
    for index in by_loss[: total - sum(parts)]:
        parts[index] += 1
    return parts


def _require_whole_sum(shares: Mapping[str, float]) -> None:
    total = fsum(shares.values())
    if abs(total - 1) > SUM_TOLERANCE:
        given = ", ".join(f"{name}={share!r}" for name, share in shares.items()) or "none given"
        refuse("shares", round(total, 12), f"fractions that sum to 1 ({given})", _gap(total))


def _gap(total: float) -> str:
    return f"{'add' if total < 1 else 'take away'} {abs(1 - total):.9g}"


def _require_parts(shares: object, moved: object, locked: object) -> None:
    if not isinstance(shares, Mapping) or not all(isinstance(name, str) for name in shares):
        refuse("shares", shares, "a mapping of names to fractions", "name every part")
    require_share(**{f"shares[{name!r}]": share for name, share in shares.items()})
    _require_whole_sum(shares)
    if not isinstance(locked, Collection) or isinstance(locked, str | bytes):
        refuse("locked", locked, "a set of names", "give an empty set to lock none")
    for name in locked:
        require_choice(shares, locked=name)
    require_choice(shares, moved=moved)
    if moved in locked:
        refuse("moved", moved, "a part that is not locked", "unlock it first")


def _require_room(share: float, room: float, others: bool) -> None:
    if share > room + SUM_TOLERANCE:
        rule = f"at most {room:.9g}, what the locked parts leave"
        raise NoRoom(f"share must be {rule}, not {share!r}; unlock a part to make room", room)
    if not others and share < room - SUM_TOLERANCE:
        rule = f"{room:.9g}, as no other part can take the rest"
        raise NoRoom(f"share must be {rule}, not {share!r}; unlock a part to take it", room)
