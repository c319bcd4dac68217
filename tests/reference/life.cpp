#include "tests/reference/life.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace reference {

namespace {

int count(agents::PerDayPart<bool> const& parts) {
    return static_cast<int>(std::count(parts.begin(), parts.end(), true));
}

std::int64_t fixed_point(double x) {
    return std::llround(x / agents::DayTotals::unit);
}

void write_use(Life const& life, std::size_t user, agents::Outcomes& out) {
    for (std::size_t t = 0; t < life.days.size(); ++t) {
        Day const& day = life.days[t];
        out.sessions[user] += static_cast<std::uint32_t>(day.sessions());
        out.failed_attempts[user] += static_cast<std::uint32_t>(day.failed());
        if (day.sessions() == 0) {
            continue;
        }
        out.last_use[user] = static_cast<std::int16_t>(t);
        ++out.days_used[user];
        auto& byte = out.use[user * out.bytes_of_use + t / 8];
        byte = static_cast<std::uint8_t>(byte | (1U << (t % 8)));
    }
}

void write_scores(Life const& life, agents::Theory const& theory, std::size_t user,
                  agents::Outcomes& out) {
    for (std::size_t i = 0; i < theory.instruments.size(); ++i) {
        std::vector<int> const days = days_within_horizon(theory.instruments[i], out.horizon_days);
        for (std::size_t n = 0; n < days.size(); ++n) {
            auto const t = static_cast<std::size_t>(days[n]);
            if (t < life.days.size() && life.days[t].score[i]) {
                out.scores[i][user * days.size() + n] = static_cast<float>(*life.days[t].score[i]);
            }
        }
    }
}

} // namespace

std::vector<int> days_within_horizon(agents::Instrument const& instrument, int horizon_days) {
    std::vector<int> days;
    std::copy_if(instrument.days.begin(), instrument.days.end(), std::back_inserter(days),
                 [&](int day) { return day <= horizon_days; });
    return days;
}

int Day::attempts() const {
    return count(attempted);
}
int Day::sessions() const {
    return count(opened);
}
int Day::prompts() const {
    return count(state.prompted);
}

Decision Day::narrowest() const {
    Decision least{"none", std::numeric_limits<double>::infinity()};
    for (Decision const& decision : decisions) {
        least = decision.margin < least.margin ? decision : least;
    }
    return least;
}

agents::Outcomes blank_outcomes(agents::Theory const& theory, std::size_t users, int horizon_days) {
    std::size_t const components = theory.components.size();
    agents::Outcomes out;
    out.users = users;
    out.horizon_days = horizon_days;
    out.components = components;
    out.bytes_of_use = static_cast<std::size_t>(horizon_days + 8) / 8;
    out.leave_day.assign(users, agents::never);
    out.cause.assign(users, agents::no_cause);
    out.last_use.assign(users, agents::never);
    out.days_used.assign(users, 0);
    out.use.assign(users * out.bytes_of_use, 0);
    out.sessions.assign(users, 0);
    out.failed_attempts.assign(users, 0);
    for (auto* column : {&out.distress_start, &out.distress_end, &out.distress_horizon,
                         &out.alliance_start, &out.alliance_end}) {
        column->assign(users, 0.0F);
    }
    out.components_start.assign(users * components, 0.0F);
    out.components_end.assign(users * components, 0.0F);
    for (agents::Instrument const& instrument : theory.instruments) {
        out.days_given.push_back(days_within_horizon(instrument, horizon_days).size());
        out.scores.emplace_back(users * out.days_given.back(),
                                std::numeric_limits<float>::quiet_NaN());
    }
    return out;
}

void write(Life const& life, agents::Theory const& theory, std::size_t user,
           agents::Outcomes& out) {
    Day const& last = life.days.back();
    if (last.left) {
        out.leave_day[user] = static_cast<std::int16_t>(life.days.size() - 1);
        out.cause[user] = static_cast<std::uint8_t>(*last.left);
    }
    write_use(life, user, out);
    out.distress_start[user] = static_cast<float>(life.start.distress);
    out.distress_end[user] = static_cast<float>(last.state.distress);
    out.distress_horizon[user] = static_cast<float>(life.distress_horizon);
    out.alliance_start[user] = static_cast<float>(life.start.alliance);
    out.alliance_end[user] = static_cast<float>(last.state.alliance);
    for (std::size_t j = 0; j < out.components; ++j) {
        std::size_t const cell = user * out.components + j;
        out.components_start[cell] = static_cast<float>(life.start.components[j]);
        out.components_end[cell] = static_cast<float>(last.state.components[j]);
    }
    write_scores(life, theory, user, out);
}

void add(Life const& life, agents::DayTotals& totals) {
    for (std::size_t t = 0; t < life.days.size(); ++t) {
        Day const& day = life.days[t];
        std::size_t const components = day.state.components.size();
        std::size_t const causes = totals.left.size() / totals.active.size();
        double const alliance = day.state.alliance;
        ++totals.active[t];
        totals.opened[t] += day.sessions() > 0 ? 1 : 0;
        totals.sessions[t] += day.sessions();
        totals.failed_attempts[t] += day.failed();
        totals.prompts[t] += day.prompts();
        for (std::size_t p = 0; p < agents::day_parts; ++p) {
            totals.prompts_answered[t] += day.state.prompted[p] && day.attempted[p] ? 1 : 0;
        }
        totals.distress[t] += fixed_point(day.state.distress);
        totals.alliance[t] += fixed_point(alliance);
        totals.alliance_squared[t] += fixed_point(alliance * alliance);
        for (std::size_t j = 0; j < components; ++j) {
            totals.components[t * components + j] += fixed_point(day.state.components[j]);
        }
        if (std::size_t const stages = totals.stages(); day.state.stage > 0) {
            std::size_t const cell = t * stages + day.state.stage - 1;
            ++totals.in_stage[cell];
            totals.entered_stage[cell] += day.state.days_in_stage == 1 ? 1 : 0;
        }
        if (day.switched_stage) {
            ++totals.switched_stage[t];
        }
        if (day.left) {
            ++totals.left[t * causes + *day.left];
        }
    }
}

} // namespace reference
