#include "analysis/contrasts/risk_scan.hpp"

#include "analysis/contrasts/sorted_buckets.hpp"
#include "analysis/data/time_grid.hpp"
#include "core/contract.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace analysis {

class RiskScan::Source {
public:
    Source() = default;
    virtual ~Source() = default;
    Source(Source const&) = delete;
    Source& operator=(Source const&) = delete;

    virtual void start(std::size_t stratum) = 0;
    [[nodiscard]] virtual bool next() = 0;
    [[nodiscard]] virtual double last_time() const = 0;

    std::size_t strata = 1;
    RiskSet set;
};

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// What a row counts for, and so which bucket of its group and stratum it is in.
constexpr std::size_t kinds = 3;
enum class Kind : std::size_t { censored, of_cause, other_event };

std::size_t member_of(Grouping const& grouping, std::size_t row) {
    return grouping.groups == 0 ? 0 : static_cast<std::size_t>(grouping.of[row]);
}

std::size_t kind_of(int status, int cause) {
    if (status == 0) {
        return static_cast<std::size_t>(Kind::censored);
    }
    return static_cast<std::size_t>(cause == 0 || status == cause ? Kind::of_cause
                                                                  : Kind::other_event);
}

void make_item(double time, double /*weight*/, double& item) {
    item = time;
}
void make_item(double time, double weight, TimedWeight& item) {
    item = {time, weight};
}

/// Sums of weights at risk need the longer type, as the rounding of what has gone would otherwise
/// tell where few are left; counts are exact in a double.
template <typename Item>
using Sum = std::conditional_t<std::is_same_v<Item, double>, double, long double>;

/// What is left of a bucket.
template <typename Item>
struct Reader {
    std::span<Item const> items{};

    [[nodiscard]] double next_time() const { return items.empty() ? never : time_of(items[0]); }
    /// Takes items from the front while wanted(time). @return their weight; adds to `rows`
    template <typename Wanted>
    Sum<Item> take(std::size_t& rows, Wanted const& wanted) {
        Sum<Item> weight = 0;
        std::size_t taken = 0;
        while (taken < items.size() && wanted(time_of(items[taken]))) {
            weight += weight_of(items[taken++]);
        }
        items = items.subspan(taken);
        rows += taken;
        return weight;
    }
};

/// At risk, and leaving at the present time.
template <typename Item>
struct Member {
    Sum<Item> at_risk = 0;
    Sum<Item> leaving = 0;
    std::size_t rows_at_risk = 0;
    std::size_t rows_leaving = 0;
};

template <typename Item>
class Merge final : public RiskScan::Source {
public:
    Merge(EventTable const& table, Grouping const& groups, Grouping const& strata_of, int cause)
        : late_(!table.entry.empty()),
          size_(std::max<std::size_t>(1, groups.groups)),
          leaving_(leaving(table, groups, strata_of, cause, size_)),
          entering_(entering(table, groups, strata_of, size_)),
          members_(size_),
          entries_(size_),
          readers_(size_ * kinds) {
        strata = std::max<std::size_t>(1, strata_of.groups);
        set.at_risk.resize(size_);
    }

    void start(std::size_t stratum) override {
        for (std::size_t i = 0; i < readers_.size(); ++i) {
            readers_[i].items = leaving_[stratum * size_ * kinds + i];
        }
        members_.assign(size_, {});
        last_ = 0;
        for (auto const& reader : readers_) {
            last_ = reader.items.empty() ? last_ : std::max(last_, time_of(reader.items.back()));
        }
        for (std::size_t k = 0; k < size_; ++k) {
            if (late_) {
                entries_[k].items = entering_[stratum * size_ + k];
            } else {
                admit_all(k);
            }
        }
    }

    bool next() override {
        while (true) {
            double time = never;
            for (auto const& reader : readers_) {
                time = std::min(time, reader.next_time());
            }
            if (time == never) {
                return false;
            }
            count(time);
            if (set.all_events > 0) {
                return true;
            }
        }
    }

    [[nodiscard]] double last_time() const override { return last_; }

private:
    using Buckets = SortedBuckets<Item>;

    static Item item_of(EventTable const& table, double time, std::size_t row) {
        Item item;
        make_item(time, table.weight_of(row), item);
        return item;
    }

    static bool is_ever_at_risk(EventTable const& table, std::size_t i) {
        return table.entry.empty() || table.time[i] - table.entry[i] > same_time * table.time[i];
    }

    static Buckets leaving(EventTable const& table, Grouping const& groups, Grouping const& strata,
                           int cause, std::size_t size) {
        std::size_t const buckets = std::max<std::size_t>(1, strata.groups) * size * kinds;
        auto const bucket_of = [&, buckets](std::size_t i) {
            auto const cell = member_of(strata, i) * size + member_of(groups, i);
            return is_ever_at_risk(table, i) ? cell * kinds + kind_of(table.status[i], cause)
                                             : buckets;
        };
        return {table.size(), buckets, bucket_of,
                [&table](std::size_t i) { return item_of(table, table.time[i], i); }};
    }

