#include "tests/reference/agreement.hpp"

#include "tests/reference/kernel_run.hpp"
#include "tests/reference/scalar_model.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace reference {

namespace {

constexpr std::size_t most_told = 10;

/// The state of the reference as a column of the kernel's table.
std::vector<double> rows_of(State const& state, agents::StateLayout const& layout) {
    std::vector<double> rows(layout.rows(), 0.0);
    for (std::size_t k = 0; k < state.subthemes.size(); ++k) {
        rows[layout.subtheme(k)] = state.subthemes[k];
    }
    for (std::size_t j = 0; j < state.components.size(); ++j) {
        rows[layout.component(j)] = state.components[j];
    }
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        rows[layout.need + p] = state.need[p];
        rows[layout.prompted + p] = state.prompted[p] ? 1.0 : 0.0;
    }
    rows[layout.alliance] = state.alliance;
    rows[layout.distress] = state.distress;
    rows[layout.habit] = state.habit;
    rows[layout.expectation] = state.expectation;
    rows[layout.disappointment] = state.disappointment;
    rows[layout.prompt_fatigue] = state.prompt_fatigue;
    rows[layout.novelty] = state.novelty;
    rows[layout.idle_days] = state.idle_days;
    rows[layout.days_since_install] = state.days_since_install;
    rows[layout.goal_progress] = state.goal_progress;
    rows[layout.goals_reached] = state.goals_reached;
    rows[layout.used_yesterday] = state.used_yesterday ? 1.0 : 0.0;
    rows[layout.weekend] = state.weekend ? 1.0 : 0.0;
    rows[layout.waiting_list_over] = state.waiting_list_over ? 1.0 : 0.0;
    return rows;
}

std::vector<std::string> row_names(agents::StateLayout const& layout) {
    std::vector<std::string> names(layout.rows());
    for (std::string const& name : layout.names()) {
        std::size_t const row = *layout.find(name);
        std::size_t const parts = layout.by_day_part(row) ? agents::day_parts : 1;
        for (std::size_t p = 0; p < parts; ++p) {
            names[row + p] = parts == 1 ? name : fmt::format("{}[{}]", name, p);
        }
    }
    return names;
}

std::string bits(agents::PerDayPart<bool> const& parts) {
    return fmt::format("{:d}{:d}{:d}{:d}", parts[0], parts[1], parts[2], parts[3]);
}

/// Compares one world and writes down what it finds.
class Judge {
public:
    Judge(World const& world, agents::Luck luck, std::size_t block)
        : world_(world),
          layout_(world.theory),
          names_(row_names(layout_)),
          diary_(layout_, world.population.users),
          run_(run_kernel(world, luck, block, &diary_)),
          model_(world.theory, world.design, world.population, luck.seed, luck.replicate,
                 world.horizon_days),
          expected_(blank_outcomes(world.theory, world.population.users, world.horizon_days)),
          expected_totals_(world.horizon_days, world.theory.components.size(),
                           world.theory.causes.size(), world.design.stages.size()) {}

    Agreement judge() {
        for (std::size_t user = 0; user < world_.population.users; ++user) {
            Life const life = model_.live(user);
            count(life);
            write(life, world_.theory, user, expected_);
            add(life, expected_totals_);
            if (compare_days(user, life)) {
                compare_outcomes(user);
            }
            ++found_.users;
        }
        if (found_.roundings == 0) {
            compare_totals();
        }
        return found_;
    }

private:
    void tell(std::string what) {
        if (found_.disagreements.size() < most_told) {
            found_.disagreements.push_back(std::move(what));
        }
    }

    void count(Life const& life) {
        for (Day const& day : life.days) {
            found_.sessions += static_cast<std::size_t>(day.sessions());
            found_.prompts += static_cast<std::size_t>(day.prompts());
            found_.failed += static_cast<std::size_t>(day.failed());
            found_.events += static_cast<std::size_t>(
                std::count(day.happened.begin(), day.happened.end(), true));
            found_.goals += day.state.goal_flag ? 1U : 0U;
            found_.left += day.left ? 1U : 0U;
            found_.switches += day.switched_stage ? 1U : 0U;
            for (auto const& score : day.score) {
                found_.answers += score ? 1U : 0U;
            }
        }
    }

