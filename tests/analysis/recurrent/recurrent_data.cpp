#include "tests/analysis/recurrent/recurrent_data.hpp"

#include <algorithm>
#include <map>

namespace tests::recurrent {

namespace {

analysis::RecurrentTable rows(Frame const& frame, std::string const& start, std::string const& stop,
                              std::string const& status) {
    return {.person = frame.integer("id"),
            .start = frame.number(start),
            .stop = frame.number(stop),
            .status = frame.integer(status)};
}

} // namespace

analysis::RecurrentTable bladder2(Frame const& frame) {
    return rows(frame, "start", "stop", "event");
}

analysis::RecurrentTable cgd(Frame const& frame) {
    return rows(frame, "tstart", "tstop", "status");
}

analysis::RecurrentTable heart(Frame const& frame) {
    return rows(frame, "start", "stop", "event");
}

analysis::RecurrentTable colon(Frame const& frame) {
    auto table = rows(frame, "start", "stop", "to");
    for (int& status : table.status) {
        status = std::max(0, status - 1);
    }
    return table;
}

analysis::TransitionTable state_rows(std::string const& name,
                                     std::vector<std::string> const& states) {
    auto const frame = data_set(name);
    analysis::TransitionTable table{.states = states,
                                    .person = frame.integer("id"),
                                    .start = frame.number("start"),
                                    .stop = frame.number("stop"),
                                    .from = frame.integer("from"),
                                    .to = frame.integer("to")};
    for (std::size_t i = 0; i < table.size(); ++i) {
        --table.from[i];
        --table.to[i]; // 0, none, becomes no_state
    }
    return table;
}

analysis::TransitionTable mgus2() {
    return state_rows("states_mgus2", {"mgus", "pcm", "death"});
}

analysis::TransitionTable mgus2_by_age() {
    auto table = mgus2();
    auto const people = data_set("mgus2");
    auto const id = people.integer("id");
    auto const age = people.number("age");
    std::map<int, double> age_of;
    for (std::size_t i = 0; i < id.size(); ++i) {
        age_of[id[i]] = age[i];
    }
    for (std::size_t i = 0; i < table.size(); ++i) {
        table.start[i] += 12 * age_of[table.person[i]];
        table.stop[i] += 12 * age_of[table.person[i]];
    }
    return table;
}

analysis::TransitionTable myeloid() {
    return state_rows("states_myeloid", {"entry", "cr", "relapse", "death"});
}

analysis::TransitionTable pbcseq() {
    return state_rows("states_pbcseq", {"normal", "raised", "high", "severe", "ended"});
}

} // namespace tests::recurrent
