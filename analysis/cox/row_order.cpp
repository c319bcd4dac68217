#include "analysis/cox/row_order.hpp"

#include "core/contract.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace analysis {

namespace {

using Rows = std::vector<std::uint32_t>;

/// Up to here whole days are counted whatever the number of rows; above, only up to as many.
constexpr std::size_t always_counted_days = 65536;

bool are_whole_days(std::span<double const> time) {
    auto const limit = static_cast<double>(std::max(always_counted_days, time.size()));
    return std::all_of(time.begin(), time.end(),
                       [limit](double t) { return t < limit && std::trunc(t) == t; });
}

/// Where the rows of each key begin, and at the end their number. @param key  row -> key
template <typename Key>
std::vector<std::size_t> begin_of_keys(std::size_t rows, std::size_t keys, Key const& key) {
    std::vector<std::size_t> begin(keys + 1);
    for (std::size_t i = 0; i < rows; ++i) {
        ++begin[key(i) + 1];
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    return begin;
}

Rows counted(std::span<double const> time) {
    auto const last = time.empty() ? 0.0 : *std::max_element(time.begin(), time.end());
    auto const day = [time](std::size_t i) { return static_cast<std::size_t>(time[i]); };
    auto next = begin_of_keys(time.size(), static_cast<std::size_t>(last) + 1, day);
    Rows rows(time.size());
    for (std::size_t i = 0; i < time.size(); ++i) {
        rows[next[day(i)]++] = static_cast<std::uint32_t>(i);
    }
    return rows;
}

/// Radix sort, least significant digit first, of the bits of the times, which ascend as the times
/// do because none is negative.
class Radix {
public:
    explicit Radix(std::span<double const> time) : keys_(time.size()), rows_(time.size()) {
        for (std::size_t i = 0; i < time.size(); ++i) {
            keys_[i] = std::bit_cast<std::uint64_t>(time[i] + 0.0); // -0 becomes 0
        }
        std::iota(rows_.begin(), rows_.end(), std::uint32_t{0});
    }

    Rows sorted() {
        count_digits();
        other_keys_.resize(keys_.size());
        other_rows_.resize(rows_.size());
        for (std::size_t digit = 0; digit < digits; ++digit) {
            pass(digit);
        }
        return std::move(rows_);
    }

private:
    static constexpr std::size_t bits = 11;
    static constexpr std::size_t digits = 6; // 66 bits hold the 64 of a key
    static constexpr std::size_t values = std::size_t{1} << bits;

    static std::size_t digit_of(std::uint64_t key, std::size_t digit) {
        return static_cast<std::size_t>(key >> (bits * digit)) & (values - 1);
    }

    void count_digits() {
        for (auto& of_digit : counts_) {
            of_digit.assign(values, 0);
        }
        for (auto const key : keys_) {
            for (std::size_t digit = 0; digit < digits; ++digit) {
                ++counts_[digit][digit_of(key, digit)];
            }
        }
    }

    void pass(std::size_t digit) {
        auto& next = counts_[digit];
        if (std::find(next.begin(), next.end(), keys_.size()) != next.end()) {
            return; // all keys share this digit
        }
        std::exclusive_scan(next.begin(), next.end(), next.begin(), std::size_t{0});
        for (std::size_t i = 0; i < keys_.size(); ++i) {
            auto const to = next[digit_of(keys_[i], digit)]++;
            other_keys_[to] = keys_[i];
            other_rows_[to] = rows_[i];
        }
        keys_.swap(other_keys_);
        rows_.swap(other_rows_);
    }

    std::vector<std::uint64_t> keys_;
    std::vector<std::uint64_t> other_keys_;
    Rows rows_;
    Rows other_rows_;
    std::array<std::vector<std::size_t>, digits> counts_;
};

/// Stable, so that within a stratum the order of time stays.
RowOrder by_stratum(Rows const& by_time, Grouping const& strata) {
    auto const stratum = [&strata](std::size_t i) {
        return static_cast<std::size_t>(strata.of[i]);
    };
    RowOrder order{.rows = Rows(by_time.size())};
    order.begin = begin_of_keys(by_time.size(), strata.groups, stratum);
    auto next = order.begin;
    for (auto const row : by_time) {
        order.rows[next[stratum(row)]++] = row;
    }
    return order;
}

} // namespace

RowOrder order_rows(std::span<double const> time, Grouping const& strata) {
    HOLDFAST_EXPECT(time.size() <= std::numeric_limits<std::uint32_t>::max());
    HOLDFAST_EXPECT(strata.groups == 0 || strata.of.size() == time.size());
    auto rows = are_whole_days(time) ? counted(time) : Radix(time).sorted();
    if (strata.groups > 0) {
        return by_stratum(rows, strata);
    }
    return {.rows = std::move(rows), .begin = {0, time.size()}};
}

} // namespace analysis
