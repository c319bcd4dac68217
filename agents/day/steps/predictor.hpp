// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Predictors are held here before exp, which would otherwise overflow.
template <class F>
[[nodiscard]] HWY_INLINE F hold_eta(F eta) {
    return hold(eta, -30.0F, 30.0F);
}

template <class View>
[[nodiscard]] HWY_INLINE auto fixed_part(CompiledPredictor const& predictor, View const& view) {
    using F = decltype(view(std::size_t{}));
    return predictor.fixed_row == no_row ? F(predictor.constant) : view(predictor.fixed_row);
}

/// eta = fixed part + the part that is the same all day. Not yet held in bounds.
template <class View>
[[nodiscard]] HWY_INLINE auto all_day(CompiledPredictor const& predictor, View const& view) {
    auto eta = fixed_part(predictor, view);
    if (!predictor.of_day.empty()) {
        eta = eta + predictor.of_day[view.block.day];
    }
    for (auto const& [r, weight] : predictor.all_day) {
        eta = eta + weight * view(r);
    }
    return eta;
}

/// What the day-part adds.
template <class View>
[[nodiscard]] HWY_INLINE auto in_day_part(CompiledPredictor const& predictor, std::size_t day_part,
                                          View const& view) {
    decltype(view(std::size_t{})) eta = predictor.offset[day_part];
    for (auto const& [r, weight] : predictor.by_day_part) {
        eta = eta + weight * view(r + day_part);
    }
    return eta;
}

/// Alliance, and components that are made of several sums.
template <class View>
HWY_INLINE void put_together(View const& view) {
    auto const& programme = view.block.programme;
    Floats alliance = 0.0F;
    for (std::size_t j = 0; j < programme.components.size(); ++j) {
        auto const& share = programme.components[j];
        auto const row = programme.layout.component(j);
        if (!share.parts.empty()) {
            Floats component = 0.0F;
            for (std::size_t const r : share.parts) {
                component = component + view(r);
            }
            view.set(row, component);
        }
        alliance = alliance + share.weight * view(row);
    }
    view.set(programme.layout.alliance, alliance);
}

/// Components, alliance and all other sums from subthemes.
template <class View>
HWY_INLINE void refresh_alliance(View const& view) {
    for (auto const& sum : view.block.programme.sums) {
        Floats value = sum.base;
        for (auto const& [r, weight] : sum.subthemes) {
            value = value + weight * view(r);
        }
        view.set(sum.row, value);
    }
    put_together(view);
}

} // namespace agents::HWY_NAMESPACE
