"""The model of docs/odd.md by hand in NumPy: many users at once, one array operation after the other; array_day.py has the day.

    python3 array_model.py THEORY DESIGN RESULTS [--users N] [--horizon DAYS] [--seed N] [--repeats N] [--save FILE.npz]

lives the people of RESULTS and prints how long that took. What makes it fast:

- float32, and one table with a row for each quantity and users along the row, so that every operation is contiguous;
- many users at once, so that the price of a call, about a microsecond, is spread over them: 100,000 are twice as fast a user
  as 16,000, although their table leaves the second-level cache;
- who leaves is overwritten by users from the end of the table, so that only those still there are computed, and closing
  up costs only for those who leave;
- only those who open the app are gathered for sessions, learning and their events;
- no temporary arrays in what everybody does on every day;
- whether the app is opened at all, whether anything happens of what may happen to everybody, and leaving, by thresholds
  drawn once and used up day by day: the same law as a draw a day, and three random numbers a user-day saved;
- normals by Box and Muller over arrays: a third of the time of Generator.standard_normal.

Sums of weighted rows rather than matrix products: Debian's NumPy comes with the reference BLAS, which is slower, and the
matrices are thin.
"""

import numpy as np

from array_day import Chunk
from command import main
from outcomes import Outcomes
from shipped import logistic

F = np.float32
NEVER = -1e6
SHARED = ("novelty", "days_since_install", "weekend")  # not in the table, or not as one row


class Layout:
    """Rows of the table by name."""

    def __init__(self):
        self.count = 0
        self.at = {}
        self.single = set()  # names of one row, which are seen as one and not as a list of one

    def add(self, name, rows=None):
        self.at[name] = slice(self.count, self.count + (1 if rows is None else rows))
        self.count = self.at[name].stop
        if rows is None:
            self.single.add(name)

    def __getitem__(self, name):
        return self.at[name]

    def row(self, name, k=0):
        return self.at[name].start + k


class Sum:
    """A predictor's part that changes: weights of rows, and of what all users of a day share."""

    def __init__(self, rows, shared, constant):
        self.rows = rows  # (row, weight)
        self.shared = shared
        self.constant = constant

    def common(self, world, t):
        """What everybody has of it on day t; the weekend is not everybody's."""
        return self.shared.get("novelty", 0.0) * world.novelty[t] + self.shared.get("days_since_install", 0.0) * t

    def add_to(self, eta, table, scratch):
        for row, weight in self.rows:
            np.multiply(table[row], weight, out=scratch)
            eta += scratch


