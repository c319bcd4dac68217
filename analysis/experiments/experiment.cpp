#include "analysis/experiments/experiment.hpp"

namespace analysis {

std::uint64_t Experiment::size() const {
    return std::visit([](auto const& design) { return design.size(); }, design_);
}

std::size_t Experiment::factors() const {
    return std::visit([](auto const& design) { return design.factors(); }, design_);
}

void Experiment::point(std::uint64_t i, std::span<double> unit) const {
    std::visit([&](auto const& design) { design.point(i, unit); }, design_);
}

} // namespace analysis