    static Buckets entering(EventTable const& table, Grouping const& groups, Grouping const& strata,
                            std::size_t size) {
        std::size_t const buckets = std::max<std::size_t>(1, strata.groups) * size;
        auto const bucket_of = [&, buckets](std::size_t i) {
            auto const cell = member_of(strata, i) * size + member_of(groups, i);
            return is_ever_at_risk(table, i) ? cell : buckets;
        };
        return {table.entry.size(), buckets, bucket_of,
                [&table](std::size_t i) { return item_of(table, table.entry[i], i); }};
    }

    void admit_all(std::size_t k) {
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            auto const items = readers_[k * kinds + kind].items;
            members_[k].rows_at_risk += items.size();
            for (auto const& item : items) {
                members_[k].at_risk += weight_of(item);
            }
        }
    }

    void let_go(Member<Item>& member) {
        member.rows_at_risk -= member.rows_leaving;
        member.at_risk = member.rows_at_risk == 0 ? 0 : member.at_risk - member.leaving;
        member.leaving = 0;
        member.rows_leaving = 0;
    }

    double take(std::size_t k, Kind kind, double time) {
        auto& member = members_[k];
        auto const weight = readers_[k * kinds + static_cast<std::size_t>(kind)].take(
            member.rows_leaving, [time](double t) { return t - time <= same_time * t; });
        member.leaving += weight;
        return static_cast<double>(weight);
    }

    void count(double time) {
        set.time = time;
        set.events.assign(size_, 0);
        set.of_cause.assign(size_, 0);
        set.all_at_risk = set.all_events = set.all_of_cause = 0;
        for (std::size_t k = 0; k < size_; ++k) {
            auto& member = members_[k];
            let_go(member);
            if (late_) {
                member.at_risk += entries_[k].take(member.rows_at_risk, [time](double entry) {
                    return time - entry > same_time * time;
                });
            }
            set.at_risk[k] = static_cast<double>(member.at_risk);
            static_cast<void>(take(k, Kind::censored, time));
            set.of_cause[k] = take(k, Kind::of_cause, time);
            set.events[k] = set.of_cause[k] + take(k, Kind::other_event, time);
            set.all_at_risk += set.at_risk[k];
            set.all_events += set.events[k];
            set.all_of_cause += set.of_cause[k];
        }
    }

    bool late_;
    std::size_t size_; ///< groups
    Buckets leaving_;  ///< shape (strata, groups, kinds)
    Buckets entering_; ///< shape (strata, groups), all empty when nobody enters late
    std::vector<Member<Item>> members_;
    std::vector<Reader<Item>> entries_;
    std::vector<Reader<Item>> readers_; ///< shape (groups, kinds)
    double last_ = 0;
};

[[maybe_unused]] bool within_range(Grouping const& grouping, std::size_t rows) {
    return grouping.groups == 0 ||
           (grouping.of.size() == rows &&
            std::all_of(grouping.of.begin(), grouping.of.end(), [&grouping](int g) {
                return g >= 0 && static_cast<std::size_t>(g) < grouping.groups;
            }));
}

void check([[maybe_unused]] EventTable const& table) {
    HOLDFAST_EXPECT(table.status.size() == table.size());
    HOLDFAST_EXPECT(table.entry.empty() || table.entry.size() == table.size());
    HOLDFAST_EXPECT(table.weight.empty() || table.weight.size() == table.size());
    HOLDFAST_EXPECT(std::all_of(table.time.begin(), table.time.end(),
                                [](double t) { return t >= 0 && std::isfinite(t); }));
}

} // namespace

RiskScan::RiskScan(EventTable const& table, Grouping const& groups, Grouping const& strata,
                   int cause) {
    check(table);
    HOLDFAST_EXPECT(within_range(groups, table.size()));
    HOLDFAST_EXPECT(within_range(strata, table.size()));
    if (table.weight.empty()) {
        source_ = std::make_unique<Merge<double>>(table, groups, strata, cause);
    } else {
        source_ = std::make_unique<Merge<TimedWeight>>(table, groups, strata, cause);
    }
    start(0);
}

RiskScan::~RiskScan() = default;

std::size_t RiskScan::strata() const noexcept {
    return source_->strata;
}

std::size_t RiskScan::groups() const noexcept {
    return source_->set.at_risk.size();
}

void RiskScan::start(std::size_t stratum) {
    HOLDFAST_EXPECT(stratum < strata());
    source_->start(stratum);
}

bool RiskScan::next() {
    return source_->next();
}

RiskSet const& RiskScan::set() const noexcept {
    return source_->set;
}

double RiskScan::last_time() const {
    return source_->last_time();
}

} // namespace analysis
