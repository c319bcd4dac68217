"""Do two runs of the same people tell the same story, within Monte Carlo error?

The people are the same and their luck is independent, so for what is known of each user the differences are independent
with mean 0, and z = mean / standard error is standard normal when both live the same model. Of daily means over who is
still active only totals are known; there the standard error takes the runs as independent samples, which people in
common make too large: those z are on the small side of what chance gives.
"""

import math
import statistics

import numpy as np

from outcomes import JUDGED_DAYS


def limit(count):
    """|z| that one of `count` tests exceeds by chance once in a million."""
    return statistics.NormalDist().inv_cdf(1.0 - 0.5e-6 / count)


def paired(name, ours, theirs):
    """@param ours, theirs  shape (users), the same users"""
    difference = theirs.astype(np.float64) - ours
    error = difference.std() / math.sqrt(len(difference))
    z = difference.mean() / error if error > 0.0 else 0.0
    return name, float(np.mean(ours)), float(np.mean(theirs)), z


def independent(name, ours, theirs):
    """@param ours, theirs  (sum, variance, count)"""
    means = [total / count for total, _, count in (ours, theirs)]
    error = math.sqrt(sum(variance / count for _, variance, count in (ours, theirs)))
    return name, means[0], means[1], (means[1] - means[0]) / error


def of_active(run, quantity, t, variance):
    return run.days[f"{quantity}_sum"][t], variance, run.days["active"][t]


def variance_of(run, quantity, t):
    count, total = run.days["active"][t], run.days[f"{quantity}_sum"][t]
    return run.days[f"{quantity}_squared_sum"][t] / count - (total / count) ** 2


def left_by(run, t):
    return (run.users["leave_day"] >= 0) & (run.users["leave_day"] <= t)


def given(name, ours, theirs, kind):
    """Mean score of who was given a questionnaire; not always the same users."""
    both = [scores[~np.isnan(scores)].astype(np.float64) for scores in (ours, theirs)]
    return independent(f"{name} {kind}", *((scores.sum(), scores.var(), len(scores)) for scores in both))


def compare(ours, theirs, causes):
    """Rows (what, ours, theirs, z). @param ours  holdfast's @param theirs  that of a model in Python, whose squares serve
    both where holdfast keeps none"""
    rows = []
    days = [t for t in JUDGED_DAYS if t < len(ours.opened_on)]
    for t in days:
        rows.append(paired(f"left by day {t}", left_by(ours, t), left_by(theirs, t)))
    for t in days[1:]:
        rows.append(paired(f"opened on day {t}", ours.opened_on[t], theirs.opened_on[t]))
    for t in days:
        for quantity in ("alliance", "distress"):
            variance = variance_of(theirs, quantity, t)
            rows.append(independent(f"{quantity} of the active on day {t}", of_active(ours, quantity, t, variance),
                                    of_active(theirs, quantity, t, variance)))
    for code, cause in enumerate(causes):
        rows.append(paired(f"left, {cause}", ours.users["cause"] == code, theirs.users["cause"] == code))
    for name in ("sessions", "failed_attempts", "alliance_end", "distress_end", "distress_horizon"):
        rows.append(paired(name, ours.users[name].astype(float), theirs.users[name].astype(float)))
    for name, scores in ours.scores.items():
        rows.append(given(name, scores[:, 0], theirs.scores[name][:, 0], "score, first time"))
        rows.append(paired(f"{name} given, last time", ~np.isnan(scores[:, -1]), ~np.isnan(theirs.scores[name][:, -1])))
    return rows
