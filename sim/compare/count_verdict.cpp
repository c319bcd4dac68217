#include "sim/compare/count_verdict.hpp"

#include "analysis/contrasts/paired_difference.hpp"
#include "analysis/mean_of.hpp"
#include "analysis/proportion.hpp"
#include "core/contract.hpp"
#include "sim/compare/contrast_verdict.hpp"
#include "sim/compare/count_tables.hpp"
#include "sim/compare/design_verdict.hpp"
#include "sim/compare/paired_shares.hpp"

#include <numeric>

namespace sim {
namespace {

/// Sum of counts [first, last).
std::int64_t sum_of(Counts const& counts, std::size_t first, std::size_t last) {
    return std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(first),
                           counts.begin() + static_cast<std::ptrdiff_t>(last), std::int64_t{0});
}

/// People whose event is before a day. @param width  counts a day
std::int64_t before(Counts const& by_day, std::size_t width, std::size_t day) {
    return sum_of(by_day, 0, day * width);
}

/// People with the property of a read-out on a day; for days_used the sum of days.
/// @param Tally  a design's
std::int64_t read(DesignTally const& counts, analysis::ReadOut read_out, std::size_t day) {
    std::size_t const days = counts.sizes.days();
    switch (read_out) {
    case analysis::ReadOut::on_day:
        return counts.used[day];
    case analysis::ReadOut::last_use:
        return sum_of(counts.last_use, day + 1, days + 1);
    case analysis::ReadOut::returned:
        return sum_of(counts.returned, 0, day + 1);
    case analysis::ReadOut::days_used:
        return sum_of(counts.used, 0, day + 1);
    case analysis::ReadOut::not_left:
        return sum_of(counts.events[0], day * (1 + counts.sizes.causes), counts.events[0].size());
    }
    HOLDFAST_EXPECT(false && "read_out is one of the enumerators");
    return 0;
}

/// People with the property under both designs. @param read_out  not days_used
std::int64_t read(PairTally const& pairs, analysis::ReadOut read_out, std::size_t day) {
    std::size_t const days = pairs.sizes.days();
    switch (read_out) {
    case analysis::ReadOut::on_day:
        return pairs.used[day];
    case analysis::ReadOut::last_use:
        return sum_of(pairs.last_use, day + 1, days + 1);
    case analysis::ReadOut::returned:
        return sum_of(pairs.returned, 0, day + 1);
    case analysis::ReadOut::not_left: {
        std::int64_t both = 0;
        for (std::size_t one = day; one <= days; ++one) {
            both += sum_of(pairs.events[0], one * (days + 1) + day, (one + 1) * (days + 1));
        }
        return both;
    }
    case analysis::ReadOut::days_used:
        break;
    }
    HOLDFAST_EXPECT(false && "a share is read");
    return 0;
}

/// The judge of everybody, design by design.
class CountsJudge {
public:
    CountsJudge(Record const& record, Judgement const& judgement, double follow_up)
        : record_(record),
          judgement_(judgement),
          level_(judgement.level),
          follow_up_(follow_up),
          definition_(counted_definition(judgement.attrition)),
          people_(static_cast<double>(record.users)) {}

    [[nodiscard]] DesignVerdict judge(std::size_t design) const {
        auto const& counts = *record_.designs[design].counts;
        DesignVerdict verdict;
        verdict.design = design;
        judge_attrition(verdict, events_of(counts, definition_), judgement_, follow_up_);
        auto& measures = verdict.measures;
        for (std::size_t r = 0; r < read_outs.size(); ++r) {
            for (int const day : judgement_.days) {
                measures.retention[r].push_back(
                    retention(counts, read_outs[r], static_cast<std::size_t>(day)));
            }
        }
        measures.open_rate =
            open_rate(sum_of(counts.used, 1, counts.sizes.days()), counts.open_days_squared[0]);
        auto const mean = [&](std::size_t m) {
            return mean_of_units(counts.measures[m], counts.measures_squared[m]);
        };
        verdict.distress_start = mean(distress_start_measure);
        measures.distress_change = mean(distress_change_measure);
        measures.alliance_end = mean(alliance_end_measure);
        for (std::size_t j = 0; j < counts.sizes.components; ++j) {
            measures.components_end.push_back(mean(first_component_measure + j));
        }
        judge_answers(counts, verdict);
        return verdict;
    }

