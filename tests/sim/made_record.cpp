#include "tests/sim/made_record.hpp"

#include <algorithm>
#include <limits>
#include <random>

namespace tests {
namespace {

void fill_life(agents::Outcomes& outcomes, std::size_t user, Life const& life) {
    for (int const day : life.days_of_use) {
        auto const d = static_cast<std::size_t>(day);
        auto& byte = outcomes.use[user * outcomes.bytes_of_use + d / 8];
        byte = static_cast<std::uint8_t>(byte | (1U << (d % 8)));
        outcomes.last_use[user] = std::max(outcomes.last_use[user], static_cast<std::int16_t>(day));
    }
    outcomes.days_used[user] = static_cast<std::uint16_t>(life.days_of_use.size());
    outcomes.sessions[user] = static_cast<std::uint32_t>(life.days_of_use.size());
    outcomes.leave_day[user] = static_cast<std::int16_t>(life.leave_day);
    outcomes.cause[user] =
        life.cause < 0 ? agents::no_cause : static_cast<std::uint8_t>(life.cause);
}

void add_to_totals(agents::DayTotals& totals, std::size_t causes, Life const& life, int horizon) {
    int const last = life.leave_day < 0 ? horizon : life.leave_day;
    for (int day = 0; day <= last; ++day) {
        ++totals.active[static_cast<std::size_t>(day)];
    }
    for (int const day : life.days_of_use) {
        ++totals.opened[static_cast<std::size_t>(day)];
        ++totals.sessions[static_cast<std::size_t>(day)];
    }
    if (life.cause >= 0) {
        ++totals.left[static_cast<std::size_t>(life.leave_day) * causes +
                      static_cast<std::size_t>(life.cause)];
    }
}

sim::DesignRecord design_record(sim::Record const& record, std::string name,
                                std::vector<Life> const& lives) {
    std::vector<std::size_t> days_given;
    for (auto const& instrument : record.instruments) {
        days_given.push_back(instrument.days.size());
    }
    sim::DesignRecord design;
    design.name = std::move(name);
    design.outcomes =
        agents::Outcomes(record.users, record.horizon_days, record.components.size(), days_given);
    design.days =
        agents::DayTotals(record.horizon_days, record.components.size(), record.causes.size());
    for (std::size_t user = 0; user < lives.size(); ++user) {
        fill_life(design.outcomes, user, lives[user]);
        add_to_totals(design.days, record.causes.size(), lives[user], record.horizon_days);
    }
    return design;
}

sim::Record frame(std::size_t users, int horizon_days) {
    sim::Record record;
    record.scenario = "by hand";
    record.users = users;
    record.users_asked = users;
    record.horizon_days = horizon_days;
    record.seed = 18446744073709551615U;
    record.replicate = 7;
    record.components = {"connection", "goals"};
    record.causes = {"drifted", "fulfilled"};
    record.population.users = users;
    record.origin.version = "0.1.0";
    record.origin.sources = {{"a.yaml", "kind: scenario\nname: \xC3\xA9t\xC3\xA9\n"},
                             {"b.yaml", ""}};
    record.origin.overrides = {"users=4"};
    return record;
}

Life random_life(std::mt19937& random, int horizon_days) {
    auto const uniform = [&] { return static_cast<double>(random()) / 4294967296.0; };
    double const eagerness = uniform() * uniform();
    Life life;
    for (int day = 0; day <= horizon_days; ++day) {
        if (day == 0 || uniform() < eagerness) {
            life.days_of_use.push_back(day);
        }
        if (uniform() < 0.05 * (1.0 - eagerness)) {
            life.leave_day = day;
            life.cause = uniform() < 0.7 ? 0 : 1;
            break;
        }
    }
    return life;
}

/// Two stages: the first is entered by everybody on day 0, the second by nobody.
void add_stages(sim::DesignRecord& design, int horizon_days) {
    auto const days = static_cast<std::size_t>(horizon_days) + 1;
    design.stages = {"first", "second"};
    design.days.in_stage.assign(2 * days, 0);
    design.days.entered_stage.assign(2 * days, 0);
    design.days.switched_stage.assign(days, 0);
    for (std::size_t t = 0; t < days; ++t) {
        design.days.in_stage[2 * t] = design.days.active[t];
    }
    design.days.entered_stage[0] = design.days.switched_stage[0] = design.days.active[0];
}

} // namespace

sim::Record record_by_hand() {
    auto record = frame(4, 8);
    record.population.traits = {{"lives_alone", "", {}, {0, 1, 1, 0}},
                                {"style", "", {"passive", "personifier"}, {1, 0, 1, 1}},
                                {"age", "years", {}, {20, 30, 40, 50}}};
    record.designs.push_back(design_record(
        record, "plain", {{{0}, 0, 0}, {{0, 1}, 3, 0}, {{0, 2, 5}, -1, -1}, {{0, 1}, 1, 1}}));
    record.designs.push_back(design_record(
        record, "kind",
        {{{0, 1, 2}, 4, 0}, {{0, 1}, 3, 0}, {{0, 2, 5, 8}, -1, -1}, {{0, 7}, -1, -1}}));
    for (auto& design : record.designs) {
        design.outcomes.distress_start = {0.5F, 0.25F, 0.75F, 0.5F};
        design.outcomes.distress_horizon = {0.5F, 0.25F, 0.5F, 0.25F};
    }
    record.designs[0].outcomes.alliance_end = {0.25F, 0.5F, 0.5F, 0.25F};
    record.designs[1].outcomes.alliance_end = {0.5F, 0.5F, 0.75F, 0.75F};
    return record;
}

sim::Record random_record(std::size_t users, int horizon_days, std::size_t designs,
                          std::uint32_t seed) {
    std::mt19937 random(seed);
    auto const fill = [&](std::vector<float>& column) {
        std::generate(column.begin(), column.end(),
                      [&] { return static_cast<float>(random() >> 8) * 0x1p-24F; });
    };
    auto record = frame(users, horizon_days);
    record.instruments = {{"wai", 1.0, 5.0, {0, horizon_days}}};
    record.population.traits = {{"lives_alone", "", {}, std::vector<float>(users)},
                                {"age", "years", {}, std::vector<float>(users)}};
    fill(record.population.traits[1].values);
    for (std::size_t user = 0; user < users; ++user) {
        record.population.traits[0].values[user] = static_cast<float>(user % 2);
    }
    for (std::size_t d = 0; d < designs; ++d) {
        std::vector<Life> lives(users);
        std::generate(lives.begin(), lives.end(),
                      [&] { return random_life(random, horizon_days); });
        auto design = design_record(record, "design " + std::to_string(d), lives);
        for (auto* column : {&design.outcomes.distress_start, &design.outcomes.distress_end,
                             &design.outcomes.distress_horizon, &design.outcomes.alliance_start,
                             &design.outcomes.alliance_end, &design.outcomes.components_start,
                             &design.outcomes.components_end, design.outcomes.scores.data()}) {
            fill(*column);
        }
        for (std::size_t i = 0; i < design.outcomes.scores[0].size(); i += 3) {
            design.outcomes.scores[0][i] = std::numeric_limits<float>::quiet_NaN();
        }
        for (auto* column : {&design.days.distress, &design.days.alliance,
                             &design.days.alliance_squared, &design.days.components}) {
            std::generate(column->begin(), column->end(),
                          [&] { return static_cast<std::int64_t>(random()); });
        }
        if (d == 1) {
            add_stages(design, horizon_days);
        }
        record.designs.push_back(std::move(design));
    }
    return record;
}

} // namespace tests