    /// True when user's whole life agrees.
    bool compare_days(std::size_t user, Life const& life) {
        std::vector<KernelDay> const& kernel = diary_.lives[user];
        for (std::size_t t = 0; t < life.days.size(); ++t) {
            Day const& day = life.days[t];
            std::string const difference = t < kernel.size()
                                               ? difference_of_day(user, t, kernel[t], day)
                                               : "the kernel's user had left already";
            if (!difference.empty()) {
                give_up(user, t, day, difference);
                return false;
            }
            ++found_.days;
        }
        if (kernel.size() != life.days.size()) {
            tell(fmt::format("user {}: {} days in the kernel, {} in the reference", user,
                             kernel.size(), life.days.size()));
            return false;
        }
        return true;
    }

    void give_up(std::size_t user, std::size_t t, Day const& day, std::string const& difference) {
        Decision const narrowest = day.narrowest();
        if (narrowest.margin < narrow_margin) {
            ++found_.roundings;
            return;
        }
        tell(fmt::format("user {} day {}: {} (narrowest decision: {} by {:.2g})", user, t,
                         difference, narrowest.what, narrowest.margin));
    }

    /// Empty when the day agrees.
    std::string difference_of_day(std::size_t user, std::size_t t, KernelDay const& kernel,
                                  Day const& day) {
        if (kernel.attempted != day.attempted) {
            return fmt::format("attempts {} against {}", bits(kernel.attempted),
                               bits(day.attempted));
        }
        if (kernel.opened != day.opened) {
            return fmt::format("sessions {} against {}", bits(kernel.opened), bits(day.opened));
        }
        if (std::string const state = difference_of_state(kernel, day); !state.empty()) {
            return state;
        }
        if (kernel.leaving != day.left.has_value()) {
            return fmt::format("leaving {:d} against {:d}", kernel.leaving, day.left.has_value());
        }
        if (day.left && run_.outcomes.cause[user] != *day.left) {
            return fmt::format("cause {} against {}", run_.outcomes.cause[user], *day.left);
        }
        return difference_of_scores(user, t, day);
    }

