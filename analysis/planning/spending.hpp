#pragma once

#include <variant>

namespace analysis {

/// How much of alpha may be spent by the time a share t of the planned information is in. Each is 0
/// at 0 and alpha at 1, rising.

/// 2 - 2 Phi(z_{alpha/2} / sqrt(t)): bounds like O'Brien and Fleming's, next to nothing early.
struct OBrienFlemingSpending {};
/// alpha log(1 + (e - 1) t): bounds like Pocock's, nearly flat.
struct PocockSpending {};
/// alpha t^rho. @param rho  > 0: 1 spends evenly, 3 is near O'Brien and Fleming's
struct PowerSpending {
    double rho = 3;
};
/// alpha (1 - exp(-gamma t)) / (1 - exp(-gamma)), alpha t for gamma = 0.
struct HwangShihDeCaniSpending {
    double gamma = -4;
};

using Spending =
    std::variant<OBrienFlemingSpending, PocockSpending, PowerSpending, HwangShihDeCaniSpending>;

/// @param alpha  (0,1), of one side; @param t  >= 0, share of the planned information; 1 from 1 on
/// Source: Lan & DeMets 1983; Kim & DeMets 1987; Hwang, Shih & DeCani 1990.
[[nodiscard]] double alpha_spent(Spending const& spending, double alpha, double t);

} // namespace analysis
