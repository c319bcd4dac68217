// What most of the time for making people goes to, compiled once for every instruction set, as
// day/kernel.cpp is.

#include "agents/trait_scores.hpp"

#include "agents/purpose.hpp"
#include "core/distributions.hpp"
#include "core/moderate_log.hpp"
#include "core/normal_score.hpp"

#include <array>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "agents/trait_scores.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/lane_philox.hpp"
#include "core/lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace agents::HWY_NAMESPACE {

using namespace core::HWY_NAMESPACE;
namespace portable = core::portable;

/// (word + 1/2) / 2^32, by way of signed numbers: only AVX-512 converts unsigned ones.
HWY_INLINE double uniform_of(std::uint32_t word) {
    auto const centred = static_cast<std::int32_t>(word ^ 0x80000000U);
    return (static_cast<double>(centred) + (0x1p31 + 0.5)) * 0x1p-32;
}

void uniforms_here(core::philox::Key key, std::uint32_t const* users, std::size_t traits,
                   double* uniforms) {
    alignas(64) std::uint32_t words[4][users_at_a_time];
    for (std::size_t four = 0; 4 * four < traits; ++four) {
        for (std::size_t i = 0; i < users_at_a_time; i += lanes) {
            WordsOfMany const drawn =
                philox_block(key, load(users + i), static_cast<std::uint32_t>(four),
                             purpose_of(Purpose::traits), 0);
            for (std::size_t w = 0; w < 4; ++w) {
                store(drawn[w], &words[w][i]);
            }
        }
        for (std::size_t w = 0; w < 4; ++w) {
            double* HWY_RESTRICT const row = uniforms + (4 * four + w) * users_at_a_time;
            for (std::size_t i = 0; i < users_at_a_time; ++i) {
                row[i] = uniform_of(words[w][i]);
            }
        }
    }
}

/// Those too far out for the formula of the centre (one in seven), side by side.
struct Tail {
    alignas(64) double probability[users_at_a_time];
    alignas(64) double score[users_at_a_time];
    std::uint32_t place[users_at_a_time];
    std::size_t count = 0;
};

HWY_INLINE void tail_scores(Tail& tail) {
    for (std::size_t n = 0; n < tail.count; ++n) {
        double const r = std::sqrt(-portable::moderate_log(tail.probability[n]));
        tail.score[n] = portable::score_in_near_tail(r);
    }
}

void scores_here(double const* HWY_RESTRICT probabilities, double* HWY_RESTRICT scores) {
    for (std::size_t i = 0; i < users_at_a_time; ++i) {
        double const q = probabilities[i] - 0.5;
        scores[i] = portable::score_near_centre(q, 0.180625 - q * q);
    }
    // Nearer to 0 or 1 than this the formula of the tail is another one.
    constexpr double near = 0x1p-36;
    Tail tail;
    for (std::size_t i = 0; i < users_at_a_time; ++i) {
        double const p = probabilities[i];
        double const q = p - 0.5;
        double const outside = p < 0.5 ? p : 1.0 - p;
        if (outside < near) {
            scores[i] = portable::normal_quantile(p);
        } else if (0.180625 - q * q < 0.0) {
            tail.probability[tail.count] = outside;
            tail.place[tail.count++] = static_cast<std::uint32_t>(i);
        }
    }
    tail_scores(tail);
    for (std::size_t n = 0; n < tail.count; ++n) {
        std::size_t const i = tail.place[n];
        scores[i] = probabilities[i] < 0.5 ? -tail.score[n] : tail.score[n];
    }
}

void betas_here(portable::BetaOfScore const& beta, double const* HWY_RESTRICT scores,
                double* HWY_RESTRICT values) {
    // Where, what stands there, and what it comes to: the first and the last become vectors, and in
    // between nothing waits for anything.
    using Beta = portable::BetaOfScore;
    alignas(64) double t[users_at_a_time];
    alignas(64) std::int32_t left[users_at_a_time];
    for (std::size_t i = 0; i < users_at_a_time; ++i) {
        auto const place = Beta::place_of(scores[i]);
        left[i] = place.left;
        t[i] = place.t;
    }
    alignas(64) double knot[6][users_at_a_time];
    Beta::Knot const* const knots = beta.knots();
    for (std::size_t i = 0; i < users_at_a_time; ++i) {
        Beta::Knot const* const at = knots + left[i];
        knot[0][i] = at[0].value;
        knot[1][i] = at[0].slope;
        knot[2][i] = at[0].bend;
        knot[3][i] = at[1].value;
        knot[4][i] = at[1].slope;
        knot[5][i] = at[1].bend;
    }
    for (std::size_t i = 0; i < users_at_a_time; ++i) {
        values[i] = Beta::Place{left[i], t[i]}.quantile({knot[0][i], knot[1][i], knot[2][i]},
                                                        {knot[3][i], knot[4][i], knot[5][i]});
    }
}

} // namespace agents::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace agents {

HWY_EXPORT(uniforms_here);
HWY_EXPORT(scores_here);
HWY_EXPORT(betas_here);

void draw_uniforms(core::philox::Key key, std::uint32_t const* users, std::size_t traits,
                   double* uniforms) {
    HWY_DYNAMIC_DISPATCH(uniforms_here)(key, users, traits, uniforms);
}

void normal_scores(double const* probabilities, double* scores) {
    HWY_DYNAMIC_DISPATCH(scores_here)(probabilities, scores);
}

void beta_values(core::portable::BetaOfScore const& beta, double const* scores, double* values) {
    bool all = true;
    for (std::size_t i = 0; i < users_at_a_time; ++i) {
        all &= beta.covers(scores[i]);
    }
    if (all) {
        HWY_DYNAMIC_DISPATCH(betas_here)(beta, scores, values);
        return;
    }
    for (std::size_t i = 0; i < users_at_a_time; ++i) {
        values[i] = beta(scores[i]);
    }
}

} // namespace agents
#endif
