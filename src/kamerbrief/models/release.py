"""What a subsidy to release teachers pays for: posts, teachers for some hours, schools."""

from math import isinf

from kamerbrief.models.domain import refuse, require_amount, require_nonnegative, require_positive

FULL_TIME_HOURS = 40.0
"""Hours a week of a full-time post."""


def full_time_equivalents(subsidy: float, cost_per_fte: float, years: float) -> float:
    """Number of full-time posts that a subsidy pays for, all of its years long.

    Args:
        subsidy: in euros, once for all years, 0 to ten million million.
        cost_per_fte: in euros a year for one full-time post, above 0.
        years: how long, above 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> full_time_equivalents(6_000_000, 75_000, 2)
    40.0
    """
    require_amount(subsidy=subsidy)
    require_positive("a post costs something", cost_per_fte=cost_per_fte)
    require_positive("give half a year as 0.5", years=years)
    posts = subsidy / cost_per_fte / years
    if isinf(posts):
        refuse("cost_per_fte", cost_per_fte, "large enough to divide by", "give it in euros a year")
    return posts


def teachers_released(
    subsidy: float,
    cost_per_fte: float,
    years: float,
    hours_per_week: float,
    *,
    full_time_hours: float = FULL_TIME_HOURS,
) -> float:
    """Number of teachers who can be released for some hours a week, all of the years long.

    Args:
        subsidy: in euros, once for all years, 0 to ten million million.
        cost_per_fte: in euros a year for one full-time post, above 0.
        years: how long, above 0.
        hours_per_week: hours each teacher is released, above 0, at most full_time_hours.
        full_time_hours: hours a week of a full-time post, above 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> teachers_released(6_000_000, 75_000, 2, hours_per_week=4)
    400.0
    """
    require_positive("count the hours of a full week", full_time_hours=full_time_hours)
    require_positive("nobody is released for no hours", hours_per_week=hours_per_week)
    if hours_per_week > full_time_hours:
        rule = f"at most the hours of a full-time post ({full_time_hours:g})"
        refuse("hours_per_week", hours_per_week, rule, "nobody is released for longer than a week")
    posts = full_time_equivalents(subsidy, cost_per_fte, years)
    return posts * full_time_hours / hours_per_week


def schools_reached(teachers: float, teachers_per_school: float) -> float:
    """Number of schools at which so many teachers work, the same number at each.

    Args:
        teachers: number of teachers, at least 0.
        teachers_per_school: above 0.

    Raises:
        ValueError: a value lies outside its domain.

    >>> schools_reached(400, 2)
    200.0
    """
    require_nonnegative(teachers=teachers)
    require_positive("a school with nobody is not reached", teachers_per_school=teachers_per_school)
    return teachers / teachers_per_school
