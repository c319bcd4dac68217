"""Theory, design and people as numbers: what both models in Python start from.

The numbers come from the YAML files that Holdfast reads and from the columns /people of a file that it wrote, so nothing
is typed in twice. What a model here cannot live is refused, never left out in silence. Equations: docs/odd.md.
"""

import pathlib
from dataclasses import dataclass, field

import h5py
import numpy as np
import yaml

DAY_PARTS = ("night", "morning", "afternoon", "evening")


class Unsupported(Exception):
    """The files ask for something that the models in Python do not have."""


def number(entry):
    """The value of `3` or of `{value: 3, range: ..}`."""
    return float(entry["value"] if isinstance(entry, dict) else entry)


def centre(entry):
    return float(entry.get("centre", 0.0)) if isinstance(entry, dict) else 0.0


def refuse_others(what, mapping, known):
    others = set(mapping) - set(known)
    if others:
        raise Unsupported(f"{what}: the models in Python do not know {', '.join(sorted(others))}")


@dataclass
class People:
    """Columns of traits, shape (users) each, and the names of the codes of the categorical ones."""

    columns: dict
    levels: dict
    users: int

    def trait(self, name):
        column, _, level = name.partition(".")
        values = self.columns[column]
        return values if not level else (values == self.levels[column].index(level)).astype(np.float32)

    def between(self, begin, end):
        return People({name: column[begin:end] for name, column in self.columns.items()}, self.levels, end - begin)


def read_people(results):
    """The people of a file of results: making them is no part of the comparison."""
    with h5py.File(results) as file:
        columns = {name: column[:] for name, column in file["people"].items()}
        levels = {name: [str(level) for level in column.attrs["levels"]]
                  for name, column in file["people"].items() if "levels" in column.attrs}
        return People(columns, levels, int(file["scenario"].attrs["users"]))


@dataclass
class Predictor:
    """eta = fixed(person) + by_day_part[p] + sum of weight x (state - centre)."""

    intercept: float  # features and the centres of the state are in it
    traits: list  # (name, weight, centre)
    products: list  # (names, weight)
    state: dict  # name -> weight
    by_day_part: np.ndarray = field(default_factory=lambda: np.zeros(4))

    def fixed(self, people):
        """Shape (users)."""
        eta = np.full(people.users, self.intercept - sum(weight * middle for _, weight, middle in self.traits), np.float32)
        for name, weight, _ in self.traits:
            eta += np.float32(weight) * people.trait(name)
        for names, weight in self.products:
            eta += np.float32(weight) * np.prod([people.trait(name) for name in names], axis=0)
        return eta


def read_predictor(entry, features):
    refuse_others("predictor", entry, ("intercept", "by_day_part", "features", "traits", "products", "state"))
    intercept = number(entry.get("intercept", 0.0))
    for name, term in entry.get("features", {}).items():
        intercept += number(term) * (features[name] - centre(term))
    products = []
    for term in entry.get("products", []):
        of_design = [features[name] for name in term["of"] if name in features]
        weight = number(term) * np.prod(of_design)
        if weight != 0.0:
            products.append(([name for name in term["of"] if name not in features], weight))
    state = {}
    for name, term in entry.get("state", {}).items():
        if name in ("peers_active", "peers_left"):
            continue  # always 0 without peers, which these models have not
        state[name] = number(term)
        intercept -= number(term) * centre(term)
    parts = entry.get("by_day_part", {})
    return Predictor(intercept, [(name, number(term), centre(term)) for name, term in entry.get("traits", {}).items()],
                     products, state, np.array([number(parts.get(part, 0.0)) for part in DAY_PARTS]))


@dataclass
class Event:
    exposure: str
    chance: Predictor
    jumps: list  # (subtheme's index, size)


@dataclass
class Instrument:
    name: str
    low: float
    high: float
    noise: float
    days: list
    active_within_days: int
    intercepts: np.ndarray  # (items)
    weights: np.ndarray  # (items, components)


