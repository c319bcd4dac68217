#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sim {

/// Some of all users, a bit each: what a day publishes. Bit u % 64 of word u / 64 is user u.
class UserBits {
public:
    static constexpr std::size_t users_a_word = 64;

    explicit UserBits(std::size_t users) : words_((users + users_a_word - 1) / users_a_word) {}

    void clear() noexcept { std::fill(words_.begin(), words_.end(), 0); }
    /// At the same time by several threads.
    void add(std::uint32_t user) noexcept {
        std::atomic_ref(words_[user / users_a_word])
            .fetch_or(std::uint64_t{1} << (user % users_a_word), std::memory_order_relaxed);
    }
    [[nodiscard]] bool has(std::uint32_t user) const noexcept {
        return (words_[user / users_a_word] >> (user % users_a_word) & 1U) != 0;
    }
    [[nodiscard]] std::span<std::uint64_t> words() noexcept { return words_; }
    [[nodiscard]] std::size_t size_in_words() const noexcept { return words_.size(); }

    /// Calls visit(user) for those in words [first, last), ascending.
    template <class Visit>
    void for_each(std::size_t first, std::size_t last, Visit const& visit) const {
        for (std::size_t w = first; w < last; ++w) {
            for (std::uint64_t left = words_[w]; left != 0; left &= left - 1) {
                visit(static_cast<std::uint32_t>(w * users_a_word +
                                                 static_cast<std::size_t>(std::countr_zero(left))));
            }
        }
    }

private:
    std::vector<std::uint64_t> words_;
};

} // namespace sim
