#pragma once

#include "sim/record.hpp"

namespace core {
class Ranks;
}

namespace sim {

/// Sends the columns of a part of the users to the first rank.
void send(Record const& part, core::Ranks const& ranks);

/// Receives what a rank sends into a record that has the shape of what was sent.
void receive(Record& part, int from, core::Ranks const& ranks);

} // namespace sim
