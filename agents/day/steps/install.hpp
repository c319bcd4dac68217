// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// People of a block who install the app together, as many as there are lanes. Installing happens
/// once a user and design, so it can afford double precision; its loops over users are plain ones
/// that the compiler turns into vectors.
struct Arrivals {
    Block& block;
    Population const& people;
    std::size_t first; ///< slot, and row of the people
    std::size_t count;

    /// Shape (count).
    [[nodiscard]] float const* trait(std::size_t column) const {
        return people.traits[column].values.data() + first;
    }
    /// Shape (lanes). Seldom rows are first written where those wait who open the app.
    [[nodiscard]] float* row(std::size_t r) const {
        auto const& programme = block.programme;
        bool const daily = r >= programme.layout.component(0) && r < programme.rows.daily;
        return daily ? block.column(first) + r * tile_slots : block.work->openers.row(r);
    }

    HWY_INLINE Floats operator()(std::size_t r) const { return load(row(r)); }
    HWY_INLINE void set(std::size_t r, Floats values) const { store(values, row(r)); }
};

/// factor[i] times the trait, or times whether it has that level. @param value  shape (count)
template <class Take>
HWY_INLINE void with_trait(Arrivals const& arrivals, TraitReference const& trait,
                           Take const& take) {
    float const* const values = arrivals.trait(trait.column);
    std::size_t const count = arrivals.count;
    if (trait.level < 0) {
        for (std::size_t i = 0; i < count; ++i) {
            take(i, static_cast<double>(values[i]));
        }
    } else {
        auto const level = static_cast<float>(trait.level);
        for (std::size_t i = 0; i < count; ++i) {
            take(i, values[i] == level ? 1.0 : 0.0);
        }
    }
}

/// @param eta  shape (count)
HWY_NOINLINE void fixed_parts(Arrivals const& arrivals, FixedPart const& part,
                              double* HWY_RESTRICT eta) {
    std::size_t const count = arrivals.count;
    std::fill_n(eta, count, part.intercept);
    for (auto const& term : part.terms) {
        double const weight = term.weight;
        with_trait(arrivals, term.trait,
                   [=](std::size_t i, double value) { eta[i] += weight * value; });
    }
    alignas(64) double factor[lanes];
    for (auto const& product : part.products) {
        std::fill_n(factor, count, product.weight);
        for (auto const& trait : product.traits) {
            with_trait(arrivals, trait, [&](std::size_t i, double value) { factor[i] *= value; });
        }
        for (std::size_t i = 0; i < count; ++i) {
            eta[i] += factor[i];
        }
    }
}

/// logistic(fixed part) into a row.
HWY_NOINLINE void install_logistic(Arrivals const& arrivals, FixedPart const& part,
                                   std::size_t row) {
    alignas(64) double eta[lanes];
    fixed_parts(arrivals, part, eta);
    float* HWY_RESTRICT const to = arrivals.row(row);
    for (std::size_t i = 0; i < arrivals.count; ++i) {
        double const above = eta[i] < -30.0 ? -30.0 : eta[i];
        double const held = above > 30.0 ? 30.0 : above;
        to[i] = static_cast<float>(1.0 / (1.0 + core::portable::moderate_exp(-held)));
    }
}

/// The fixed part as it is into a row.
HWY_NOINLINE void install_fixed(Arrivals const& arrivals, FixedPart const& part, std::size_t row) {
    alignas(64) double eta[lanes];
    fixed_parts(arrivals, part, eta);
    float* HWY_RESTRICT const to = arrivals.row(row);
    for (std::size_t i = 0; i < arrivals.count; ++i) {
        to[i] = static_cast<float>(eta[i]);
    }
}

inline void install_predictor(Arrivals const& arrivals, CompiledPredictor const& predictor,
                              KeptAs kept = KeptAs::predictor) {
    if (predictor.fixed_row == no_row) {
        return;
    }
    kept == KeptAs::probability ? install_logistic(arrivals, predictor.fixed, predictor.fixed_row)
                                : install_fixed(arrivals, predictor.fixed, predictor.fixed_row);
}

/// The copies of which a stage takes its own.
inline void install_stages(Arrivals const& arrivals) {
    for (auto const& part : arrivals.block.programme.staged_parts) {
        for (std::size_t s = 0; s < part.parts.size(); ++s) {
            part.kept == KeptAs::probability
                ? install_logistic(arrivals, part.parts[s], part.copies + s)
                : install_fixed(arrivals, part.parts[s], part.copies + s);
        }
    }
}

inline void install_predictors(Arrivals const& arrivals) {
    auto const& programme = arrivals.block.programme;
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        auto const& subtheme = programme.subthemes[k];
        install_logistic(arrivals, subtheme.first, programme.rows.first + k);
        install_logistic(arrivals, subtheme.target, programme.rows.target + k);
    }
    install_logistic(arrivals, programme.expectation, programme.layout.expectation);
    install_predictor(arrivals, programme.engagement);
    install_predictor(arrivals, programme.quality);
    for (auto const& cause : programme.causes) {
        install_predictor(arrivals, cause);
    }
    for (auto const& event : programme.events) {
        install_predictor(arrivals, event.chance,
                          event.chance_lasts ? KeptAs::probability : KeptAs::predictor);
    }
    install_stages(arrivals);
}

