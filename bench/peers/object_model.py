"""The model of docs/odd.md the way that one writes agent-based models in Python: an object for each user, which steps once
a day, in the idiom of Mesa (Agent, Model, schedule) but without the package.

    python3 object_model.py THEORY DESIGN RESULTS [--users N] [--horizon DAYS] [--seed N] [--repeats N] [--save FILE.npz]

lives the people of RESULTS and prints how long that took. Plain floats and lists, math and random, which are faster here than
scalars of NumPy. What never changes of a predictor is computed beforehand, for all users at once.
"""

import math
import random

import numpy as np

from command import main
from outcomes import JUDGED_DAYS, Outcomes
from shipped import logistic as logistic_of_all

PARTS = range(4)


def logistic(x):
    return 1.0 / (1.0 + math.exp(-x))


def hold(x, low=0.0, high=1.0):
    return low if x < low else high if x > high else x


class Predictor:
    """What a linear predictor adds to a user's fixed part.

    @param places  where subthemes, components and the alliance stand in a user's `state`; all else is an attribute
    """

    def __init__(self, predictor, places):
        self.listed = [(places[name], weight) for name, weight in predictor.state.items() if name in places]
        self.named = [(name, weight) for name, weight in predictor.state.items()
                      if name not in places and name not in ("need", "prompted")]
        self.need = predictor.state.get("need", 0.0)
        self.prompted = predictor.state.get("prompted", 0.0)
        self.by_day_part = predictor.by_day_part.tolist()

    def sum(self, fixed, user):
        eta, state, named = fixed, user.state, user.__dict__
        for place, weight in self.listed:
            eta += weight * state[place]
        for name, weight in self.named:
            eta += weight * named[name]
        return eta

    def of(self, fixed, user):
        return hold(self.sum(fixed, user), -30.0, 30.0)

    def in_parts(self, fixed, user):
        """One value a day-part."""
        eta, need, prompted = self.sum(fixed, user), user.need, user.prompted
        return [hold(eta + self.by_day_part[p] + self.need * need[p] + self.prompted * prompted[p], -30.0, 30.0) for p in PARTS]


