#pragma once

#include <vector>

namespace analysis {

/// The score process of a trial looked at now and then: B(0) = 0, and B(t) - B(s) is normal with
/// mean drift (t - s) and variance t - s; Z(t) = B(t) / sqrt(t). What is held is the density of
/// B(t) for trials that have not stopped, by Gauss-Legendre nodes that lie closely enough for 1e-12
/// in every probability.
/// Source: Armitage, McPherson & Rowe 1969, JRSS A 132:235.
class SequentialWalk {
public:
    /// @param drift  mean of Z at full information
    explicit SequentialWalk(double drift) : drift_(drift), place_{0}, mass_{1} {}

    /// P(not stopped before, B(t) >= b) and P(not stopped before, B(t) <= b). @param t  later than
    /// the last look
    [[nodiscard]] double above(double t, double b) const;
    [[nodiscard]] double below(double t, double b) const;

    /// Looks at t and goes on where low < B(t) < high. @param next  the look after it; t when there
    /// is none. @param low, high  may be infinite
    void look(double t, double low, double high, double next);

private:
    /// sqrt(2 pi) sd times the density at b of what is held plus normal noise.
    [[nodiscard]] double density_at(double b, double sd) const;

    double drift_;
    double time_ = 0;
    std::vector<double> place_; ///< of nodes, B, ascending
    std::vector<double> mass_;  ///< probability at the nodes
};

} // namespace analysis
