// Part of kernel.cpp, compiled once an instruction set.

/// What only those need who open the app today, or to whom something happens: of each user these
/// numbers stand together (Block::seldom), so that to look at one user in six touches few lines of
/// the cache. Subthemes are among them: the fading of days on which nobody looked is caught up with
/// in one step, s = first + (s - first) (1 - phi)^days.
namespace agents::HWY_NAMESPACE {

/// s after so many days of fading. @param left  (1 - phi)^days
template <class F>
[[nodiscard]] HWY_INLINE F after_fading(F state, F first, F left) {
    return first + (state - first) * left;
}

/// Brings subthemes up to the end of a day.
HWY_INLINE void catch_up(Listed const& view, std::size_t days_lived) {
    Block& block = view.block;
    auto const& programme = block.programme;
    float const* const until = view.list.row(programme.rows.faded_until);
    float* const left = block.work->fading_left.data();
    std::size_t const present = std::min(lanes, view.size());
    for (std::size_t n = 0; n < programme.fadings.size(); ++n) {
        float const* const after = programme.fadings[n].left.data();
        for (std::size_t lane = 0; lane < present; ++lane) {
            left[n * tile_slots + lane] = after[days_lived - static_cast<std::size_t>(until[lane])];
        }
    }
    for (std::size_t k = 0; k < programme.subthemes.size(); ++k) {
        auto const r = programme.layout.subtheme(k);
        view.set(r, after_fading(view(r), view(programme.rows.first + k),
                                 load(left + programme.subthemes[k].fading * tile_slots)));
    }
}

/// Copies the seldom rows of a register of users into the table of their list, as they are after
/// so many days.
HWY_INLINE void open_seldom(Listed const& view, std::size_t days_lived) {
    Block& block = view.block;
    auto const& rows = block.programme.seldom.rows;
    float* const fours = block.work->fours.data();
    for (std::size_t lane = 0; lane < std::min(lanes, view.size()); ++lane) {
        float const* const from = block.seldom(view.slot(lane));
        for (std::size_t r = 0; r < rows.size(); r += 4) {
            std::memcpy(fours + r * lanes + 4 * lane, from + r, 4 * sizeof(float));
        }
    }
    for (std::size_t r = 0; r < rows.size(); r += 4) {
        Floats four[4];
        load_fours(fours + r * lanes, four);
        for (std::size_t i = 0; i < 4; ++i) {
            view.set(rows[r + i], four[i]);
        }
    }
    catch_up(view, days_lived);
}

/// Copies the first `many` of the seldom rows back.
HWY_INLINE void close_seldom(Listed const& view, std::size_t many) {
    Block& block = view.block;
    auto const& rows = block.programme.seldom.rows;
    float* const fours = block.work->fours.data();
    for (std::size_t r = 0; r < many; r += 4) {
        Floats four[4];
        for (std::size_t i = 0; i < 4; ++i) {
            four[i] = view(rows[r + i]);
        }
        store_fours(four, fours + r * lanes);
    }
    for (std::size_t lane = 0; lane < std::min(lanes, view.size()); ++lane) {
        float* const to = block.seldom(view.slot(lane));
        for (std::size_t r = 0; r < many; r += 4) {
            std::memcpy(to + r, fours + r * lanes + 4 * lane, 4 * sizeof(float));
        }
    }
}

/// At the end of today.
HWY_INLINE void close_seldom(Listed const& view) {
    auto const& programme = view.block.programme;
    view.set(programme.rows.faded_until, static_cast<float>(view.block.day + 1));
    close_seldom(view, programme.seldom.changed);
}

/// The subthemes of one user at the end of today. @param states  is set; shape (subthemes, stride)
inline void look_at_subthemes(Block const& block, std::size_t slot, float* states,
                              std::size_t stride) {
    auto const& programme = block.programme;
    std::size_t const subthemes = programme.subthemes.size();
    // In the order of the seldom rows.
    float const* const state = block.seldom(slot);
    float const* const first = state + subthemes + 1;
    std::size_t const days = block.day + 1 - static_cast<std::size_t>(state[subthemes]);
    for (std::size_t k = 0; k < subthemes; ++k) {
        float const left = programme.fadings[programme.subthemes[k].fading].left[days];
        states[k * stride] = after_fading(state[k], first[k], left);
    }
}

} // namespace agents::HWY_NAMESPACE
