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

/// The rows of as many neighbouring openers as there are lanes, in their own table.
struct Openers {
    Block& block;
    std::size_t first;

    HWY_INLINE Floats operator()(std::size_t r) const {
        return load(block.row_of_openers(r) + first);
    }
    HWY_INLINE void set(std::size_t r, Floats values) const {
        store(values, block.row_of_openers(r) + first);
    }
    HWY_INLINE Floats operator()(std::vector<float> const& column) const {
        return load(column.data() + first);
    }
    HWY_INLINE void set(std::vector<float>& column, Floats values) const {
        store(values, column.data() + first);
    }
    [[nodiscard]] HWY_INLINE Words users() const {
        return load(block.users_of_openers.data() + first);
    }
};

/// The rows of listed slots, as many as there are lanes, from the n-th of the list on.
struct Listed {
    Block& block;
    std::uint32_t const* slots;
    std::size_t n;

    HWY_INLINE Floats operator()(std::size_t r) const { return gather(block.row(r), slots); }
    HWY_INLINE void set(std::size_t r, Floats values) const {
        scatter(values, block.row(r), slots);
    }
    [[nodiscard]] HWY_INLINE Words users() const { return gather(block.user.data(), slots); }
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
HWY_INLINE void for_listed(Block& block, std::vector<std::uint32_t> const& list, std::size_t count,
                           Work const& work) {
    for (std::size_t n = 0; n < count; n += lanes) {
        work(Listed{block, list.data() + n, n});
    }
}

/// Calls work(Openers) for all of today's openers.
template <class Work>
HWY_INLINE void for_openers(Block& block, Work const& work) {
    for (std::size_t n = 0; n < block.opener_count; n += lanes) {
        work(Openers{block, n});
    }
}

/// Calls work(slot) for the lanes set, those of nobody left out.
template <class Work>
HWY_INLINE void for_each_set(Mask which, Neighbours const& here, Work const& work) {
    for (std::uint32_t bits = bits_of(which); bits != 0; bits &= bits - 1) {
        std::size_t const slot = here.first + static_cast<std::size_t>(std::countr_zero(bits));
        if (slot < here.block.count) {
            work(static_cast<std::uint32_t>(slot));
        }
    }
}

/// Fills the list up with nobody, so that a whole register of slots can be read at its end.
inline void fill_up(Block const& block, std::vector<std::uint32_t>& list, std::size_t count) {
    std::fill_n(list.begin() + static_cast<std::ptrdiff_t>(count), lanes, block.nobody());
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