class World:
    """One theory and one design."""

    def __init__(self, theory_file, design_file, horizon_days):
        theory = yaml.safe_load(pathlib.Path(theory_file).read_text(encoding="utf-8"))
        design = yaml.safe_load(pathlib.Path(design_file).read_text(encoding="utf-8"))
        self.horizon_days = horizon_days
        self._read_design(theory, design)
        self._read_alliance(theory)
        self._read_use(theory)
        self._read_ends(theory)
        known = {"kind", "name", "describes", "source", "left_out"} | self._read
        refuse_others("theory", theory, known)

    def _read_design(self, theory, design):
        refuse_others("design", design, ("kind", "name", "describes", "features", "availability", "reliability", "prompts"))
        self.design = design["name"]
        self.features = {name: 0.0 for name in theory["features"]} | design.get("features", {})
        availability = design.get("availability", {})
        self.availability = np.array([availability.get(part, 1.0) for part in DAY_PARTS])
        self.reliability = design.get("reliability", 1.0)
        prompts = design.get("prompts", {"policy": "none"})
        refuse_others("prompts", prompts, ("policy", "at", "cap_a_day", "stop_after_ignored"))
        if prompts["policy"] not in ("none", "fixed"):
            raise Unsupported(f"prompts: the models in Python do not know the policy {prompts['policy']}")
        at = [part for part in DAY_PARTS if part in prompts.get("at", [])] if prompts["policy"] == "fixed" else []
        # A fixed policy prompts the same day-parts every day: the first of them, up to the cap.
        self.prompted_parts = [DAY_PARTS.index(part) for part in at][: prompts.get("cap_a_day", 4)]
        self.stop_after_ignored = prompts.get("stop_after_ignored", 0)

    def _read_alliance(self, theory):
        self.subthemes = list(theory["subthemes"])
        self.components = list(theory["components"])
        entries = theory["subthemes"].values()
        self.first = [read_predictor(entry["first"], self.features) for entry in entries]
        self.target = [read_predictor(entry["target"], self.features) for entry in entries]
        self.learning = np.array([number(entry["learning_rate"]) for entry in entries])
        self.fading = np.array([number(entry["fading_rate"]) for entry in entries])
        self.surprise = np.array([number(entry.get("surprise", 0.0)) for entry in entries])
        self.map = np.zeros((len(self.subthemes), len(self.subthemes)))  # G[to, from]
        for edge in theory["map"]:
            self.map[self.subthemes.index(edge["to"]), self.subthemes.index(edge["from"])] += number(edge["strength"])
        # c = base + of_subthemes s; A = alliance_base + of_alliance s
        self.component_base = np.zeros(len(self.components))
        self.component_weights = np.zeros((len(self.components), len(self.subthemes)))
        for k, entry in enumerate(entries):
            j, weight = self.components.index(entry["component"]), number(entry["weight"])
            self.component_weights[j, k] = weight
            self.component_base[j] += max(0.0, -weight)
        size = np.abs(self.component_weights).sum(axis=1)
        self.component_weights /= size[:, None]
        self.component_base /= size
        shares = np.array([number(entry["weight"]) for entry in theory["components"].values()])
        shares /= shares.sum()
        self.component_shares = shares
        self.alliance_weights = shares @ self.component_weights
        self.alliance_base = shares @ self.component_base
        self.events = [Event(entry["exposure"], read_predictor(entry["chance"], self.features),
                             [(self.subthemes.index(name), number(size)) for name, size in entry["jumps"].items()])
                       for entry in theory["events"].values()]
        self._read = {"features", "components", "subthemes", "map", "events"}

    def _read_use(self, theory):
        self.engagement = read_predictor(theory["engagement"], self.features)
        distress, need, session = theory["distress"], theory["need"], theory["session"]
        self.level = distress["level"]
        self.reversion, self.noise = number(distress["reversion"]), number(distress["noise"])
        self.recovery = (1.0 - number(distress.get("natural_recovery", 0.0))) ** np.arange(self.horizon_days + 1)
        self.need_profile = np.array([number(need["profile"][part]) for part in DAY_PARTS])
        self.night_trait, self.night_lift = need.get("night_trait"), number(need.get("night_lift", 0.0))
        self.fatigue_per_ignored = number(theory["prompting"]["fatigue_per_ignored"])
        self.fatigue_decay = number(theory["prompting"]["fatigue_decay"])
        self.quality = read_predictor(session["quality"], self.features)
        self.expectation = read_predictor(session["expectation"], self.features)
        self.quality_noise = number(session["quality_noise"])
        self.expectation_rate = number(session["expectation_rate"])
        self.disappointment_decay = number(session["disappointment_decay"])
        self.failed_attempt_penalty = number(session["failed_attempt_penalty"])
        self._read |= {"engagement", "distress", "need", "prompting", "session"}

    def _read_ends(self, theory):
        relief = theory["relief"]
        self.relief_per_session, self.relief_from_goals = number(relief["per_session"]), number(relief["from_goals"])
        self.practice_days = number(relief["practice_days"])
        self.goals_component = self.components.index(theory["goals"]["component"])
        self.goal_progress = number(theory["goals"]["progress"])
        self.habit_gain, self.habit_loss = number(theory["habit"]["gain"]), number(theory["habit"]["loss"])
        self.novelty = (1.0 - number(theory["novelty_decay"])) ** np.arange(self.horizon_days + 1)
        waiting = theory.get("waiting_list", {})
        self.waiting_trait, self.care_trait = waiting.get("on"), waiting.get("care_starts")
        self.causes = list(theory["causes"])
        self.hazards = [read_predictor(entry["hazard"], self.features) for entry in theory["causes"].values()]
        self.instruments = [self._read_instrument(name, entry) for name, entry in theory.get("instruments", {}).items()]
        self._read |= {"relief", "goals", "habit", "novelty_decay", "waiting_list", "causes", "instruments"}

    def _read_instrument(self, name, entry):
        weights = np.array([[number(item["components"].get(component, 0.0)) for component in self.components]
                            for item in entry["items"]])
        return Instrument(name, float(entry["low"]), float(entry["high"]), number(entry["noise"]),
                          [day for day in entry["days"] if day <= self.horizon_days], entry["active_within_days"],
                          np.array([number(item["intercept"]) for item in entry["items"]]), weights)

    def lowered(self, predictor, keep=()):
        """Weights with components and alliance, but those to keep, told by the subthemes that they are made of, and the
        constant that this leaves."""
        weights, constant = {}, 0.0
        for name, weight in predictor.state.items():
            if name in self.components and name not in keep:
                j = self.components.index(name)
                row, base = self.component_weights[j], self.component_base[j]
            elif name == "alliance" and name not in keep:
                row, base = self.alliance_weights, self.alliance_base
            else:
                weights[name] = weights.get(name, 0.0) + weight
                continue
            constant += weight * base
            for subtheme, share in zip(self.subthemes, row):
                if share != 0.0:
                    weights[subtheme] = weights.get(subtheme, 0.0) + weight * share
        return weights, constant

    def distress_to_horizon(self):
        """(keep, pull), shape (days) each: distress expected at the horizon of who leaves on day t is keep_t d + pull_t mu."""
        keep, pull = np.ones(self.horizon_days + 1), np.zeros(self.horizon_days + 1)
        for t in range(self.horizon_days - 1, -1, -1):
            keep[t] = keep[t + 1] * (1.0 - self.reversion)
            pull[t] = pull[t + 1] + keep[t + 1] * self.reversion * self.recovery[t + 1]
        return keep, pull

    def need_of(self, people):
        """The profile of need, shape (4, users)."""
        profile = np.repeat(self.need_profile[:, None].astype(np.float32), people.users, axis=1)
        if self.night_trait:
            profile[0] += self.night_lift * people.trait(self.night_trait)
        return np.clip(profile, 0.0, 1.0)

    def care_starts(self, people):
        """The day on which care starts, shape (users); infinite for who waits for none."""
        if not self.waiting_trait:
            return np.full(people.users, np.inf)
        return np.where(people.trait(self.waiting_trait) >= 0.5, people.trait(self.care_trait), np.inf)


def logistic(x):
    return 1.0 / (1.0 + np.exp(-x))