/// What is zero at first, and what no step of this programme sets.
HWY_INLINE void install_zeros(Arrivals const& arrivals) {
    auto const& programme = arrivals.block.programme;
    for (std::size_t r = programme.layout.component(0); r < programme.rows.daily; ++r) {
        arrivals.set(r, 0.0F);
    }
}

inline void install_distress(Arrivals const& arrivals) {
    auto const& programme = arrivals.block.programme;
    float const* const level = arrivals.trait(programme.level_column);
    for (std::size_t i = 0; i < arrivals.count; ++i) {
        float const held = hold_unit(level[i]);
        arrivals.row(programme.rows.level)[i] = held;
        arrivals.row(programme.layout.distress)[i] = held;
    }
    for (std::size_t p = 0; p < day_parts; ++p) {
        bool const lifted =
            p == static_cast<std::size_t>(DayPart::night) && programme.has_night_trait;
        for (std::size_t i = 0; i < arrivals.count; ++i) {
            float profile = programme.need_profile[p];
            if (lifted) {
                profile += programme.night_lift * arrivals.trait(programme.night_column)[i];
            }
            arrivals.row(programme.rows.profile + p)[i] = hold_unit(profile);
        }
    }
}

/// The odds of what is as likely every day, from fixed parts.
template <class View>
HWY_INLINE void refresh_lasting_odds(View const& here) {
    auto const& programme = here.block.programme;
    Floats odds = 0.0F;
    for (auto m = programme.lasting_events.rbegin(); m != programme.lasting_events.rend(); ++m) {
        odds = odds_of_any(exp(hold_eta(fixed_part(programme.events[*m].chance, here))), odds);
    }
    here.set(programme.rows.lasting_odds, odds);
}

/// What does not come from the people: subthemes at their first values, the odds of what is as
/// likely every day.
HWY_INLINE void install_state(Arrivals const& here) {
    auto const& programme = here.block.programme;
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        here.set(programme.layout.subtheme(k), here(programme.rows.first + k));
    }
    here.set(programme.rows.faded_until, 0.0F);
    refresh_alliance(here);
    for (auto const& sum : programme.sums) {
        here.set(sum.first_row, here(sum.row));
    }
    refresh_lasting_odds(here);
}

/// Gives everybody their seldom rows.
inline void install_seldom(Arrivals const& arrivals) {
    List& all = arrivals.block.work->openers;
    all.count = arrivals.count;
    std::iota(all.slots.begin(), all.slots.begin() + static_cast<std::ptrdiff_t>(arrivals.count),
              static_cast<std::uint32_t>(arrivals.first));
    close_seldom(Listed{arrivals.block, all}, arrivals.block.programme.seldom.rows.size());
}

inline void install_calendar(Arrivals const& arrivals) {
    auto& block = arrivals.block;
    auto const& programme = block.programme;
    float* const weekday = arrivals.row(programme.rows.weekday);
    float* const care_starts = arrivals.row(programme.rows.care_starts);
    std::uint32_t drawn[lanes];
    store(words(Neighbours{block, arrivals.first}, purpose_of(Purpose::arrival))[0], drawn);
    for (std::size_t i = 0; i < arrivals.count; ++i) {
        weekday[i] = static_cast<float>((std::uint64_t{drawn[i]} * 7) >> 32);
        bool const waits =
            programme.has_waiting_list && arrivals.trait(programme.waiting_column)[i] >= 0.5F;
        // A day that no run reaches stands for "never".
        care_starts[i] = waits ? arrivals.trait(programme.care_column)[i] : 1e9F;
    }
}

/// How they are when they install.
inline void record_start(Arrivals const& arrivals, Outcomes& outcomes) {
    auto const& layout = arrivals.block.programme.layout;
    for (std::size_t i = 0; i < arrivals.count; ++i) {
        std::size_t const place = arrivals.first + i;
        outcomes.distress_start[place] = arrivals.row(layout.distress)[i];
        outcomes.alliance_start[place] = arrivals.row(layout.alliance)[i];
        for (std::size_t j = 0; j < outcomes.components; ++j) {
            outcomes.components_start[place * outcomes.components + j] =
                arrivals.row(layout.component(j))[i];
        }
    }
}

/// Row i of the people is the user of slot i.
HWY_NOINLINE void install(Block& block, Population const& people,
                          std::span<std::uint32_t const> users, Outcomes& outcomes) {
    block.count = users.size();
    std::copy(users.begin(), users.end(), block.user.begin());
    std::iota(block.place.begin(), block.place.end(), 0U);
    for (std::size_t first = 0; first < block.count; first += lanes) {
        Arrivals const arrivals{block, people, first, std::min(lanes, block.count - first)};
        install_zeros(arrivals);
        install_calendar(arrivals);
        install_distress(arrivals);
        install_predictors(arrivals);
        install_state(arrivals);
        install_seldom(arrivals);
        record_start(arrivals, outcomes);
    }
}

} // namespace agents::HWY_NAMESPACE
