#include "sim/show/drawn_cohort.hpp"

#include "core/contract.hpp"
#include "core/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sim {

namespace {

constexpr std::size_t bins = 24;

/// Normal scores of the ranks of values, ties at their middle rank. Shape (users).
std::vector<double> normal_scores(std::vector<float> const& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> scores(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last < order.size() && values[order[last]] == values[order[first]]) {
            ++last;
        }
        double const rank = 0.5 * static_cast<double>(first + last);
        double const score =
            core::portable::normal_quantile(rank / static_cast<double>(values.size()));
        for (; first < last; ++first) {
            scores[order[first]] = score;
        }
    }
    return scores;
}

/// NaN where one of the two never varies.
double correlation(std::vector<double> const& x, std::vector<double> const& y) {
    auto const n = static_cast<double>(x.size());
    double const mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
    double const mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xy = 0.0;
    double xx = 0.0;
    double yy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - mean_x) * (y[i] - mean_y);
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
    }
    return xy / std::sqrt(xx * yy);
}

Histogram histogram_of(std::vector<float> values) {
    std::sort(values.begin(), values.end());
    auto const quantile = [&](double p) {
        auto const at = static_cast<std::size_t>(p * static_cast<double>(values.size() - 1));
        return static_cast<double>(values[at]);
    };
    double const low = quantile(0.005);
    double const high = std::max(quantile(0.995), low + 1e-9);
    Histogram histogram;
    for (std::size_t i = 0; i <= bins; ++i) {
        histogram.edges.push_back(low + (high - low) * static_cast<double>(i) / double{bins});
    }
    histogram.shares.assign(bins, 0.0);
    for (float const value : values) {
        double const place = (static_cast<double>(value) - low) / (high - low) * double{bins};
        auto const bin = static_cast<std::size_t>(std::clamp(place, 0.0, double{bins} - 0.5));
        histogram.shares[bin] += 1.0 / static_cast<double>(values.size());
    }
    return histogram;
}

void describe_numbers(DrawnTrait& drawn, std::vector<float> const& values) {
    auto const n = static_cast<double>(values.size());
    for (float const value : values) {
        drawn.mean += static_cast<double>(value) / n;
    }
    for (float const value : values) {
        double const away = static_cast<double>(value) - drawn.mean;
        drawn.sd += away * away / n;
    }
    drawn.sd = std::sqrt(drawn.sd);
    auto const [low, high] = std::minmax_element(values.begin(), values.end());
    drawn.low = static_cast<double>(*low);
    drawn.high = static_cast<double>(*high);
    if (drawn.low < drawn.high) {
        drawn.histogram = histogram_of(values);
    }
}

void describe_levels(DrawnTrait& drawn, std::vector<float> const& codes, float first_code) {
    drawn.shares.assign(drawn.levels.size(), 0.0);
    for (float const code : codes) {
        auto const level = static_cast<std::ptrdiff_t>(code - first_code);
        if (level >= 0) {
            drawn.shares[static_cast<std::size_t>(level)] +=
                1.0 / static_cast<double>(codes.size());
        }
    }
}

DrawnTrait describe(agents::Trait const& trait, agents::TraitColumn const& column) {
    DrawnTrait drawn;
    drawn.trait = &trait;
    drawn.asked = asked_of(trait.marginal);
    if (std::holds_alternative<agents::Bernoulli>(trait.marginal)) {
        drawn.levels = {"yes"};
        describe_levels(drawn, column.values, 1.0F);
    } else if (!column.levels.empty()) {
        drawn.levels = column.levels;
        describe_levels(drawn, column.values, 0.0F);
    } else {
        describe_numbers(drawn, column.values);
    }
    return drawn;
}

/// More people than there are rows would only repeat them.
std::size_t how_many(agents::Cohort const& cohort, std::size_t asked) {
    bool const listed =
        cohort.people_rows > 0 && cohort.people_order == agents::PeopleOrder::as_listed;
    return listed ? std::min(asked, cohort.people_rows) : asked;
}

} // namespace

DrawnCohort::DrawnCohort(agents::Cohort const& of, ShowCohortOptions const& options)
    : cohort(of), seed(options.seed) {
    HOLDFAST_EXPECT(options.people >= 2);
    agents::Synthesis const synthesis(cohort, seed);
    people = synthesis.blank(how_many(cohort, options.people));
    synthesis.fill(people, 0, people.users);
    for (std::size_t i = 0; i < cohort.traits.size(); ++i) {
        traits.push_back(describe(cohort.traits[i], people.traits[i]));
    }

    std::vector<std::vector<double>> scores(cohort.traits.size());
    auto const scores_of = [&](std::size_t trait) -> std::vector<double> const& {
        if (scores[trait].empty()) {
            scores[trait] = normal_scores(people.traits[trait].values);
        }
        return scores[trait];
    };
    for (auto const& pair : cohort.correlations) {
        bool const tied = !traits[pair.first].levels.empty() || !traits[pair.second].levels.empty();
        correlations.push_back({cohort.traits[pair.first].name, cohort.traits[pair.second].name,
                                pair.r, correlation(scores_of(pair.first), scores_of(pair.second)),
                                tied});
    }
    std::stable_sort(correlations.begin(), correlations.end(), [](auto const& a, auto const& b) {
        auto const difference = [](auto const& c) { return std::abs(c.realised - c.asked); };
        return a.tied != b.tied ? !a.tied : difference(a) > difference(b);
    });
}

} // namespace sim
