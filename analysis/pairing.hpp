#pragma once

namespace analysis {

/// How two tables belong together.
enum class Pairing {
    unpaired,    ///< different people; the tables may differ in size
    same_people, ///< row i of both tables is the same person; equal size
};

} // namespace analysis