class User:
    """One user of the app."""

    def __init__(self, unique_id, model, person):
        self.unique_id = unique_id
        self.model = model
        self.target, self.first = person["target"], person["first"]
        self.engagement, self.quality = person["engagement"], person["quality"]
        self.hazards, self.chances = person["hazards"], person["chances"]
        self.level, self.profile, self.care_starts = person["level"], person["need"], person["care_starts"]
        self.weekday = model.random.randrange(7)
        self.state = self.first + [0.0] * (len(model.components) + 1)
        self.distress = self.level
        self.habit = self.disappointment = self.prompt_fatigue = self.goal_progress = 0.0
        self.goals_reached = self.idle_days = self.used_yesterday = 0.0
        self.expectation = person["expectation"]
        self.novelty = 1.0
        self.last_use = None
        self.ignored_in_a_row = 0
        self.goal_flag = False
        self.reconsider_alliance()

    def step(self):
        self.look_at_the_calendar()
        self.feel()
        self.be_prompted()
        self.attempt()
        self.have_sessions()
        self.move_alliance()
        self.meet_events()
        self.find_relief()
        self.fill_in_questionnaires()
        self.consider_leaving()

    def reconsider_alliance(self):
        """Components and alliance, after subthemes have changed."""
        state, alliance = self.state, 0.0
        for place, base, weights, share in self.model.components:
            c = base
            for k, weight in weights:
                c += weight * state[k]
            state[place] = c
            alliance += share * c
        state[-1] = alliance

    def look_at_the_calendar(self):
        day = self.model.day
        self.days_since_install = day
        self.weekend = 1.0 if (self.weekday + day) % 7 >= 5 else 0.0
        self.waiting_list_over = 1.0 if day >= self.care_starts else 0.0

    def feel(self):
        world = self.model.world
        d = self.distress
        d += world.reversion * (self.level * self.model.recovery_today - d) + world.noise * self.model.random.gauss(0.0, 1.0)
        self.distress = d = hold(d)
        self.need = [d * share for share in self.profile]

    def be_prompted(self):
        world = self.model.world
        self.prompted = [0.0] * 4
        if world.stop_after_ignored == 0 or self.ignored_in_a_row < world.stop_after_ignored:
            for p in world.prompted_parts:
                self.prompted[p] = 1.0

    def attempt(self):
        world, draw = self.model.world, self.model.random.random
        eta = self.model.engagement.in_parts(self.engagement, self)
        lead = [logistic(x) - draw() for x in eta]
        self.attempted = [x > 0.0 for x in lead]
        if self.model.day == 0 and not any(self.attempted):
            self.attempted[lead.index(max(lead))] = True
        self.opened = [False] * 4
        if any(self.attempted) and draw() < world.reliability:
            for p in PARTS:
                self.opened[p] = self.attempted[p] and draw() < world.availability[p]
        self.failed = sum(self.attempted) - sum(self.opened)
        self.used = any(self.opened)

    def have_sessions(self):
        world, model = self.model.world, self.model
        disappointment = self.disappointment * (1.0 - world.disappointment_decay) + world.failed_attempt_penalty * self.failed
        self.quality_sum = self.surprise = 0.0
        if self.used:
            eta = model.quality.in_parts(self.quality, self)
            for p in PARTS:
                if self.opened[p]:
                    q = hold(logistic(eta[p]) + world.quality_noise * model.random.gauss(0.0, 1.0))
                    delta = q - self.expectation
                    self.expectation = hold(self.expectation + world.expectation_rate * delta)
                    disappointment += max(0.0, -delta)
                    self.quality_sum += q
                    self.surprise += delta
            self.surprise /= sum(self.opened)
            self.last_use = model.day
        self.disappointment = disappointment

    def move_alliance(self):
        state = self.state
        if self.used:
            s = state[: len(self.first)]
            for k, (rate, lift, influences) in enumerate(self.model.learning):
                aim = self.target[k] + lift * self.surprise
                for other, strength in influences:
                    aim += strength * (s[other] - 0.5)
                state[k] = s[k] + rate * (hold(aim) - s[k])
        else:
            for k, rate in enumerate(self.model.fading):
                state[k] += rate * (self.first[k] - state[k])
        self.reconsider_alliance()

    def meet_events(self):
        exposed = {"every_day": True, "use": self.used, "failed_attempt": self.failed > 0, "goal_reached": self.goal_flag,
                   "prompt": any(self.prompted)}
        draw, state = self.model.random.random, self.state
        # Every chance is read before anything jumps.
        happened = [event for event, fixed in zip(self.model.events, self.chances)
                    if exposed[event.exposure] and draw() < logistic(event.chance.of(fixed, self))]
        if happened:
            for event in happened:
                for k, size in event.jumps:
                    state[k] = hold(state[k] + size)
            self.reconsider_alliance()

    def find_relief(self):
        world, day = self.model.world, self.model.day
        goals = self.state[self.model.goals_place]
        practised = self.last_use is not None and day - self.last_use <= world.practice_days
        relief = world.relief_per_session * self.quality_sum + (world.relief_from_goals * goals if practised else 0.0)
        self.distress = hold(self.distress - relief)
        self.goal_flag = False
        if self.used:
            self.goal_progress += world.goal_progress * goals
            if self.goal_progress >= 1.0:
                self.goals_reached += 1.0
                self.goal_progress = 0.0
                self.goal_flag = True
            self.habit += world.habit_gain * (1.0 - self.habit)
            self.idle_days = 0.0
        else:
            self.habit *= 1.0 - world.habit_loss
            self.idle_days += 1.0
        ignored = sum(1 for p in PARTS if self.prompted[p] and not self.attempted[p])
        self.prompt_fatigue = self.prompt_fatigue * (1.0 - world.fatigue_decay) + world.fatigue_per_ignored * ignored
        self.ignored_in_a_row = 0 if any(self.attempted) else self.ignored_in_a_row + ignored
        self.novelty *= self.model.novelty_kept

    def fill_in_questionnaires(self):
        model = self.model
        for instrument in model.instruments_today:
            if self.last_use is None or model.day - self.last_use >= instrument.active_within_days:
                continue
            answers = []
            for intercept, weights in instrument.items:
                latent = intercept + instrument.noise * model.random.gauss(0.0, 1.0)
                for place, weight in weights:
                    latent += weight * self.state[place]
                answer = math.floor(instrument.low + (instrument.high - instrument.low) * latent + 0.5)
                answers.append(hold(answer, instrument.low, instrument.high))
            model.scored(self, instrument, sum(answers) / len(answers))

    def consider_leaving(self):
        model = self.model
        hazards = [math.exp(hazard.of(fixed, self)) for hazard, fixed in zip(model.hazards, self.hazards)]
        total = sum(hazards)
        self.used_yesterday = 1.0 if self.used else 0.0
        self.cause = None
        if model.random.random() < 1.0 - math.exp(-total):
            drawn = model.random.random() * total
            self.cause = len(hazards) - 1
            for cause, hazard in enumerate(hazards):
                drawn -= hazard
                if drawn < 0.0:
                    self.cause = cause
                    break