    [[nodiscard]] ContrastVerdict contrast(std::size_t design) const {
        auto const& variant = *record_.designs[design].counts;
        auto const& baseline = *record_.designs[record_.baseline].counts;
        auto const& pairs = *record_.designs[design].pairs;
        ContrastVerdict verdict;
        verdict.design = design;
        contrast_times(verdict, variant, baseline, pairs);
        contrast_shares(verdict.differences, variant, baseline, pairs);
        contrast_measures(verdict.differences, variant, baseline, pairs);
        return verdict;
    }

private:
    [[nodiscard]] analysis::Estimate retention(DesignTally const& counts,
                                               analysis::ReadOut read_out, std::size_t day) const {
        auto const people = read(counts, read_out, day);
        if (read_out == analysis::ReadOut::days_used) {
            return analysis::mean_of_sums(people_, static_cast<double>(people),
                                          static_cast<double>(counts.days_used_squared[day]),
                                          level_);
        }
        return analysis::wilson(static_cast<std::size_t>(people), record_.users, level_);
    }

    /// @param sum, squares  of days used from day 1 to the horizon
    [[nodiscard]] analysis::Estimate open_rate(std::int64_t sum, std::int64_t squares) const {
        double const days = record_.horizon_days;
        return days == 0
                   ? analysis::Estimate{}
                   : analysis::mean_of_sums(people_, static_cast<double>(sum) / days,
                                            static_cast<double>(squares) / days / days, level_);
    }

    [[nodiscard]] analysis::Estimate mean_of_units(std::int64_t sum, std::int64_t squares) const {
        return analysis::mean_of_sums(people_, static_cast<double>(sum) * tally_unit,
                                      static_cast<double>(squares) * tally_unit, level_);
    }

    void judge_answers(DesignTally const& counts, DesignVerdict& verdict) const {
        for (std::size_t n = 0; n < record_.instruments.size(); ++n) {
            auto const& instrument = record_.instruments[n];
            double const width = instrument.high - instrument.low;
            for (std::size_t k = 0; k < instrument.days.size(); ++k) {
                auto const* const at = counts.scores[n].data() + 3 * k;
                InstrumentMean answers;
                answers.instrument = n;
                answers.day = instrument.days[k];
                answers.answered = static_cast<std::size_t>(at[0]);
                auto const share = analysis::mean_of_sums(
                    static_cast<double>(at[0]), static_cast<double>(at[1]) * tally_unit,
                    static_cast<double>(at[2]) * tally_unit, level_);
                answers.mean = {instrument.low + width * share.value,
                                instrument.low + width * share.low,
                                instrument.low + width * share.high, width * share.standard_error};
                verdict.instruments.push_back(answers);
            }
        }
    }

    void contrast_times(ContrastVerdict& verdict, DesignTally const& variant,
                        DesignTally const& baseline, PairTally const& pairs) const {
        auto const same = paired_events_of(pairs, definition_);
        verdict.log_rank =
            analysis::log_rank(events_of(variant, definition_), events_of(baseline, definition_));
        verdict.hazard_ratio =
            analysis::hazard_ratio(same.variant, same.baseline, analysis::Pairing::same_people,
                                   level_, analysis::RowWeights::copies);
        verdict.differences.restricted_mean = analysis::paired_restricted_mean_difference(
                                                  same.variant, same.baseline, follow_up_, level_)
                                                  .paired;
        contrast_events(verdict.differences, variant, baseline, pairs);
    }

    void contrast_events(Measures& differences, DesignTally const& variant,
                         DesignTally const& baseline, PairTally const& pairs) const {
        std::size_t const statuses = statuses_of(definition_, variant.sizes.causes);
        std::size_t const days = variant.sizes.days();
        differences.incidence.resize(statuses);
        for (int const on : judgement_.days) {
            auto const day = static_cast<std::size_t>(on);
            std::int64_t both = 0;
            for (std::size_t one = 0; one < day; ++one) {
                both += sum_of(pairs.events[definition_], one * (days + 1), one * (days + 1) + day);
            }
            // Survival: who outlives the day under one design only had the event under the other.
            differences.survival.push_back(
                difference(before(baseline.events[definition_], 1 + statuses, day),
                           before(variant.events[definition_], 1 + statuses, day), both));
            for (std::size_t cause = 0; cause < statuses; ++cause) {
                auto const& same = pairs.same_cause[definition_];
                differences.incidence[cause].push_back(
                    difference(of_cause(variant, cause, day), of_cause(baseline, cause, day),
                               sum_of(same, cause * days, cause * days + day)));
            }
        }
    }

