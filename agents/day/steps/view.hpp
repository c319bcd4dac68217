// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

using namespace core::HWY_NAMESPACE;
// Those of the C library, which this hides, may give other bits on another CPU.
using core::HWY_NAMESPACE::exp;
using core::HWY_NAMESPACE::log;

// Steps are written for a view: a register of users, whose rows they read and set.

// A view has the beginning of its rows by value: the compiler would have to load what stands in
// memory again after each store.

/// As many neighbouring slots as there are lanes.
struct Neighbours {
    Block& block;
    std::size_t first;
    float* begin;

    HWY_INLINE Neighbours(Block& of, std::size_t from)
        : block(of), first(from), begin(of.column(from)) {}

    HWY_INLINE Floats operator()(std::size_t r) const { return load(begin + r * tile_slots); }
    HWY_INLINE void set(std::size_t r, Floats values) const {
        store(values, begin + r * tile_slots);
    }
    [[nodiscard]] HWY_INLINE Words users() const { return load(block.user.data() + first); }
    [[nodiscard]] HWY_INLINE std::size_t size() const { return block.count - first; }
    [[nodiscard]] HWY_INLINE std::size_t slot(std::size_t lane) const { return first + lane; }
};

/// As many of those who wait on a list as there are lanes, in the table of the list.
struct Listed {
    Block& block;
    List& list;
    std::size_t first;
    float* begin;

    HWY_INLINE Listed(Block& of, List& on)
        : block(of), list(on), first(on.done), begin(on.row(0)) {}

    HWY_INLINE Floats operator()(std::size_t r) const { return load(begin + r * List::pitch); }
    HWY_INLINE void set(std::size_t r, Floats values) const {
        store(values, begin + r * List::pitch);
    }
    /// Of a column in the order of the list.
    HWY_INLINE Floats operator()(core::Aligned<float> const& column) const {
        return load(column.data() + first);
    }
    HWY_INLINE void set(core::Aligned<float>& column, Floats values) const {
        store(values, column.data() + first);
    }
    [[nodiscard]] HWY_INLINE Words users() const { return load(list.users.data() + first); }
    [[nodiscard]] HWY_INLINE std::size_t size() const { return list.count - first; }
    [[nodiscard]] HWY_INLINE std::size_t slot(std::size_t lane) const {
        return list.slots[first + lane];
    }
};

/// The lanes where there is somebody.
template <class View>
[[nodiscard]] HWY_INLINE Mask present(View const& view) {
    return first_lanes(view.size());
}

/// Calls work(Neighbours) for all slots.
template <class Work>
HWY_INLINE void for_all(Block& block, Work const& work) {
    for (std::size_t i = 0; i < block.count; i += lanes) {
        work(Neighbours{block, i});
    }
}

/// Those of the view have had their turn; who waits behind them, fewer than come at once, moves up.
/// @param rows  that those who wait have
HWY_INLINE void let_move_up(Listed const& view, std::vector<std::size_t> const& rows) {
    List& list = view.list;
    list.done += std::min(lanes, view.size());
    if (list.waiting() > 0) {
        for (std::size_t const r : rows) {
            store(load(list.row(r) + lanes), list.row(r));
        }
    }
}

/// Calls work(Listed) as long as at least `enough` wait; their turn has come then.
/// @param rows  that those who wait have
template <class Work>
HWY_INLINE void for_waiting(Block& block, List& list, std::vector<std::size_t> const& rows,
                            std::size_t enough, Work const& work) {
    while (list.waiting() >= enough) {
        Listed const view{block, list};
        work(view);
        let_move_up(view, rows);
    }
}

/// Calls work(lane) for the lanes set.
template <class Work>
HWY_INLINE void for_each_set(Mask which, Work const& work) {
    for (std::uint32_t bits = bits_of(which); bits != 0; bits &= bits - 1) {
        work(static_cast<std::size_t>(std::countr_zero(bits)));
    }
}

/// The users of the lanes set at the end of a list.
struct Newcomers {
    Chosen chosen;
    List& list;
    float* begin;

    HWY_INLINE Newcomers(Mask which, List& to)
        : chosen(which), list(to), begin(to.row(0) + to.waiting()) {}

    HWY_INLINE void set(std::size_t r, Floats values) const {
        chosen.store(values, begin + r * List::pitch);
    }
};

/// Copies the users of the lanes set to the end of a list, with those rows. They do not count yet.
HWY_INLINE Newcomers copy_to(List& list, Mask which, Neighbours const& here,
                             std::vector<std::size_t> const& rows) {
    Newcomers const newcomers(which, list);
    for (std::size_t const r : rows) {
        newcomers.set(r, here(r));
    }
    newcomers.chosen.store(here.users(), list.users.data() + list.count);
    newcomers.chosen.store(counting_from(static_cast<std::uint32_t>(here.first)),
                           list.slots.data() + list.count);
    return newcomers;
}

HWY_INLINE void count_in(Newcomers const& newcomers) {
    newcomers.list.count += newcomers.chosen.count();
}

/// Copies rows of a list back to where its users came from, one user after the other: few of them
/// share a register.
HWY_INLINE void copy_back(Listed const& view, std::vector<std::size_t> const& rows) {
    for (std::size_t n = 0; n < std::min(lanes, view.size()); ++n) {
        float const* const from = view.begin + n;
        float* const to = view.block.column(view.slot(n));
        for (std::size_t const r : rows) {
            to[r * tile_slots] = from[r * List::pitch];
        }
    }
}

// The words of a purpose for the users of a view.

template <class View>
[[nodiscard]] HWY_INLINE WordsOfMany words(View const& view, std::uint32_t purpose) {
    Block const& block = view.block;
    return philox_block(block.key, view.users(), static_cast<std::uint32_t>(block.day), purpose,
                        block.replicate);
}

[[nodiscard]] inline core::philox::Words words_of_one(Block const& block, std::uint32_t user,
                                                      std::uint32_t purpose) {
    return core::philox::block(
        block.key, {user, static_cast<std::uint32_t>(block.day), purpose, block.replicate});
}

} // namespace agents::HWY_NAMESPACE
