#include "agents/state_layout.hpp"

namespace agents {

StateLayout::StateLayout(Theory const& theory) : subthemes_(theory.subthemes.size()), rows_(0) {
    auto const add = [this](std::string const& name, std::size_t rows = 1) {
        by_name_.emplace_back(name, rows_);
        rows_ += rows;
        return rows_ - rows;
    };
    for (auto const& subtheme : theory.subthemes) {
        add(subtheme.name);
    }
    for (auto const& component : theory.components) {
        add(component.name);
    }
    alliance = add("alliance");
    distress = add("distress");
    need = add("need", day_parts);
    habit = add("habit");
    expectation = add("expectation");
    disappointment = add("disappointment");
    prompt_fatigue = add("prompt_fatigue");
    novelty = add("novelty");
    idle_days = add("idle_days");
    days_since_install = add("days_since_install");
    goal_progress = add("goal_progress");
    goals_reached = add("goals_reached");
    prompted = add("prompted", day_parts);
    used_yesterday = add("used_yesterday");
    weekend = add("weekend");
    waiting_list_over = add("waiting_list_over");
    peers_active = add("peers_active");
    peers_left = add("peers_left");
}

std::optional<std::size_t> StateLayout::find(std::string_view name) const {
    for (auto const& [known, row] : by_name_) {
        if (known == name) {
            return row;
        }
    }
    return std::nullopt;
}

std::vector<std::string> StateLayout::names() const {
    std::vector<std::string> names;
    names.reserve(by_name_.size());
    for (auto const& [name, row] : by_name_) {
        names.push_back(name);
    }
    return names;
}

} // namespace agents
