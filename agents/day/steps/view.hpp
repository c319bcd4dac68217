// Part of kernel.cpp, compiled once an instruction set.

namespace agents::HWY_NAMESPACE {

using namespace core::HWY_NAMESPACE;
// Those of the C library, which this hides, may give other bits on another CPU.
using core::HWY_NAMESPACE::exp;
using core::HWY_NAMESPACE::log;

/// The rows of one slot.
struct OneSlot {
    Block& block;
    std::size_t slot;

    float operator()(std::size_t r) const { return block.row(r)[slot]; }
};

/// The rows of as many neighbouring slots as there are lanes.
struct Neighbours {
    Block& block;
    std::size_t first;

    HWY_INLINE Floats operator()(std::size_t r) const { return load(block.row(r) + first); }
    HWY_INLINE void set(std::size_t r, Floats values) const { store(values, block.row(r) + first); }
    /// Of a column that is not in the table, shape (slots).
    template <class T>
    HWY_INLINE auto operator()(std::vector<T> const& column) const {
        return load(column.data() + first);
    }
    template <class T, class V>
    HWY_INLINE void set(std::vector<T>& column, V values) const {
        store(values, column.data() + first);
    }
    [[nodiscard]] HWY_INLINE Words users() const { return load(block.user.data() + first); }
};

/// The rows of as many neighbours on a list as there are lanes, in the table of the list.
struct Listed {
    Block& block;
    List const& list;
    std::size_t first;

    HWY_INLINE Floats operator()(std::size_t r) const { return load(block.row_of_list(r) + first); }
    HWY_INLINE void set(std::size_t r, Floats values) const {
        store(values, block.row_of_list(r) + first);
    }
    /// Of a column in the order of the list.
    template <class T>
    HWY_INLINE auto operator()(std::vector<T> const& column) const {
        return load(column.data() + first);
    }
    template <class T, class V>
    HWY_INLINE void set(std::vector<T>& column, V values) const {
        store(values, column.data() + first);
    }
    [[nodiscard]] HWY_INLINE Words users() const { return load(list.users.data() + first); }
};

/// Calls work(Neighbours) for all slots.
template <class Work>
HWY_INLINE void for_all(Block& block, Work const& work) {
    for (std::size_t i = 0; i < block.count; i += lanes) {
        work(Neighbours{block, i});
    }
}

/// Calls work(Listed) for all of a list.
template <class Work>
HWY_INLINE void for_listed(Block& block, List const& list, Work const& work) {
    for (std::size_t n = 0; n < list.count; n += lanes) {
        work(Listed{block, list, n});
    }
}

/// Calls work(lane) for the lanes set, of the first `present`.
template <class Work>
HWY_INLINE void for_each_set(Mask which, std::size_t present, Work const& work) {
    for (std::uint32_t bits = bits_of(which); bits != 0; bits &= bits - 1) {
        auto const lane = static_cast<std::size_t>(std::countr_zero(bits));
        if (lane < present) {
            work(lane);
        }
    }
}

/// Adds the users of the lanes set to a list.
HWY_INLINE void add_set(Mask which, Neighbours const& here, List& list) {
    Block const& block = here.block;
    for_each_set(which, block.count - here.first, [&](std::size_t lane) {
        std::size_t const slot = here.first + lane;
        list.add(static_cast<std::uint32_t>(slot), block.user[slot]);
    });
}

// The words of a purpose for the users of a view.

template <class View>
[[nodiscard]] HWY_INLINE WordsOfMany words(View const& view, int day, std::uint32_t purpose) {
    Block const& block = view.block;
    return philox_block(block.key, view.users(), static_cast<std::uint32_t>(day), purpose,
                        block.replicate);
}

[[nodiscard]] inline core::philox::Words words(OneSlot const& one, int day, std::uint32_t purpose) {
    Block const& block = one.block;
    return core::philox::block(block.key, {block.user[one.slot], static_cast<std::uint32_t>(day),
                                           purpose, block.replicate});
}

} // namespace agents::HWY_NAMESPACE
