#include "sim/compare/design_verdict.hpp"

#include "analysis/curves/aalen_johansen.hpp"
#include "analysis/proportion.hpp"
#include "sim/compare/recorded.hpp"

#include <algorithm>
#include <cmath>

namespace sim {
namespace {

void judge_read_outs(Measures& measures, Keep const& kept, analysis::UsageView const& usage,
                     std::span<std::size_t const> users, Judgement const& judgement) {
    for (std::size_t r = 0; r < read_outs.size(); ++r) {
        if (!can_tell(kept, read_outs[r])) {
            measures.retention[r].resize(judgement.days.size());
            continue;
        }
        for (int const day : judgement.days) {
            measures.retention[r].push_back(
                analysis::retention(usage, users, read_outs[r], day, judgement.level));
        }
    }
}

InstrumentMean judge_answers(std::vector<float> const& scores, std::size_t given,
                             std::size_t column, std::span<std::size_t const> users,
                             analysis::Level level) {
    std::vector<float> answers;
    for (std::size_t const user : users) {
        float const score = scores[user * given + column];
        if (!std::isnan(score)) {
            answers.push_back(score);
        }
    }
    InstrumentMean result;
    result.answered = answers.size();
    result.mean = analysis::mean(answers, level);
    return result;
}

std::vector<InstrumentMean> judge_instruments(Record const& record,
                                              agents::Outcomes const& outcomes,
                                              std::span<std::size_t const> users,
                                              analysis::Level level) {
    std::vector<InstrumentMean> results;
    if (!outcomes.recorded.has(agents::Recorded::questionnaires)) {
        return results;
    }
    for (std::size_t n = 0; n < record.instruments.size(); ++n) {
        auto const& days = record.instruments[n].days;
        for (std::size_t column = 0; column < days.size(); ++column) {
            results.push_back(judge_answers(outcomes.scores[n], days.size(), column, users, level));
            results.back().instrument = n;
            results.back().day = days[column];
        }
    }
    return results;
}

} // namespace

void judge_attrition(DesignVerdict& verdict, analysis::EventTable const& table,
                     Judgement const& judgement, double follow_up) {
    verdict.curve = analysis::kaplan_meier(table, judgement.level);
    verdict.median = verdict.curve.median();
    verdict.measures.restricted_mean = analysis::restricted_mean(verdict.curve, follow_up);
    auto const incidence = analysis::aalen_johansen(table, judgement.level);
    auto const days = judgement.days.size();
    verdict.measures.survival.resize(days);
    verdict.measures.incidence.assign(static_cast<std::size_t>(table.causes),
                                      std::vector<analysis::Estimate>(days));
    for (std::size_t k = 0; k < days && judgement.days[k] <= follow_up; ++k) {
        double const day = judgement.days[k];
        verdict.measures.survival[k] = verdict.curve.at(day);
        for (int cause = 1; cause <= table.causes; ++cause) {
            verdict.measures.incidence[static_cast<std::size_t>(cause - 1)][k] =
                incidence.at(cause, day);
        }
    }
}

DesignVerdict judge_design(Record const& record, agents::Outcomes const& outcomes,
                           Observations const& seen, std::span<std::size_t const> users,
                           Judgement const& judgement, double follow_up) {
    auto const last = last_days(outcomes);
    auto const level = judgement.level;
    DesignVerdict verdict;
    judge_attrition(verdict, seen.attrition, judgement, follow_up);
    judge_read_outs(verdict.measures, record.kept, usage_of(outcomes, last), users, judgement);
    verdict.measures.open_rate = analysis::mean(seen.open_rate, level);
    verdict.measures.distress_change = analysis::mean(seen.distress_change, level);
    verdict.measures.alliance_end = analysis::mean(seen.alliance_end, level);
    for (auto const& component : seen.components_end) {
        verdict.measures.components_end.push_back(analysis::mean(component, level));
    }
    verdict.distress_start = analysis::mean(seen.distress_start, level);
    verdict.instruments = judge_instruments(record, outcomes, users, level);
    return verdict;
}

} // namespace sim
