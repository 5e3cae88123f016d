"""How to divide money over channels when each has brought only a few people: the shares, and how far chance may have moved them.

What a channel brought is taken as a Poisson count whose rate (people a pound) comes from a gamma distribution that the channels share. Its
shape is not known either: every shape counts as far as the counts are likely under it. So a channel with two people is drawn towards the
others, and one with two hundred hardly at all. Twice the money on a channel is taken to bring less than twice the people: `2 ** RETURNS` times.
Then the most people come when a channel's share goes as `spend * rate ** (1 / (1 - RETURNS))`.

Source: B. P. Carlin, T. A. Louis, Bayesian methods for data analysis, 3rd edition (2008), chapter 5 (gamma-Poisson).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RETURNS = 0.5
"""The power of money by which people come. At a half, four times the money brings twice the people."""
DRAWS = 4000
SHAPES = np.geomspace(0.5, 50, 60)
"""Where the prior's shape is looked for: channels that differ greatly (0.5) to channels that are nearly alike (50); each as likely beforehand."""
LIKELY = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Division:
    """By channel, in the order given: the rate (people a pound) with its likely range, the share of the money with its, and the people expected.

    `people` is the expected number in all with its likely range; `reach` the chance of at least as many as are wanted. Ranges are of 90%.
    """

    rate: NDArray[np.float64]
    rate_range: tuple[NDArray[np.float64], NDArray[np.float64]]
    share: NDArray[np.float64]
    share_range: tuple[NDArray[np.float64], NDArray[np.float64]]
    people: float
    people_range: tuple[float, float]
    reach: float | None


def prior(counts: NDArray[np.float64], spend: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """The mean rate of all channels together, and how far each of `SHAPES` counts (they come to one).

    Raises `ValueError` when nothing was spent or nobody came.
    """
    if spend.sum() <= 0 or counts.sum() <= 0 or (spend < 0).any() or (counts < 0).any():
        raise ValueError("Nothing was spent, or nobody came.")
    mean = counts.sum() / spend.sum()
    logs = np.array([_likelihood(shape, shape / mean, counts, spend) for shape in SHAPES.tolist()])
    weights = np.exp(logs - logs.max())
    return float(mean), weights / weights.sum()


def _likelihood(shape: float, rate: float, counts: NDArray[np.float64], spend: NDArray[np.float64]) -> float:
    """The logarithm of how likely the counts are (negative binomial), but for a part that does not depend on the prior."""
    return sum(
        math.lgamma(shape + n) - math.lgamma(shape) + shape * math.log(rate / (rate + s)) + n * math.log(1 / (rate + s))
        for n, s in zip(counts, spend, strict=True)
    )


def divide(
    counts: NDArray[np.float64],
    spend: NDArray[np.float64],
    budget: float,
    rng: np.random.Generator,
    *,
    wanted: int | None = None,
) -> Division:
    """Divide `budget` pounds over channels on which `spend` pounds brought `counts` people. Raises `ValueError`, see `prior`.

    Each draw takes a rate for every channel from what is known of it and divides the money as would bring the most people at those rates;
    the shares are the mean of the draws.
    """
    mean, likely = prior(counts, spend)
    shape = rng.choice(SHAPES, size=(DRAWS, 1), p=likely)
    drawn = rng.gamma(shape + counts, 1 / (shape / mean + spend))
    weights = spend * drawn ** (1 / (1 - RETURNS))
    shares = weights / weights.sum(axis=1, keepdims=True)
    share = shares.mean(axis=0)
    come = _come(drawn, spend, share * budget)
    people = rng.poisson(come.sum(axis=1))
    low, high = np.quantile(drawn, LIKELY, axis=0)
    least, most = np.quantile(shares, LIKELY, axis=0)
    fewest, best = np.quantile(people, LIKELY)
    return Division(
        drawn.mean(axis=0), (low, high), share, (least, most), float(come.sum(axis=1).mean()), (float(fewest), float(best)),
        float((people >= wanted).mean()) if wanted is not None else None,
    )  # fmt: skip


def _come(rates: NDArray[np.float64], spend: NDArray[np.float64], money: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many people come of `money` on each channel, by draws: the rate holds at the earlier spend, and falls off beyond it."""
    ratio = np.divide(money, spend, out=np.zeros_like(money), where=spend > 0)
    return rates * spend * ratio**RETURNS


def rounded(shares: NDArray[np.float64], budget: int, step: int) -> list[int]:
    """The shares of a budget in whole steps of pounds that come to the budget: what is left over goes to the largest remainders."""
    exact = shares / shares.sum() * budget if shares.sum() > 0 else shares
    steps = np.floor(exact / step).astype(int)
    left = budget // step - int(steps.sum())
    for place in np.argsort(-(exact / step - steps), kind="stable")[:left]:
        steps[place] += 1
    amounts = [int(n) * step for n in steps]
    if amounts:
        amounts[int(np.argmax(amounts))] += budget - sum(amounts)
    return amounts
