#include "agents/day/block.hpp"

#include <algorithm>
#include <cmath>

namespace agents {

namespace {

/// Mean answer of one user. Items are answered on the scale from low to high, in whole steps.
float score(Block const& block, std::size_t instrument, int day, std::size_t slot) {
    auto const& questionnaire = block.programme.instruments[instrument];
    core::philox::Words words{};
    float sum = 0.0F;
    for (std::size_t n = 0; n < questionnaire.intercepts.size(); ++n) {
        if (n % 4 == 0) {
            words =
                block.words(slot, day, purpose_of(Purpose::instrument, 16 * instrument + n / 4));
        }
        float latent = questionnaire.intercepts[n];
        for (std::size_t j = 0; j < questionnaire.weights[n].size(); ++j) {
            latent +=
                questionnaire.weights[n][j] * block.row(block.programme.layout.component(j))[slot];
        }
        latent += questionnaire.noise * core::normal_quantile(core::uniform(words[n % 4]));
        float const answer = std::floor(questionnaire.low +
                                        (questionnaire.high - questionnaire.low) * latent + 0.5F);
        sum += core::hold(answer, questionnaire.low, questionnaire.high);
    }
    return sum / static_cast<float>(questionnaire.intercepts.size());
}

} // namespace

void step_questionnaires(Block const& block, int day, Outcomes& outcomes) {
    auto const& programme = block.programme;
    float const* const idle = block.row(programme.layout.idle_days);
    float const* const ever_used = block.row(programme.rows.ever_used);
    for (std::size_t n = 0; n < programme.instruments.size(); ++n) {
        auto const& days = programme.instruments[n].days;
        auto const at = std::find(days.begin(), days.end(), day);
        if (at == days.end()) {
            continue;
        }
        auto const column = static_cast<std::size_t>(at - days.begin());
        auto const within = static_cast<float>(programme.instruments[n].active_within_days);
        for (std::size_t slot = 0; slot < block.count; ++slot) {
            if (ever_used[slot] > 0.0F && idle[slot] < within) {
                outcomes.scores[n][block.user[slot] * days.size() + column] =
                    score(block, n, day, slot);
            }
        }
    }
}

} // namespace agents
