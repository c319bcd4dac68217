// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Installing happens once a user, so it can afford double precision.
inline float logistic_of(double eta) {
    double const held = eta < -30.0 ? -30.0 : (eta > 30.0 ? 30.0 : eta);
    return static_cast<float>(1.0 / (1.0 + core::portable::exp(-held)));
}

inline void install_distress(Block& block, Population const& population, std::size_t slot) {
    auto const& programme = block.programme;
    auto const user = block.user[slot];
    float const level = hold_unit(population.traits[programme.level_column].values[user]);
    block.row(programme.rows.level)[slot] = level;
    block.row(programme.layout.distress)[slot] = level;
    for (std::size_t p = 0; p < day_parts; ++p) {
        float profile = programme.need_profile[p];
        if (p == static_cast<std::size_t>(DayPart::night) && programme.has_night_trait) {
            profile +=
                programme.night_lift * population.traits[programme.night_column].values[user];
        }
        block.row(programme.rows.profile + p)[slot] = hold_unit(profile);
    }
}

inline void install_subthemes(Block& block, Population const& population, std::size_t slot) {
    auto const& programme = block.programme;
    auto const user = block.user[slot];
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        float const first = logistic_of(programme.subthemes[k].first.of(population, user));
        block.row(programme.rows.first + k)[slot] = first;
        block.row(programme.rows.target + k)[slot] =
            logistic_of(programme.subthemes[k].target.of(population, user));
        block.row(programme.layout.subtheme(k))[slot] = first;
    }
}

inline void install_predictors(Block& block, Population const& population, std::size_t slot) {
    auto const& programme = block.programme;
    auto const user = block.user[slot];
    auto const keep = [&](CompiledPredictor const& predictor) {
        block.row(predictor.fixed_row)[slot] =
            static_cast<float>(predictor.fixed.of(population, user));
    };
    keep(programme.engagement);
    keep(programme.quality);
    for (auto const& cause : programme.causes) {
        keep(cause);
    }
    for (auto const& event : programme.events) {
        keep(event.chance);
    }
    block.row(programme.layout.expectation)[slot] =
        logistic_of(programme.expectation.of(population, user));
}

/// After install_predictors().
inline void install_lasting_odds(Block& block, std::size_t slot) {
    auto const& programme = block.programme;
    float odds = 0.0F;
    for (auto m = programme.lasting_events.rbegin(); m != programme.lasting_events.rend(); ++m) {
        float const eta = block.row(programme.events[*m].chance.fixed_row)[slot];
        odds = odds_of_any(exp(hold_eta(eta)), odds);
    }
    block.row(programme.rows.lasting_odds)[slot] = odds;
}

inline void install_calendar(Block& block, Population const& population, std::size_t slot) {
    auto const& programme = block.programme;
    auto const word = words(OneSlot{block, slot}, 0, purpose_of(Purpose::arrival))[0];
    block.row(programme.rows.weekday)[slot] = static_cast<float>((std::uint64_t{word} * 7) >> 32);
    // A day that no run reaches stands for "never".
    float care_starts = 1e9F;
    if (programme.has_waiting_list &&
        population.traits[programme.waiting_column].values[block.user[slot]] >= 0.5F) {
        care_starts = population.traits[programme.care_column].values[block.user[slot]];
    }
    block.row(programme.rows.care_starts)[slot] = care_starts;
    block.row(programme.layout.novelty)[slot] = 1.0F;
}

HWY_NOINLINE void install(Block& block, Population const& population, std::size_t first,
                          std::size_t last, Outcomes& outcomes) {
    block.count = last - first;
    for (std::size_t slot = 0; slot < block.count; ++slot) {
        block.user[slot] = static_cast<std::uint32_t>(first + slot);
        install_distress(block, population, slot);
        install_subthemes(block, population, slot);
        install_predictors(block, population, slot);
        install_lasting_odds(block, slot);
        install_calendar(block, population, slot);
    }
    for_all(block, [](Neighbours const& here) { refresh_alliance(here); });

    auto const& layout = block.programme.layout;
    for (std::size_t slot = 0; slot < block.count; ++slot) {
        auto const user = block.user[slot];
        outcomes.distress_start[user] = block.row(layout.distress)[slot];
        outcomes.alliance_start[user] = block.row(layout.alliance)[slot];
        for (std::size_t j = 0; j < outcomes.components; ++j) {
            outcomes.components_start[user * outcomes.components + j] =
                block.row(layout.component(j))[slot];
        }
    }
}

} // namespace agents::HWY_NAMESPACE
