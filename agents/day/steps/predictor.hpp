// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

/// Predictors are held here before exp, which would otherwise overflow.
template <class F>
[[nodiscard]] HWY_INLINE F hold_eta(F eta) {
    return hold(eta, -30.0F, 30.0F);
}

/// eta = fixed part + the part that is the same all day. Not yet held in bounds.
template <class View>
[[nodiscard]] HWY_INLINE auto all_day(CompiledPredictor const& predictor, View const& view) {
    auto eta = view(predictor.fixed_row);
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

/// Components and alliance from subthemes.
template <class View>
HWY_INLINE void refresh_alliance(View const& view) {
    auto const& programme = view.block.programme;
    Floats alliance = 0.0F;
    for (std::size_t j = 0; j < programme.components.size(); ++j) {
        auto const& share = programme.components[j];
        Floats component = share.base;
        for (auto const& [r, weight] : share.subthemes) {
            component = component + weight * view(r);
        }
        view.set(programme.layout.component(j), component);
        alliance = alliance + share.weight * component;
    }
    view.set(programme.layout.alliance, alliance);
}

} // namespace agents::HWY_NAMESPACE
