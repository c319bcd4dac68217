// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// x rounded down, for |x| < 2^31.
HWY_INLINE Floats rounded_down(Floats x) {
    Floats const whole = signed_value(truncated(x));
    return select(x < whole, whole - 1.0F, whole);
}

/// Mean answer. Items are answered on the scale from low to high, in whole steps.
HWY_INLINE Floats score(Listed const& users, std::size_t instrument) {
    auto const& programme = users.block.programme;
    auto const& questionnaire = programme.instruments[instrument];
    WordsOfMany drawn{};
    Floats sum = 0.0F;
    for (std::size_t n = 0; n < questionnaire.intercepts.size(); ++n) {
        if (n % 4 == 0) {
            drawn = words(users, purpose_of(Purpose::instrument, 16 * instrument + n / 4));
        }
        Floats latent = questionnaire.intercepts[n];
        for (auto const& [r, weight] : questionnaire.weights[n]) {
            latent = latent + weight * users(r);
        }
        latent = latent + questionnaire.noise * normal_quantile(uniform(drawn[n % 4]));
        Floats const answer = rounded_down(
            questionnaire.low + (questionnaire.high - questionnaire.low) * latent + 0.5F);
        sum = sum + hold(answer, questionnaire.low, questionnaire.high);
    }
    return sum / static_cast<float>(questionnaire.intercepts.size());
}

/// Those who had a session in the last `within` days.
HWY_INLINE Mask respondents(Neighbours const& here, float within) {
    auto const& programme = here.block.programme;
    return present(here) & (here(programme.rows.ever_used) > 0.0F) &
           (here(programme.layout.idle_days) < within);
}

/// Gives today's questionnaires.
HWY_NOINLINE void give_questionnaires(Block& block, Outcomes& outcomes) {
    auto const& programme = block.programme;
    for (std::size_t n = 0; n < programme.instruments.size(); ++n) {
        auto const& days = programme.instruments[n].days;
        auto const at = std::find(days.begin(), days.end(), static_cast<int>(block.day));
        if (at == days.end()) {
            continue;
        }
        auto const column = static_cast<std::size_t>(at - days.begin());
        auto const ask = [&](Listed const& asked) {
            float scores[lanes];
            store(score(asked, n), scores);
            for (std::size_t lane = 0; lane < std::min(lanes, asked.size()); ++lane) {
                auto const place = block.place[asked.slot(lane)];
                outcomes.scores[n][place * days.size() + column] = scores[lane];
            }
        };
        auto const within = static_cast<float>(programme.instruments[n].active_within_days);
        auto const& rows = programme.rows_of_components;
        List& asked = block.work->asked;
        asked.count = asked.done = 0;
        for_all(block, [&](Neighbours const& here) {
            count_in(copy_to(asked, respondents(here, within), here, rows));
            for_waiting(block, asked, rows, lanes, ask);
        });
        for_waiting(block, asked, rows, 1, ask);
    }
}

} // namespace agents::HWY_NAMESPACE