    std::string difference_of_state(KernelDay const& kernel, Day const& day) {
        std::vector<double> const rows = rows_of(day.state, layout_);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            double const error =
                std::abs(static_cast<double>(kernel.rows[r]) - rows[r]) / (1.0 + std::abs(rows[r]));
            if (!(error <= state_tolerance)) {
                return fmt::format("{} {} against {}", names_[r], kernel.rows[r], rows[r]);
            }
            if (error > found_.largest_error) {
                found_.largest_error = error;
                found_.largest_error_where = names_[r];
            }
        }
        return {};
    }

    std::string difference_of_scores(std::size_t user, std::size_t t, Day const& day) {
        for (std::size_t i = 0; i < world_.theory.instruments.size(); ++i) {
            std::vector<int> const days =
                days_within_horizon(world_.theory.instruments[i], world_.horizon_days);
            for (std::size_t n = 0; n < days.size(); ++n) {
                if (static_cast<std::size_t>(days[n]) != t) {
                    continue;
                }
                float const score = run_.outcomes.scores[i][user * days.size() + n];
                double const expected = day.score[i].value_or(NAN);
                bool const both_not_given = std::isnan(score) && std::isnan(expected);
                if (!both_not_given && !(std::abs(score - expected) <= 1e-5)) {
                    return fmt::format("score {} against {}", score, expected);
                }
            }
        }
        return {};
    }

    template <class T>
    void same(std::string_view column, std::size_t cell, std::vector<T> const& kernel,
              std::vector<T> const& expected) {
        double const a = kernel[cell];
        double const b = expected[cell];
        double const allowed = std::is_integral_v<T> ? 0.0 : state_tolerance;
        if (!(std::abs(a - b) <= allowed)) {
            tell(fmt::format("outcome {}[{}]: {} against {}", column, cell, a, b));
        }
    }

    void compare_outcomes(std::size_t user) {
        agents::Outcomes const& a = run_.outcomes;
        agents::Outcomes const& b = expected_;
        same("leave_day", user, a.leave_day, b.leave_day);
        same("cause", user, a.cause, b.cause);
        same("last_use", user, a.last_use, b.last_use);
        same("days_used", user, a.days_used, b.days_used);
        same("sessions", user, a.sessions, b.sessions);
        same("failed_attempts", user, a.failed_attempts, b.failed_attempts);
        same("distress_start", user, a.distress_start, b.distress_start);
        same("distress_end", user, a.distress_end, b.distress_end);
        same("distress_horizon", user, a.distress_horizon, b.distress_horizon);
        same("alliance_start", user, a.alliance_start, b.alliance_start);
        same("alliance_end", user, a.alliance_end, b.alliance_end);
        for (std::size_t j = 0; j < b.components; ++j) {
            same("components_start", user * b.components + j, a.components_start,
                 b.components_start);
            same("components_end", user * b.components + j, a.components_end, b.components_end);
        }
        for (std::size_t n = 0; n < b.bytes_of_use; ++n) {
            same("use", user * b.bytes_of_use + n, a.use, b.use);
        }
        for (std::size_t i = 0; i < b.scores.size(); ++i) {
            std::size_t const given = b.scores[i].size() / b.users;
            for (std::size_t n = user * given; n < (user + 1) * given; ++n) {
                if (std::isnan(a.scores[i][n]) != std::isnan(b.scores[i][n])) {
                    tell(fmt::format("user {}: given instrument {} in one alone", user, i));
                }
            }
        }
    }

    /// @param each  what one user's rounding may add to a cell
    void same_totals(std::string_view what, std::vector<std::int64_t> const& kernel,
                     std::vector<std::int64_t> const& expected, double each) {
        if (kernel.size() != expected.size()) {
            tell(fmt::format("totals of {}: {} cells against {}", what, kernel.size(),
                             expected.size()));
            return;
        }
        double const allowed = each * static_cast<double>(world_.population.users);
        for (std::size_t n = 0; n < kernel.size(); ++n) {
            auto const difference = static_cast<double>(kernel[n] - expected[n]);
            if (std::abs(difference) > allowed) {
                tell(fmt::format("totals of {}[{}]: {} against {}", what, n, kernel[n],
                                 expected[n]));
                return;
            }
        }
    }

    void compare_totals() {
        agents::DayTotals const& a = run_.totals;
        agents::DayTotals const& b = expected_totals_;
        // A sum of states may be off by a user's rounding to the fixed point and by the tolerance
        // of the state.
        double const state = 1.0 + 2.0 * state_tolerance / agents::DayTotals::unit;
        same_totals("active", a.active, b.active, 0.0);
        same_totals("opened", a.opened, b.opened, 0.0);
        same_totals("sessions", a.sessions, b.sessions, 0.0);
        same_totals("failed attempts", a.failed_attempts, b.failed_attempts, 0.0);
        same_totals("prompts", a.prompts, b.prompts, 0.0);
        same_totals("prompts answered", a.prompts_answered, b.prompts_answered, 0.0);
        same_totals("left", a.left, b.left, 0.0);
        same_totals("in stage", a.in_stage, b.in_stage, 0.0);
        same_totals("entered stage", a.entered_stage, b.entered_stage, 0.0);
        same_totals("switched stage", a.switched_stage, b.switched_stage, 0.0);
        same_totals("distress", a.distress, b.distress, state);
        same_totals("alliance", a.alliance, b.alliance, state);
        same_totals("alliance squared", a.alliance_squared, b.alliance_squared, state);
        same_totals("components", a.components, b.components, state);
    }

    World const& world_;
    agents::StateLayout layout_;
    std::vector<std::string> names_;
    Diary diary_;
    KernelRun run_;
    ScalarModel model_;
    agents::Outcomes expected_;
    agents::DayTotals expected_totals_;
    Agreement found_;
};

} // namespace

Agreement compare(World const& world, agents::Luck luck, std::size_t block) {
    return Judge(world, luck, block).judge();
}

} // namespace reference
