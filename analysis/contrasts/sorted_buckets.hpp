#pragma once

#include "analysis/data/sorted_times.hpp"
#include "core/contract.hpp"
#include "core/parallel.hpp"

#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

namespace analysis {

/// Ascending by time. Whole days are counted, O(items); other times go through a radix sort.
void sort_bucket(std::span<double> times);
void sort_bucket(std::span<TimedWeight> times);

/// Items apart by bucket, in one piece of memory, each bucket ascending in time.
template <typename Item>
class SortedBuckets {
public:
    /// @param bucket_of  row -> 0 .. buckets - 1, or `buckets` for a row that is left out
    /// @param item_of    row -> Item
    template <typename BucketOf, typename ItemOf>
    SortedBuckets(std::size_t rows, std::size_t buckets, BucketOf const& bucket_of,
                  ItemOf const& item_of)
        : begin_(buckets + 2) {
        for (std::size_t i = 0; i < rows; ++i) {
            ++begin_[bucket_of(i) + 1];
        }
        std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
        items_.resize(begin_[buckets]);
        auto next = begin_;
        for (std::size_t i = 0; i < rows; ++i) {
            if (auto const bucket = bucket_of(i); bucket < buckets) {
                items_[next[bucket]++] = item_of(i);
            }
        }
        core::for_each_block(buckets, {}, [this](std::size_t block, std::size_t) {
            sort_bucket(
                std::span(items_).subspan(begin_[block], begin_[block + 1] - begin_[block]));
        });
    }

    [[nodiscard]] std::span<Item const> operator[](std::size_t bucket) const {
        HOLDFAST_EXPECT(bucket + 2 < begin_.size());
        return std::span(items_).subspan(begin_[bucket], begin_[bucket + 1] - begin_[bucket]);
    }

private:
    std::vector<std::size_t> begin_; ///< shape (buckets + 2), the last one of what is left out
    std::vector<Item> items_;
};

} // namespace analysis
