"""Who answered: what an observed share hides when "yes" and "no" do not answer alike.

Nothing here shrinks because more people answer; chance is the subject of `survey`.
"""

from dataclasses import dataclass
from math import sqrt

from kamerbrief.models.domain import (
    refuse,
    require_count,
    require_number,
    require_positive,
    require_share,
    require_whole,
)
from kamerbrief.models.survey import Interval


@dataclass(frozen=True, slots=True)
class Groups:
    """The respondents in four groups: teachers and others, in disadvantaged and other schools."""

    teachers_disadvantaged: int
    teachers_regular: int
    others_disadvantaged: int
    others_regular: int

    @property
    def disadvantaged(self) -> int:
        """Number of respondents in disadvantaged neighbourhoods."""
        return self.teachers_disadvantaged + self.others_disadvantaged

    @property
    def regular(self) -> int:
        """Number of respondents elsewhere."""
        return self.teachers_regular + self.others_regular


def observed_share(true_share: float, response_ratio: float) -> float:
    """Share of "yes" among those who answer, as a fraction.

    Args:
        true_share: share of "yes" among all, 0 to 1.
        response_ratio: how many times as likely a "yes" is to answer as a "no", above 0.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Bayes' rule; the model of unequal response in Bethlehem (2009), Applied Survey Methods.

    >>> round(observed_share(0.5, 3), 2)
    0.75
    """
    require_share(true_share=true_share)
    require_positive(response_ratio=response_ratio)
    yes = true_share * response_ratio
    return yes / (yes + (1 - true_share))


def true_share(observed_share: float, response_ratio: float) -> float:
    """Share of "yes" among all, behind a share observed among those who answered, as a fraction.

    Args:
        observed_share: share of "yes" among the answers, 0 to 1.
        response_ratio: how many times as likely a "yes" is to answer as a "no", above 0.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        The inverse of `observed_share`.

    >>> round(true_share(0.87, 2), 2)
    0.77
    """
    require_share(observed_share=observed_share)
    require_positive(response_ratio=response_ratio)
    return observed_share / (observed_share + response_ratio * (1 - observed_share))


def bounds(observed_share: float, response_rate: float) -> Interval:
    """The lowest and highest true share, as fractions, whatever those who kept silent think.

    Args:
        observed_share: share of "yes" among the answers, 0 to 1.
        response_rate: answers for each person invited, 0 to 1.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Manski (1989), Anatomy of the Selection Problem.

    >>> half = bounds(0.8, 0.5)
    >>> round(half.low, 2), round(half.high, 2)
    (0.4, 0.9)
    """
    require_share(observed_share=observed_share, response_rate=response_rate)
    low = observed_share * response_rate
    return Interval(low, min(1.0, low + (1 - response_rate)))


def effective_sample_size(n: int, population: int, *, defect: float) -> float:
    """Number of answers of a random sample, drawn with replacement, of the same mean squared error.

    Everybody in the population is worth all of n, and so is a sample without defect. The cap at
    n is ours: no selection is worth more than the answers it holds.

    Args:
        n: number of answers, at least 1.
        population: number of people they come from, at least n.
        defect: correlation between answering and saying yes, -1 to 1.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Meng (2018), Statistical Paradises and Paradoxes in Big Data (I).

    >>> round(effective_sample_size(135, 100_000, defect=0.005), 1)
    54.1
    """
    _require_sample(n, population, defect)
    missing = (population - n) * defect * defect
    return n / missing if missing > 1 else float(n)


def selection_bias(share: float, n: int, population: int, *, defect: float) -> float:
    """Difference between the observed and the true share that a defect stands for, as a fraction.

    Not every defect is possible: a bias that takes the observed share below 0 or above 1 is the
    sign of one that is not.

    Args:
        share: true share, 0 to 1.
        n: number of answers, at least 1.
        population: number of people they come from, at least n.
        defect: correlation between answering and saying yes, -1 to 1.

    Raises:
        ValueError: a value lies outside its domain.

    Source:
        Meng (2018), Statistical Paradises and Paradoxes in Big Data (I).

    >>> round(selection_bias(0.5, 135, 100_000, defect=0.005), 3)
    0.068
    """
    require_share(share=share)
    _require_sample(n, population, defect)
    return defect * sqrt((population - n) / n) * sqrt(share * (1 - share))


def groups(
    respondents: int, teachers: int, teachers_disadvantaged: int, *, others_disadvantaged: int
) -> Groups:
    """The respondents in four groups, by who they are and where they work.

    Args:
        respondents: all who answered, at least 1.
        teachers: those of them who are teachers, 0 to respondents.
        teachers_disadvantaged: teachers in disadvantaged neighbourhoods, 0 to teachers.
        others_disadvantaged: the same of those who are no teachers, 0 to respondents - teachers.

    Raises:
        ValueError: a value lies outside its domain.

    >>> groups(283, 238, 135, others_disadvantaged=0).regular
    148
    """
    require_count(respondents=respondents)
    _require_part(respondents, teachers=teachers)
    _require_part(teachers, teachers_disadvantaged=teachers_disadvantaged)
    _require_part(respondents - teachers, others_disadvantaged=others_disadvantaged)
    return Groups(
        teachers_disadvantaged=teachers_disadvantaged,
        teachers_regular=teachers - teachers_disadvantaged,
        others_disadvantaged=others_disadvantaged,
        others_regular=respondents - teachers - others_disadvantaged,
    )


def _require_sample(n: int, population: int, defect: float) -> None:
    require_count("a survey without answers is worth nothing", n=n)
    require_count(population=population)
    if n > population:
        refuse("n", n, f"at most the population ({population})", "nobody answers twice")
    require_number(defect=defect)
    if not -1 <= defect <= 1:
        refuse("defect", defect, "a correlation from -1 to 1", "give a fraction, such as 0.005")


def _require_part(whole: int, **parts: int) -> None:
    require_whole(**parts)
    for name, part in parts.items():
        if part > whole:
            refuse(name, part, f"at most {whole}", "a part is no larger than the whole")
