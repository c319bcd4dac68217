"""What a run leaves, whoever ran it: the same columns as docs/results-schema.md, as NumPy arrays."""

import h5py
import numpy as np

# On these days runs are held against each other; distress_squared_sum is kept of no other.
JUDGED_DAYS = (0, 1, 7, 15, 30, 60, 90)
USER_COLUMNS = {  # name -> (type, value before anything happened)
    "leave_day": (np.int16, -1),
    "cause": (np.uint8, 255),
    "sessions": (np.uint32, 0),
    "failed_attempts": (np.uint32, 0),
    "distress_start": (np.float32, 0),
    "distress_end": (np.float32, 0),
    "distress_horizon": (np.float32, 0),
    "alliance_start": (np.float32, 0),
    "alliance_end": (np.float32, 0),
}
DAY_COLUMNS = ("active", "opened", "sessions", "failed_attempts", "prompts", "distress_sum", "distress_squared_sum",
               "alliance_sum", "alliance_squared_sum")


class Outcomes:
    """Per-user columns, shape (users), `opened_on`, shape (days, users), scores and totals by day."""

    def __init__(self, users, horizon_days, components, causes, instruments):
        days = horizon_days + 1
        self.users = {name: np.full(users, start, kind) for name, (kind, start) in USER_COLUMNS.items()}
        self.users["components_end"] = np.zeros((users, components), np.float32)
        self.users["components_start"] = np.zeros((users, components), np.float32)
        self.opened_on = np.zeros((days, users), bool)
        self.scores = {it.name: np.full((users, len(it.days)), np.nan, np.float32) for it in instruments}
        self.days = {name: np.zeros(days) for name in DAY_COLUMNS}
        self.days["components_sum"] = np.zeros((days, components))
        self.days["left"] = np.zeros((days, causes))

    def active_user_days(self):
        return float(self.days["active"].sum())

    def save(self, path):
        np.savez(path, opened_on=np.packbits(self.opened_on, axis=1),
                 **{f"users/{name}": column for name, column in self.users.items()},
                 **{f"scores/{name}": column for name, column in self.scores.items()},
                 **{f"days/{name}": column for name, column in self.days.items()})


def blank():
    return Outcomes.__new__(Outcomes)


def load(path):
    """What Outcomes.save has written."""
    file = np.load(path)
    result = blank()
    for group in ("users", "scores", "days"):
        setattr(result, group, {name.partition("/")[2]: file[name] for name in file.files if name.startswith(group + "/")})
    result.opened_on = np.unpackbits(file["opened_on"], axis=1, count=len(result.users["cause"])).astype(bool)
    return result


def read_results(path, design):
    """One design of a file of results."""
    result = blank()
    with h5py.File(path) as file:
        group = file["designs"][design]
        result.users = {name: column[:] for name, column in group["users"].items() if isinstance(column, h5py.Dataset)}
        result.scores = {name: column[:] for name, column in group["users"].get("scores", {}).items()}
        result.days = {name: column[:] for name, column in group["days"].items()}
    days = len(result.days["active"])
    result.opened_on = np.unpackbits(result.users["use"], axis=1, bitorder="little", count=days).astype(bool).T
    return result
