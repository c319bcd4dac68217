#pragma once

#include "agents/theory.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agents {

/// Where each state variable of a user lives in the kernel's table: the vocabulary of MODEL
/// section 4. Rows: subthemes, components, then the built-in ones; need and prompted have one row a
/// day-part.
class StateLayout {
public:
    explicit StateLayout(Theory const& theory);

    [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::size_t subtheme(std::size_t k) const noexcept { return k; }
    [[nodiscard]] std::size_t component(std::size_t j) const noexcept { return subthemes_ + j; }

    std::size_t alliance, distress, need, habit, expectation, disappointment, prompt_fatigue,
        novelty, idle_days, days_since_install, goal_progress, goals_reached, prompted,
        used_yesterday, weekend, waiting_list_over, peers_active, peers_left;

    /// The row of a name, that of the night for need and prompted; nothing for an unknown name.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    /// True for need and prompted: what differs by day-part, and is known only to engagement and
    /// quality.
    [[nodiscard]] bool by_day_part(std::size_t row) const noexcept {
        return row == need || row == prompted;
    }
    /// True for what is felt of peers: always 0 for who has none.
    [[nodiscard]] bool of_peers(std::size_t row) const noexcept {
        return row == peers_active || row == peers_left;
    }
    /// Every name that a predictor may use.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    std::size_t subthemes_;
    std::size_t rows_;
    std::vector<std::pair<std::string, std::size_t>> by_name_;
};

} // namespace agents