    /// People whose event of a cause is before a day.
    [[nodiscard]] std::int64_t of_cause(DesignTally const& counts, std::size_t cause,
                                        std::size_t day) const {
        std::size_t const width = 1 + statuses_of(definition_, counts.sizes.causes);
        std::int64_t people = 0;
        for (std::size_t one = 0; one < day; ++one) {
            people += counts.events[definition_][one * width + 1 + cause];
        }
        return people;
    }

    /// Difference of shares. @param first, second, both  people who have it under each and under
    /// both
    [[nodiscard]] analysis::Estimate difference(std::int64_t first, std::int64_t second,
                                                std::int64_t both) const {
        return paired_share_difference(static_cast<std::size_t>(first - both),
                                       static_cast<std::size_t>(second - both), record_.users,
                                       level_);
    }

    void contrast_shares(Measures& differences, DesignTally const& variant,
                         DesignTally const& baseline, PairTally const& pairs) const {
        for (std::size_t r = 0; r < read_outs.size(); ++r) {
            for (int const on : judgement_.days) {
                auto const day = static_cast<std::size_t>(on);
                auto const first = read(variant, read_outs[r], day);
                auto const second = read(baseline, read_outs[r], day);
                differences.retention[r].push_back(
                    read_outs[r] == analysis::ReadOut::days_used
                        ? analysis::mean_of_sums(people_, static_cast<double>(first - second),
                                                 squares(variant.days_used_squared[day],
                                                         baseline.days_used_squared[day],
                                                         pairs.days_used_products[day]),
                                                 level_)
                        : difference(first, second, read(pairs, read_outs[r], day)));
            }
        }
    }

    /// Sum of squares of differences, exactly 0 where all pairs agree.
    [[nodiscard]] static double squares(std::int64_t of_variant, std::int64_t of_baseline,
                                        std::int64_t products) {
        return static_cast<double>((of_variant - products) + (of_baseline - products));
    }

    void contrast_measures(Measures& differences, DesignTally const& variant,
                           DesignTally const& baseline, PairTally const& pairs) const {
        if (double const days = record_.horizon_days; days > 0) {
            auto const sum = sum_of(variant.used, 1, variant.used.size()) -
                             sum_of(baseline.used, 1, baseline.used.size());
            differences.open_rate = analysis::mean_of_sums(people_, static_cast<double>(sum) / days,
                                                           squares(variant.open_days_squared[0],
                                                                   baseline.open_days_squared[0],
                                                                   pairs.open_days_products[0]) /
                                                               days / days,
                                                           level_);
        }
        auto const mean = [&](std::size_t m) {
            return analysis::mean_of_sums(
                people_,
                static_cast<double>(variant.measures[m] - baseline.measures[m]) * tally_unit,
                squares(variant.measures_squared[m], baseline.measures_squared[m],
                        pairs.measures_products[m]) *
                    tally_unit,
                level_);
        };
        differences.distress_change = mean(distress_change_measure);
        differences.alliance_end = mean(alliance_end_measure);
        for (std::size_t j = 0; j < variant.sizes.components; ++j) {
            differences.components_end.push_back(mean(first_component_measure + j));
        }
    }

    Record const& record_;
    Judgement const& judgement_;
    analysis::Level level_;
    double follow_up_;
    std::size_t definition_;
    double people_;
};

} // namespace

std::size_t counted_definition(analysis::Attrition const& attrition) {
    HOLDFAST_EXPECT(!std::holds_alternative<analysis::Inactive>(attrition));
    return std::holds_alternative<analysis::Left>(attrition) ? 0 : 1;
}

GroupVerdict judge_counts(Record const& record, Judgement const& judgement, double follow_up) {
    HOLDFAST_EXPECT(record.kept.counts && judgement.baseline == record.baseline);
    CountsJudge const judge(record, judgement, follow_up);
    GroupVerdict everybody;
    everybody.users = record.users;
    for (std::size_t design = 0; design < record.designs.size(); ++design) {
        everybody.designs.push_back(judge.judge(design));
        if (design != record.baseline) {
            everybody.contrasts.push_back(judge.contrast(design));
        }
    }
    adjust_for_many(everybody.contrasts);
    return everybody;
}

} // namespace sim