class ArrayModel:
    """@param chunk  users that live their days together"""

    def __init__(self, world, chunk=100000):
        self.world = world
        self.chunk = chunk
        self.lay_out()
        self.compile()

    def lay_out(self):
        world, rows = self.world, Layout()
        self.kinds = {kind: [m for m, event in enumerate(world.events) if event.exposure == kind]
                      for kind in ("every_day", "use", "failed_attempt", "prompt", "goal_reached")}
        rows.add("s", len(world.subthemes))
        rows.add("expectation")
        rows.add("disappointment")
        # What sessions and their events read is copied of who opens the app, so it stands together, the rest behind it.
        read = {name for it in [world.quality, *(world.events[m].chance for m in self.kinds["use"])] for name in it.state}
        others = ("goal_progress", "goals_reached", "alliance", "goals", "distress", "habit", "idle_days", "prompt_fatigue",
                  "used_yesterday", "waiting_list_over")
        for name in others:
            if name in read or name == "goals":
                rows.add(name)
        rows.add("target", len(world.subthemes))
        rows.add("quality")
        # Chances that are the same for everybody need no row.
        self.differing = {kind: [m for m in events if world.events[m].chance.traits or world.events[m].chance.products]
                          for kind, events in self.kinds.items()}
        rows.add("use", len(self.differing["use"]))
        self.read_by_openers = rows.count
        for name in others:
            if name not in rows.at:
                rows.add(name)
        rows.add("fade_to", len(world.subthemes))  # fading rate x first
        rows.add("engagement")
        rows.add("hazard", len(world.hazards))
        for kind in ("every_day", "failed_attempt", "prompt", "goal_reached"):
            rows.add(kind, len(self.differing[kind]))
        rows.add("need", 4)
        rows.add("weekend", 7)
        for name in ("level", "care_starts", "last_use", "ignored_in_a_row", "goal_flag", "patience", "reserve", "alarm",
                     "alarm_growth", "user"):
            rows.add(name)
        self.rows = rows

    def sum_of(self, predictor, keep=()):
        """@param keep  components whose own rows are up to date whenever this predictor is read"""
        weights, constant = self.world.lowered(predictor, keep)
        goals = self.world.components[self.world.goals_component]
        row_of = {name: k for k, name in enumerate(self.world.subthemes)} | {goals: self.rows.row("goals")}
        rows = [(row_of[name] if name in row_of else self.rows.row(name), F(weight))
                for name, weight in weights.items() if name not in SHARED and name not in ("need", "prompted")]
        return Sum(rows, {name: weights[name] for name in SHARED if name in weights}, constant)

    def compile(self):
        world = self.world
        kept = ("alliance", world.components[world.goals_component])
        self.engagement = self.sum_of(world.engagement, kept)
        self.quality = self.sum_of(world.quality, kept)
        self.hazards = [self.sum_of(hazard, kept) for hazard in world.hazards]
        self.chances = [self.sum_of(event.chance) for event in world.events]
        if any(chance.rows or chance.shared for m, chance in enumerate(self.chances) if m in self.kinds["every_day"]):
            raise NotImplementedError("a chance of exposure every_day that changes")
        if any("weekend" in it.shared for it in [self.quality, *self.hazards, *self.chances]):
            raise NotImplementedError("only engagement reads the weekend here")
        self.need_weight = world.engagement.state.get("need", 0.0)
        self.prompted_weight = world.engagement.state.get("prompted", 0.0)
        if {"need", "prompted"} & set(world.quality.state) or np.ptp(world.quality.by_day_part) > 0.0:
            raise NotImplementedError("a quality that differs between day-parts")
        self.row_of_chance = {m: self.rows.row(kind, i) for kind, events in self.differing.items() for i, m in enumerate(events)}
        self.constant_chance = [0.0 if m in self.row_of_chance else event.chance.intercept + self.chances[m].constant
                                for m, event in enumerate(world.events)]
        self.alliance = list(enumerate(world.alliance_weights.astype(F)))
        self.goals = [(k, w) for k, w in enumerate(world.component_weights[world.goals_component].astype(F)) if w != 0.0]
        self.edges = [(to, source, F(world.map[to, source])) for to, source in zip(*np.nonzero(world.map))]
        self.keep = (1.0 - world.fading).astype(F)[:, None]
        self.learning = world.learning.astype(F)[:, None]
        self.surprise = world.surprise.astype(F)[:, None]
        self.map_base = (-0.5 * world.map.sum(axis=1)).astype(F)[:, None]
        self.wide = max(4, len(world.causes))
        self.keep_to_end, self.pull_to_end = world.distress_to_horizon()

    def run(self, people, seed):
        world = self.world
        out = Outcomes(people.users, world.horizon_days, len(world.components), len(world.causes), world.instruments)
        rng = np.random.Generator(np.random.SFC64(seed))
        capacity = min(self.chunk, people.users)
        # Rows a power of two apart would fall on the same lines of the cache.
        stride = capacity // 64 * 64 + 80
        store, scratch = np.empty((self.rows.count, stride), F), np.empty((self.wide + 3, stride), F)
        for begin in range(0, people.users, capacity):
            some = people.between(begin, min(begin + capacity, people.users))
            self.install(store[:, : some.users], some, begin, rng)
            Chunk(self, store, scratch, some.users, rng, out).live()
        return out

    def install(self, table, people, begin, rng):
        world, rows, n = self.world, self.rows, people.users
        table[:] = 0.0
        for k, (first, target) in enumerate(zip(world.first, world.target)):
            table[rows.row("s", k)] = logistic(first.fixed(people))
            table[rows.row("target", k)] = logistic(target.fixed(people))
        np.multiply(table[rows["s"]], world.fading.astype(F)[:, None], out=table[rows["fade_to"]])
        table[rows["expectation"]] = logistic(world.expectation.fixed(people))
        table[rows["level"]] = table[rows["distress"]] = np.clip(people.trait(world.level), 0.0, 1.0)
        table[rows["need"]] = self.need_weight * world.need_of(people)
        table[rows["care_starts"]] = world.care_starts(people)
        table[rows["engagement"]] = world.engagement.fixed(people) + self.engagement.constant
        table[rows["quality"]] = world.quality.fixed(people) + world.quality.by_day_part[0] + self.quality.constant
        for c, hazard in enumerate(world.hazards):
            table[rows.row("hazard", c)] = hazard.fixed(people) + self.hazards[c].constant
        for m, row in self.row_of_chance.items():
            table[row] = world.events[m].chance.fixed(people) + self.chances[m].constant
        none = np.prod([1.0 - logistic(world.events[m].chance.fixed(people)) for m in self.kinds["every_day"]], axis=0)
        table[rows["alarm_growth"]] = 1.0 / none
        table[rows["alarm"]] = rng.random(n, F)
        weekday = rng.integers(0, 7, n, np.uint8)
        weight = np.zeros(14, F)  # of day 0 to 6 after a Monday, and a week on
        weight[[5, 6, 12, 13]] = self.engagement.shared.get("weekend", 0.0)
        for day in range(7):
            table[rows.row("weekend", day)] = weight[day : day + 7].take(weekday)
        table[rows["last_use"]] = NEVER
        table[rows["patience"]] = rng.standard_exponential(n, F)
        table[rows["reserve"]] = rng.random(n, F)
        table[rows["user"]] = np.arange(begin, begin + n)


if __name__ == "__main__":
    main(ArrayModel)
