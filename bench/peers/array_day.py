"""The days of some users, as operations on the rows of a table; array_model.py lays it out."""

import numpy as np

from outcomes import JUDGED_DAYS

F = np.float32


def hold_unit(x):
    """Held in [0,1], in place."""
    np.maximum(x, F(0.0), out=x)
    return np.minimum(x, F(1.0), out=x)


def hold_30(eta):
    """Held below 30, in place; looking is cheaper than holding what is there already. What lies below -30 stays there: the
    exponential of -30, 1e-13, and of anything lower never decides anything."""
    if eta.size and eta.max() > F(30.0):
        np.minimum(eta, F(30.0), out=eta)
    return eta


def thin_product(matrix, rows, base):
    """matrix rows + base, where most of the matrix is 0."""
    product = np.empty((len(matrix), rows.shape[1]), F)
    product[:] = base[:, None]
    for i, k in zip(*np.nonzero(matrix)):
        product[i] += F(matrix[i, k]) * rows[k]
    return product


class Chunk:
    """Users in the first `n` columns of the table. A slot is a column; slots change hands when somebody leaves."""

    def __init__(self, model, store, scratch, n, rng, out):
        self.model, self.world, self.out, self.rng = model, model.world, out, rng
        self.store, self.scratch = store, scratch
        self.shrink_to(n)

    def shrink_to(self, n):
        """Names for the rows of those who are still there."""
        self.n = n
        self.table = self.store[:, :n]
        self.of = {name: self.table[at.start] if name in self.model.rows.single else self.table[at]
                   for name, at in self.model.rows.at.items()}
        self.eta = self.scratch[:-3, :n]
        self.a, self.b, self.prompting = self.scratch[-3:, :n]

    def live(self):
        self.follow()
        self.record_start()
        for t in range(self.world.horizon_days + 1):
            self.t = t
            self.distress()
            self.prompts()
            slots, attempted = self.attempts()
            slots, count, failures, failed = self.outcomes_of(slots, attempted)
            openers, quality = self.sessions(slots, count)
            self.fade()
            self.write_back(slots, openers, failures, failed)
            self.events(slots, openers, failures)
            self.follow()
            self.relief_goals_habit(slots, quality)
            self.questionnaires()
            self.leaving()
            if self.n == 0:
                return
        self.record_end(np.arange(self.n))

    def users(self, slots):
        return self.of["user"].take(slots).astype(np.intp)

    def uniforms(self, *shape):
        return self.rng.random(shape, F)

    def normals(self, n):
        """Two at a time, after Box and Muller."""
        half = (n + 1) // 2
        radius, angle = self.uniforms(half), self.uniforms(half)
        np.subtract(F(1.0), radius, out=radius)  # (0, 1]
        np.log(radius, out=radius)
        radius *= F(-2.0)
        np.sqrt(radius, out=radius)
        angle *= F(2.0 * np.pi)
        z = np.empty(2 * half, F)
        np.cos(angle, out=z[:half])
        np.sin(angle, out=z[half:])
        z[:half] *= radius
        z[half:] *= radius
        return z[:n]

    def weighted(self, rows, out):
        """Adds weight x row to out."""
        for row, weight in rows:
            np.multiply(self.table[row], weight, out=self.b)
            out += self.b

    def follow(self):
        """Alliance and goals, after subthemes have changed."""
        model = self.model
        for name, base, rows in (("alliance", self.world.alliance_base, model.alliance),
                                 ("goals", self.world.component_base[self.world.goals_component], model.goals)):
            out = self.of[name]
            out.fill(F(base))
            self.weighted(rows, out)

    # Steps 0 to 2: calendar, distress, prompts

    def distress(self):
        world, d = self.world, self.of["distress"]
        if world.waiting_trait:
            self.of["waiting_list_over"][np.flatnonzero(self.of["care_starts"] <= F(self.t))] = 1.0
        d *= F(1.0 - world.reversion)
        np.multiply(self.of["level"], F(world.reversion * world.recovery[self.t]), out=self.a)
        d += self.a
        z = self.normals(self.n)
        z *= F(world.noise)
        d += z
        hold_unit(d)

    def prompts(self):
        """`prompting` is 1 for whom the app prompts today, in every day-part in which it prompts at all."""
        world = self.world
        if not world.prompted_parts:
            self.prompting.fill(F(0.0))
        elif world.stop_after_ignored == 0:
            self.prompting.fill(F(1.0))
        else:
            np.less(self.of["ignored_in_a_row"], F(world.stop_after_ignored), out=self.prompting, casting="unsafe")

    # Step 3: attempts

    def attempts(self):
        """Who tries to open the app, and in which day-parts, shape (4, slots)."""
        odds = self.odds_of_attempts()
        slots, attempted = self.first_attempts(odds) if self.t == 0 else self.later_attempts(odds)
        world = self.world
        if world.prompted_parts:
            # Of the prompts, those in a day-part without an attempt are ignored.
            self.ignored = self.prompting * F(len(world.prompted_parts))
            self.out.days["prompts"][self.t] += self.ignored.sum(dtype=np.float64)
            self.ignored[slots] -= self.prompting.take(slots) * attempted[world.prompted_parts].sum(axis=0, dtype=F)
        self.attempters = slots
        return slots, attempted

    def odds_of_attempts(self):
        """exp(engagement), shape (4, users)."""
        model, world, eta, base = self.model, self.world, self.eta[:4], self.a
        np.add(self.of["engagement"], F(model.engagement.common(world, self.t)), out=base)
        base += self.of["weekend"][self.t % 7]
        self.weighted(model.engagement.rows, base)
        np.multiply(self.of["need"], self.of["distress"], out=eta)
        eta += base
        for part in range(4):
            if world.engagement.by_day_part[part] != 0.0:
                eta[part] += F(world.engagement.by_day_part[part])
            if part in world.prompted_parts:
                np.multiply(self.prompting, F(model.prompted_weight), out=self.b)
                eta[part] += self.b
        return np.exp(hold_30(eta), out=eta)

    def first_attempts(self, odds):
        p = odds / (F(1.0) + odds)
        u = self.uniforms(4, self.n)
        attempted = u < p
        none = np.flatnonzero(~attempted.any(axis=0))
        attempted[np.argmax(p[:, none] - u[:, none], axis=0), none] = True
        return np.arange(self.n), attempted

    def later_attempts(self, odds):
        # No attempt has the probability 1 / product of (1 + odds). A uniform that is multiplied by the product every day
        # reaches 1 on the day of the next attempt.
        product, reserve = self.a, self.of["reserve"]
        odds_and_one = self.b
        np.add(odds[0], F(1.0), out=product)
        for part in range(1, 4):
            np.add(odds[part], F(1.0), out=odds_and_one)
            product *= odds_and_one
        reserve *= product
        slots = np.flatnonzero(reserve >= F(1.0))
        m = len(slots)
        reserve[slots] = self.uniforms(m)
        return slots, self.which_parts(self.scratch[:4].take(slots, axis=1))

    def which_parts(self, odds):
        """Of those with an attempt today, the day-parts in which they make one."""
        m = odds.shape[1]
        p = odds / (F(1.0) + odds)
        any_from = p.copy()
        for part in (2, 1, 0):
            any_from[part] += (F(1.0) - p[part]) * any_from[part + 1]
        u = self.uniforms(4, m)
        attempted = np.empty((4, m), bool)
        yet = np.zeros(m, bool)
        for part in range(4):
            np.less(u[part] * np.where(yet, F(1.0), any_from[part]), p[part], out=attempted[part])
            yet |= attempted[part]
        return attempted

    def outcomes_of(self, slots, attempted):
        """Who had sessions, how many; who had failed attempts, how many."""
        world, m, days = self.world, len(slots), self.out.days
        opened = attempted & (self.uniforms(m) < F(world.reliability))
        for part in np.flatnonzero(world.availability < 1.0):
            opened[part] &= self.uniforms(m) < F(world.availability[part])
        count = opened.sum(axis=0, dtype=np.uint8)
        failed = attempted.sum(axis=0, dtype=np.uint8) - count
        in_vain, lucky = np.flatnonzero(failed), np.flatnonzero(count)
        failures, failed = slots[in_vain], failed[in_vain]
        slots, count = slots[lucky], count[lucky]
        users = self.users(slots)
        self.out.opened_on[self.t, users] = True
        self.out.users["sessions"][users] += count
        self.out.users["failed_attempts"][self.users(failures)] += failed
        days["opened"][self.t] += len(slots)
        days["sessions"][self.t] += count.sum()
        days["failed_attempts"][self.t] += failed.sum()
        return slots, count, failures, failed

    # Steps 4 and 5: sessions, alliance, events

    def sessions(self, slots, count):
        """The rows of those with a session, copied together and moved on, and the sum of their qualities.

        @param count  sessions of each; which day-parts they were in makes no difference to what they are worth
        """
        world, model = self.world, self.model
        rows = model.rows
        openers = self.store[: model.read_by_openers].take(slots, axis=1)
        eta = openers[rows["quality"].start] + F(model.quality.common(world, self.t))
        for row, weight in model.quality.rows:
            eta += weight * openers[row]
        expected_quality = F(1.0) / (F(1.0) + np.exp(-hold_30(eta)))
        expectation, disappointment = openers[rows["expectation"].start], openers[rows["disappointment"].start]
        disappointment *= F(1.0 - world.disappointment_decay)
        # Everybody here had one session; the few who had more go on as a list.
        quality = self.qualities(expected_quality)
        surprise = quality - expectation
        expectation += F(world.expectation_rate) * surprise
        hold_unit(expectation)
        disappointment -= np.minimum(surprise, F(0.0))
        for session in range(1, 4):
            who = np.flatnonzero(count > session)
            q = self.qualities(expected_quality.take(who))
            before = expectation.take(who)
            delta = q - before
            expectation[who] = hold_unit(before + F(world.expectation_rate) * delta)
            disappointment[who] -= np.minimum(delta, F(0.0))
            quality[who] += q
            surprise[who] += delta
        surprise /= count
        self.learn(openers, surprise)
        return openers, quality

    def qualities(self, expected):
        q = self.normals(len(expected))
        q *= F(self.world.quality_noise)
        q += expected
        return hold_unit(q)

    def learn(self, openers, surprise):
        model, rows = self.model, self.model.rows
        s = openers[rows["s"]]
        aim = openers[rows["target"]]
        aim += model.map_base
        aim += model.surprise * surprise
        for to, source, strength in model.edges:
            aim[to] += strength * s[source]
        hold_unit(aim)
        aim -= s
        aim *= model.learning
        s += aim

    def fade(self):
        s = self.of["s"]
        s *= self.model.keep
        s += self.of["fade_to"]
        self.of["disappointment"] *= F(1.0 - self.world.disappointment_decay)

    def write_back(self, slots, openers, failures, failed):
        changed = self.model.rows["disappointment"].stop  # subthemes, expectation, disappointment
        for row in range(changed):  # a row at a time, which stays in the cache
            self.store[row][slots] = openers[row]
        self.of["disappointment"][failures] += F(self.world.failed_attempt_penalty) * failed.astype(F)

    def events(self, slots, openers, failures):
        """Every chance is read before any subtheme jumps; the jumps come in the theory's order."""
        happened = {}
        self.events_of_use(slots, openers, happened)
        self.events_of_everybody(happened)
        exposed = {"failed_attempt": failures, "goal_reached": np.flatnonzero(self.of["goal_flag"] > F(0.0)),
                   "prompt": np.flatnonzero(self.prompting > F(0.0))}
        for kind, who in exposed.items():
            for m in self.model.kinds[kind]:
                eta = self.chance(m, who)
                happened[m] = who[self.uniforms(len(who)) * (F(1.0) + np.exp(-eta)) < F(1.0)]
        subthemes = self.of["s"]
        for m, event in enumerate(self.world.events):
            who = happened[m]
            if len(who) == 0:
                continue
            for k, size in event.jumps:
                s = subthemes[k].take(who)
                s += F(size)
                # A subtheme is in [0,1], so it can leave it on one side only.
                s = np.minimum(s, F(1.0), out=s) if size > 0.0 else np.maximum(s, F(0.0), out=s)
                subthemes[k][who] = s

    def chance(self, m, who):
        model = self.model
        eta = np.full(len(who), F(model.chances[m].common(self.world, self.t) + model.constant_chance[m]))
        if m in model.row_of_chance:
            eta += self.table[model.row_of_chance[m]][who]
        for row, weight in model.chances[m].rows:
            eta += weight * self.table[row].take(who)
        return hold_30(eta)

    def events_of_use(self, slots, openers, happened):
        model, events = self.model, self.model.kinds["use"]
        eta = np.empty((len(events), len(slots)), F)
        for i, m in enumerate(events):
            eta[i] = F(model.chances[m].common(self.world, self.t) + model.constant_chance[m])
            if m in model.row_of_chance:
                eta[i] += openers[model.row_of_chance[m]]
            for row, weight in model.chances[m].rows:
                eta[i] += weight * openers[row]
        np.negative(hold_30(eta), out=eta)
        np.exp(eta, out=eta)
        eta += F(1.0)
        eta *= self.uniforms(*eta.shape)
        which = eta < F(1.0)
        for i, m in enumerate(events):
            happened[m] = slots[np.flatnonzero(which[i])]

    def events_of_everybody(self, happened):
        """Their chances never change: a uniform divided every day by the probability of none reaches 1 when there is one."""
        model, events = self.model, self.model.kinds["every_day"]
        alarm = self.of["alarm"]
        alarm *= self.of["alarm_growth"]
        who = np.flatnonzero(alarm >= F(1.0))
        alarm[who] = self.uniforms(len(who))
        p = np.array([1.0 / (1.0 + np.exp(-self.chance(m, who))) for m in events]).reshape(len(events), len(who))
        any_from = p.copy()
        for i in range(len(events) - 2, -1, -1):
            any_from[i] += (1.0 - p[i]) * any_from[i + 1]
        yet = np.zeros(len(who), bool)
        for i, m in enumerate(events):
            met = self.uniforms(len(who)) * np.where(yet, 1.0, any_from[i]) < p[i]
            yet |= met
            happened[m] = who[met]

    # Steps 6 and 7: relief, goals, habit; questionnaires; leaving

    def relief_goals_habit(self, slots, quality):
        world, of, t = self.world, self.of, self.t
        of["last_use"][slots] = t
        practised, d = self.b, of["distress"]
        np.greater_equal(of["last_use"], F(t - world.practice_days), out=practised, casting="unsafe")
        practised *= of["goals"]
        practised *= F(world.relief_from_goals)
        practised[slots] += F(world.relief_per_session) * quality
        d -= practised
        hold_unit(d)

        of["goal_flag"].fill(F(0.0))
        progress = of["goals"].take(slots)
        progress *= F(world.goal_progress)
        progress += of["goal_progress"].take(slots)
        reached = np.flatnonzero(progress >= F(1.0))
        progress[reached] = 0.0
        of["goal_progress"][slots] = progress
        of["goals_reached"][slots[reached]] += F(1.0)
        of["goal_flag"][slots[reached]] = 1.0

        habit = of["habit"]
        practice = habit.take(slots)
        habit *= F(1.0 - world.habit_loss)
        habit[slots] = practice + F(world.habit_gain) * (F(1.0) - practice)
        of["idle_days"] += F(1.0)
        of["idle_days"][slots] = 0.0
        if world.prompted_parts:
            of["prompt_fatigue"] *= F(1.0 - world.fatigue_decay)
            of["ignored_in_a_row"] += self.ignored
            self.ignored *= F(world.fatigue_per_ignored)
            of["prompt_fatigue"] += self.ignored
            of["ignored_in_a_row"][self.attempters] = 0.0
        self.openers_today = slots

    def components(self, slots):
        """Shape (components, slots)."""
        s = self.store[self.model.rows["s"]].take(slots, axis=1)
        return thin_product(self.world.component_weights, s, self.world.component_base)

    def questionnaires(self):
        for instrument in self.world.instruments:
            if self.t not in instrument.days:
                continue
            who = np.flatnonzero(self.of["last_use"] > F(self.t - instrument.active_within_days))
            latent = thin_product(instrument.weights, self.components(who), instrument.intercepts)
            latent += F(instrument.noise) * self.normals(latent.size).reshape(latent.shape)
            answer = np.floor(F(instrument.low) + F(instrument.high - instrument.low) * latent + F(0.5))
            score = np.clip(answer, instrument.low, instrument.high).mean(axis=0)
            self.out.scores[instrument.name][self.users(who), instrument.days.index(self.t)] = score

    def leaving(self):
        model, of = self.model, self.of
        hazard, total = self.eta[: len(model.hazards)], self.a
        for c, predictor in enumerate(model.hazards):
            np.add(of["hazard"][c], F(predictor.common(self.world, self.t)), out=hazard[c])
            self.weighted(predictor.rows, hazard[c])
        np.exp(hold_30(hazard), out=hazard)
        np.copyto(total, hazard[0])
        for one in hazard[1:]:
            total += one
        # An exponential that is used up by the hazards of the days: gone on a day with 1 - exp(-its hazard).
        of["patience"] -= total
        leavers = np.flatnonzero(of["patience"] <= F(0.0))
        of["used_yesterday"].fill(F(0.0))
        of["used_yesterday"][self.openers_today] = 1.0
        self.record_day()
        if len(leavers):
            self.record_leavers(leavers, hazard.take(leavers, axis=1))
            self.close_up(leavers)

    def close_up(self, leavers):
        """Users from the end take the slots of those who left."""
        n = self.n - len(leavers)
        holes = leavers[leavers < n]
        stay = np.ones(self.n - n, bool)
        stay[leavers[leavers >= n] - n] = False
        movers = np.flatnonzero(stay) + n
        for row in self.store:
            row[holes] = row.take(movers)
        self.shrink_to(n)

    # Records

    def record_start(self):
        users, slots = self.out.users, np.arange(self.n)
        at = self.users(slots)
        users["distress_start"][at] = self.of["distress"]
        users["alliance_start"][at] = self.of["alliance"]
        users["components_start"][at] = self.components(slots).T

    def record_day(self):
        days, t = self.out.days, self.t
        alliance, d = self.of["alliance"], self.of["distress"]
        days["active"][t] += self.n
        days["distress_sum"][t] += d.sum()
        days["alliance_sum"][t] += alliance.sum()
        np.multiply(alliance, alliance, out=self.b)
        days["alliance_squared_sum"][t] += self.b.sum()
        if t in JUDGED_DAYS:
            np.multiply(d, d, out=self.b)
            days["distress_squared_sum"][t] += self.b.sum()
        subthemes = self.of["s"].sum(axis=1)
        days["components_sum"][t] += self.world.component_weights @ subthemes + self.n * self.world.component_base

    def record_leavers(self, leavers, hazard):
        below = np.cumsum(hazard, axis=0)
        drawn = self.uniforms(len(leavers)) * below[-1]
        cause = np.minimum((drawn >= below).sum(axis=0), len(below) - 1)
        self.out.days["left"][self.t] += np.bincount(cause, minlength=len(below))
        users = self.users(leavers)
        self.out.users["leave_day"][users] = self.t
        self.out.users["cause"][users] = cause
        self.record_end(leavers)

    def record_end(self, slots):
        model, users, at = self.model, self.out.users, self.users(slots)
        d = self.of["distress"][slots]
        users["distress_end"][at] = d
        users["alliance_end"][at] = self.of["alliance"][slots]
        users["components_end"][at] = self.components(slots).T
        expected = model.keep_to_end[self.t] * d + model.pull_to_end[self.t] * self.of["level"][slots]
        users["distress_horizon"][at] = np.clip(expected, 0.0, 1.0)
