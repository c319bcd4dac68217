#include "analysis/data/risk_sweep.hpp"

#include "analysis/data/risk_table.hpp"
#include "analysis/data/sorted_times.hpp"
#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace analysis {

class RiskSweep::Source {
public:
    explicit Source(std::size_t causes) : of_cause_(causes) {}
    virtual ~Source() = default;
    Source(Source const&) = delete;
    Source& operator=(Source const&) = delete;

    [[nodiscard]] virtual bool next() = 0;
    [[nodiscard]] virtual std::size_t most_times() const noexcept = 0;
    [[nodiscard]] RiskRow const& row() const noexcept { return row_; }
    [[nodiscard]] std::span<double const> of_cause() const noexcept { return of_cause_; }

protected:
    RiskRow row_;
    std::vector<double> of_cause_;
};

namespace {

class CountedDays final : public RiskSweep::Source {
public:
    explicit CountedDays(EventTable const& table)
        : Source(static_cast<std::size_t>(table.causes)),
          grid_(table),
          risk_(count_risk(table, grid_)) {}

    bool next() override {
        if (at_ == grid_.size()) {
            return false;
        }
        row_ = {grid_.times()[at_],  risk_.at_risk[at_],      risk_.events[at_],
                risk_.censored[at_], risk_.rows_at_risk[at_], risk_.rows_with_event[at_]};
        for (std::size_t c = 0; c < of_cause_.size(); ++c) {
            of_cause_[c] = risk_.events_of_cause[c][at_];
        }
        ++at_;
        return true;
    }
    [[nodiscard]] std::size_t most_times() const noexcept override { return grid_.size(); }

private:
    TimeGrid grid_;
    RiskTable risk_;
    std::size_t at_ = 0;
};

/// Sums of weights at risk need the longer type, as the rounding of what has gone would otherwise
/// tell where few are left; counts are exact in a double.
template <typename Item>
using Sum = std::conditional_t<std::is_same_v<Item, double>, double, long double>;

/// A sequence of ascending times that is read once, and gives its memory back as it is.
template <typename Item>
class Reader {
public:
    explicit Reader(std::vector<Item> ascending) : items_(std::move(ascending)) {
        std::reverse(items_.begin(), items_.end());
    }

    [[nodiscard]] double next_time() const {
        return items_.empty() ? never : time_of(items_.back());
    }
    /// Takes what lies within the tolerance of `first`: its rows into `rows`, its weight returned.
    Sum<Item> take_same(double first, std::size_t& rows) {
        return take(rows, [first](double t) { return t - first <= same_time * t; });
    }
    /// Takes those who entered before `time`.
    Sum<Item> take_before(double time, std::size_t& rows) {
        return take(rows, [time](double t) { return t + same_time * t < time; });
    }

    static constexpr double never = std::numeric_limits<double>::infinity();

private:
    template <typename Wanted>
    Sum<Item> take(std::size_t& rows, Wanted wanted) {
        Sum<Item> weight = 0;
        for (; !items_.empty() && wanted(time_of(items_.back())); ++rows) {
            weight += weight_of(items_.back());
            items_.pop_back();
        }
        if (items_.capacity() > 2 * items_.size() + small) {
            items_.shrink_to_fit();
        }
        return weight;
    }

    static constexpr std::size_t small = 4096;
    std::vector<Item> items_; ///< the next one last
};

/// Merges the sorted times of all statuses.
template <typename Item>
class MergedTimes final : public RiskSweep::Source {
public:
    explicit MergedTimes(SortedTimes<Item> times)
        : Source(times.of_status.size() - 1), entries_(std::move(times.entries)) {
        bool const from_the_start = entries_.next_time() == Reader<Item>::never;
        for (auto& of_status : times.of_status) {
            most_times_ += of_status.size();
            for (auto const& item : of_status) {
                at_risk_ += from_the_start ? weight_of(item) : 0;
            }
            rows_at_risk_ += from_the_start ? of_status.size() : 0;
            readers_.emplace_back(std::move(of_status));
        }
    }

    bool next() override {
        double time = Reader<Item>::never;
        for (auto const& reader : readers_) {
            time = std::min(time, reader.next_time());
        }
        if (time == Reader<Item>::never) {
            return false;
        }
        at_risk_ += entries_.take_before(time, rows_at_risk_);
        row_ = {
            .time = time, .at_risk = static_cast<double>(at_risk_), .rows_at_risk = rows_at_risk_};
        std::size_t censored = 0;
        auto gone = readers_.front().take_same(time, censored);
        row_.censored = static_cast<double>(gone);
        for (std::size_t c = 0; c < of_cause_.size(); ++c) {
            auto const weight = readers_[c + 1].take_same(time, row_.rows_with_event);
            of_cause_[c] = static_cast<double>(weight);
            row_.events += of_cause_[c];
            gone += weight;
        }
        leave(gone, censored + row_.rows_with_event);
        return true;
    }
    [[nodiscard]] std::size_t most_times() const noexcept override { return most_times_; }

private:
    void leave(Sum<Item> weight, std::size_t rows) {
        if (row_.rows_at_risk == row_.rows_with_event) {
            row_.at_risk = row_.events;
        }
        rows_at_risk_ -= rows;
        at_risk_ = rows_at_risk_ == 0 ? 0 : at_risk_ - weight;
    }

    std::vector<Reader<Item>> readers_; ///< shape (causes + 1)
    Reader<Item> entries_;
    Sum<Item> at_risk_ = 0;
    std::size_t rows_at_risk_ = 0;
    std::size_t most_times_ = 0;
};

std::unique_ptr<RiskSweep::Source> source_of(EventTable const& table) {
    std::array const tables{&table};
    if (in_whole_days(tables)) {
        return std::make_unique<CountedDays>(table);
    }
    if (table.weight.empty()) {
        return std::make_unique<MergedTimes<double>>(sorted_times(table));
    }
    return std::make_unique<MergedTimes<TimedWeight>>(sorted_weighted_times(table));
}

} // namespace

RiskSweep::RiskSweep(EventTable const& table) : source_(source_of(table)) {}
RiskSweep::~RiskSweep() = default;
bool RiskSweep::next() {
    return source_->next();
}
RiskRow const& RiskSweep::row() const noexcept {
    return source_->row();
}
std::span<double const> RiskSweep::events_of_cause() const noexcept {
    return source_->of_cause();
}
std::size_t RiskSweep::most_times() const noexcept {
    return source_->most_times();
}

} // namespace analysis