class EventOfModel:
    def __init__(self, event, places):
        self.exposure, self.jumps = event.exposure, event.jumps
        self.chance = Predictor(event.chance, places)


class InstrumentOfModel:
    def __init__(self, instrument, first_component):
        self.name, self.days = instrument.name, instrument.days
        self.low, self.high, self.noise = instrument.low, instrument.high, instrument.noise
        self.active_within_days = instrument.active_within_days
        self.items = [(intercept, [(first_component + j, weight) for j, weight in enumerate(weights) if weight != 0.0])
                      for intercept, weights in zip(instrument.intercepts.tolist(), instrument.weights.tolist())]


class ObjectModel:
    """The app and its users; `schedule` holds those who have not left."""

    def __init__(self, world):
        self.world = plain(world)
        names = world.subthemes + world.components + ["alliance"]
        places = {name: place for place, name in enumerate(names)}
        self.components = [
            (places[name], base, [(k, weight) for k, weight in enumerate(weights) if weight != 0.0], share)
            for name, base, weights, share in zip(world.components, world.component_base.tolist(),
                                                  world.component_weights.tolist(), world.component_shares.tolist())]
        self.goals_place = places[world.components[world.goals_component]]
        self.engagement, self.quality = Predictor(world.engagement, places), Predictor(world.quality, places)
        self.hazards = [Predictor(hazard, places) for hazard in world.hazards]
        self.events = [EventOfModel(event, places) for event in world.events]
        self.learning = [(rate, lift, [(other, strength) for other, strength in enumerate(row) if strength != 0.0])
                         for rate, lift, row in zip(world.learning.tolist(), world.surprise.tolist(), world.map.tolist())]
        self.fading = world.fading.tolist()
        self.novelty_kept = float(world.novelty[1]) if world.horizon_days > 0 else 1.0
        self.recovery = world.recovery.tolist()
        self.instruments = [InstrumentOfModel(instrument, len(world.subthemes)) for instrument in world.instruments]
        self.distress_to_horizon = [column.tolist() for column in world.distress_to_horizon()]

    def run(self, people, seed):
        world = self.world
        self.random = random.Random(seed)
        self.out = Outcomes(people.users, world.horizon_days, len(world.components), len(world.causes), world.instruments)
        self.schedule = [User(i, self, person) for i, person in enumerate(persons(world, people))]
        for user in self.schedule:
            self.installed(user)
        for self.day in range(world.horizon_days + 1):
            self.step()
        for user in self.schedule:
            self.ended(user)
        return self.out

    def step(self):
        """A day of everybody who is still there."""
        self.recovery_today = self.recovery[self.day]
        self.instruments_today = [instrument for instrument in self.instruments if self.day in instrument.days]
        for user in self.schedule:
            user.step()
        self.collect()
        self.schedule = [user for user in self.schedule if user.cause is None]

    # What is kept

    def installed(self, user):
        i, users, k = user.unique_id, self.out.users, len(self.world.subthemes)
        users["distress_start"][i] = user.distress
        users["alliance_start"][i] = user.state[-1]
        users["components_start"][i] = user.state[k:-1]

    def collect(self):
        """Sums in Python's floats: adding one by one to an array of NumPy costs more."""
        day, days, users, everybody = self.day, self.out.days, self.out.users, self.schedule
        days["active"][day] = len(everybody)
        days["alliance_sum"][day] = sum(user.state[-1] for user in everybody)
        days["alliance_squared_sum"][day] = sum(user.state[-1] ** 2 for user in everybody)
        days["distress_sum"][day] = sum(user.distress for user in everybody)
        if day in JUDGED_DAYS:
            days["distress_squared_sum"][day] = sum(user.distress**2 for user in everybody)
        for j, (place, _, _, _) in enumerate(self.components):
            days["components_sum"][day, j] = sum(user.state[place] for user in everybody)
        days["prompts"][day] = sum(sum(user.prompted) for user in everybody)
        for user in everybody:
            i = user.unique_id
            if user.used:
                self.out.opened_on[day, i] = True
                sessions = sum(user.opened)
                users["sessions"][i] += sessions
                days["sessions"][day] += sessions
                days["opened"][day] += 1
            if user.failed:
                users["failed_attempts"][i] += user.failed
                days["failed_attempts"][day] += user.failed
            if user.cause is not None:
                users["leave_day"][i] = day
                users["cause"][i] = user.cause
                days["left"][day, user.cause] += 1
                self.ended(user)

    def ended(self, user):
        i, users = user.unique_id, self.out.users
        keep, pull = (column[self.day] for column in self.distress_to_horizon)
        users["distress_end"][i] = user.distress
        users["distress_horizon"][i] = hold(keep * user.distress + pull * user.level)
        users["alliance_end"][i] = user.state[-1]
        users["components_end"][i] = user.state[len(self.world.subthemes) : -1]

    def scored(self, user, instrument, score):
        self.out.scores[instrument.name][user.unique_id, instrument.days.index(self.day)] = score


def plain(world):
    """The same with lists for small arrays: Python's own floats are faster one by one."""
    other = object.__new__(type(world))
    other.__dict__.update({name: value.tolist() if isinstance(value, np.ndarray) else value
                           for name, value in world.__dict__.items()})
    other.world = world
    return other


def persons(world, people):
    """What a user brings along, one dictionary each."""
    def of_each(predictors, change=lambda x: x):
        return np.array([change(predictor.fixed(people)) for predictor in predictors]).T.tolist()

    columns = {
        "target": of_each(world.target, logistic_of_all),
        "first": of_each(world.first, logistic_of_all),
        "hazards": of_each(world.hazards),
        "chances": of_each([event.chance for event in world.events]),
        "engagement": world.engagement.fixed(people).tolist(),
        "quality": world.quality.fixed(people).tolist(),
        "expectation": logistic_of_all(world.expectation.fixed(people)).tolist(),
        "level": np.clip(people.trait(world.level), 0.0, 1.0).tolist(),
        "need": world.world.need_of(people).T.tolist(),
        "care_starts": world.world.care_starts(people).tolist(),
    }
    for values in zip(*columns.values()):
        yield dict(zip(columns, values))


if __name__ == "__main__":
    main(ObjectModel)
