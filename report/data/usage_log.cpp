#include "report/data/usage_log.hpp"

#include "core/text_file.hpp"
#include "report/data/cells.hpp"
#include "report/data/columns.hpp"
#include "report/data/days.hpp"
#include "report/data/leaving.hpp"
#include "report/data/one_a_user.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <optional>

namespace report {
namespace {

using data::ColumnMistakes;
using data::DayStyle;
using data::no_day_told;

constexpr std::int32_t most_days = std::numeric_limits<std::int16_t>::max() - 1;
constexpr std::uint8_t no_cause = 255;

class LogReader {
public:
    LogReader(core::CsvTable const& table, UsageColumns const& columns, core::Mistakes& mistakes)
        : table_(table), columns_(columns), mistakes_(mistakes) {}

    UsageLog read() {
        log_.source = table_.file();
        find_columns();
        if (mistakes_.empty()) {
            read_users();
        }
        if (mistakes_.empty()) {
            read_days();
        }
        if (mistakes_.empty()) {
            find_end();
        }
        if (mistakes_.empty()) {
            mark_use();
            take_leaving();
            take_groups();
        }
        return std::move(log_);
    }

private:
    std::optional<std::size_t> find(std::string const& name) {
        return data::find_column(table_, name, mistakes_);
    }

    void find_columns() {
        user_ = find(columns_.user);
        day_ = find(columns_.day);
        enrolled_ = find(columns_.enrolled);
        left_ = find(columns_.left);
        cause_ = find(columns_.cause);
        group_ = find(columns_.group);
        if (table_.rows() == 0 && mistakes_.empty()) {
            mistakes_.add({{table_.file(), 0, 0}, "", "holds no rows", "", ""});
        }
    }

    /// Users are numbered by first appearance.
    void read_users() {
        tell_missing(*user_);
        if (enrolled_) {
            tell_missing(*enrolled_);
        }
        std::vector<std::size_t> rows(table_.rows());
        for (std::size_t row = 0; row < rows.size(); ++row) {
            rows[row] = row;
        }
        auto levels = data::levels(table_, *user_, rows);
        std::vector<int> number(levels.names.size(), -1);
        for (auto& of : levels.of) {
            auto& mine = number[static_cast<std::size_t>(of)];
            if (mine < 0) {
                mine = static_cast<int>(log_.users.size());
                log_.users.push_back(levels.names[static_cast<std::size_t>(of)]);
            }
            of = mine;
        }
        user_of_row_ = std::move(levels.of);
    }

    void tell_missing(std::size_t column) {
        ColumnMistakes told(table_, column, mistakes_);
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            if (data::is_missing(table_.cell(row, column))) {
                told.add(row, "is missing", "");
            }
        }
    }

    void read_days() {
        style_ = data::style_of(table_, enrolled_ ? *enrolled_ : *day_);
        use_day_ = data::days_in(table_, *day_, style_, mistakes_);
        enrolled_day_.assign(log_.users.size(), 0);
        if (enrolled_) {
            enrolled_day_ = one_day_a_user(*enrolled_);
        } else if (style_ == DayStyle::date) {
            mistakes_.add({{table_.file(), 0, 0},
                           columns_.day,
                           "holds dates, and nothing says when users were enrolled",
                           "--enrolled COLUMN, or days that count from enrolment",
                           ""});
        }
        if (left_) {
            left_day_ = one_day_a_user(*left_);
        }
    }

    std::vector<std::int32_t> one_day_a_user(std::size_t column) {
        auto const days = data::days_in(table_, column, style_, mistakes_);
        ColumnMistakes told(table_, column, mistakes_);
        return data::one_a_user(days, user_of_row_, log_.users.size(), no_day_told, told);
    }

    /// The last day of the record, and of each user in it.
    void find_end() {
        auto const latest_use = *std::max_element(use_day_.begin(), use_day_.end());
        auto end =
            std::max(latest_use, *std::max_element(enrolled_day_.begin(), enrolled_day_.end()));
        if (!columns_.until.empty()) {
            auto const told = data::day_in(columns_.until, style_);
            if (!told) {
                mistakes_.add(
                    {{"--until", 0, 0},
                     "",
                     fmt::format("\"{}\" is no day", core::excerpt(columns_.until)),
                     style_ == DayStyle::date ? "a date like 2026-11-22" : "a whole number",
                     ""});
                return;
            }
            end = *told;
        } else if (end == no_day_told || (!enrolled_ && latest_use == no_day_told)) {
            mistakes_.add({{table_.file(), 0, 0},
                           columns_.day,
                           "holds no day at all",
                           "--until DAY says how long users were followed",
                           ""});
            return;
        } else {
            log_.notes.push_back(fmt::format("The record is taken to end on {}, the last day in "
                                             "it; --until says otherwise.",
                                             data::day_text(end, style_)));
        }
        end_ = end;
        check_uses();
        if (mistakes_.empty()) {
            set_horizon();
        }
    }

    void set_horizon() {
        for (auto const enrolled : enrolled_day_) {
            auto const last = std::int64_t{end_} - enrolled;
            if (last > most_days) {
                mistakes_.add({{table_.file(), 0, 0},
                               "",
                               fmt::format("a user is followed for {} days", last),
                               fmt::format("at most {}", most_days),
                               ""});
                return;
            }
            log_.last_day.push_back(static_cast<std::int16_t>(last));
            log_.horizon_days = std::max(log_.horizon_days, static_cast<int>(last));
        }
    }

    /// Every day lies between the user's enrolment and leaving, or the end of the record.
    void check_uses() {
        ColumnMistakes told(table_, *day_, mistakes_);
        std::optional<ColumnMistakes> enrolment;
        if (enrolled_) {
            enrolment.emplace(table_, *enrolled_, mistakes_);
        }
        for (std::size_t row = 0; row < use_day_.size(); ++row) {
            auto const user = static_cast<std::size_t>(user_of_row_[row]);
            if (enrolled_day_[user] > end_ && enrolment) {
                enrolment->add(row, "is after the end of the record", text_of(end_));
            }
            if (use_day_[row] != no_day_told) {
                check_use(row, user, told);
            }
        }
    }

    void check_use(std::size_t row, std::size_t user, ColumnMistakes& told) {
        auto const day = use_day_[row];
        if (day < enrolled_day_[user]) {
            told.add(row, fmt::format("{} is before enrolment", text_of(day)),
                     fmt::format("{} or later", text_of(enrolled_day_[user])));
        } else if (day > end_) {
            told.add(row, fmt::format("{} is after the end of the record", text_of(day)),
                     fmt::format("{} or before", text_of(end_)));
        } else if (left_ && left_day_[user] != no_day_told && day > left_day_[user]) {
            told.add(row, fmt::format("{} is after the user left", text_of(day)),
                     fmt::format("{} or before", text_of(left_day_[user])));
        }
    }

    [[nodiscard]] std::string text_of(std::int32_t day) const {
        return data::day_text(day, style_);
    }

    void mark_use() {
        auto const bytes = log_.view().bytes_a_user();
        log_.use.assign(log_.users.size() * bytes, 0);
        for (std::size_t row = 0; row < use_day_.size(); ++row) {
            if (use_day_[row] == no_day_told) {
                continue;
            }
            auto const user = static_cast<std::size_t>(user_of_row_[row]);
            auto const day = static_cast<unsigned>(use_day_[row] - enrolled_day_[user]);
            auto& byte = log_.use[user * bytes + day / 8];
            byte = static_cast<std::uint8_t>(byte | (1U << (day % 8U)));
        }
    }

    void take_leaving() {
        log_.leaving_known = left_.has_value();
        log_.causes = {"left"};
        log_.leave_day.assign(log_.users.size(), static_cast<std::int16_t>(analysis::no_day));
        log_.cause.assign(log_.users.size(), no_cause);
        if (!left_) {
            return;
        }
        auto const causes =
            data::causes_of_leaving(table_, cause_, user_of_row_, left_day_, mistakes_);
        log_.causes = causes.names;
        ColumnMistakes told(table_, *left_, mistakes_);
        for (std::size_t row = 0; row < user_of_row_.size(); ++row) {
            take_leaving(row, causes.of_user, told);
        }
    }

    /// Leaving after the end of the record has not been seen.
    void take_leaving(std::size_t row, std::vector<std::uint8_t> const& causes,
                      ColumnMistakes& told) {
        auto const user = static_cast<std::size_t>(user_of_row_[row]);
        auto const left = left_day_[user];
        if (left == no_day_told || left > end_ || log_.leave_day[user] != analysis::no_day) {
            return;
        }
        if (left < enrolled_day_[user]) {
            told.add(row, fmt::format("{} is before enrolment", text_of(left)),
                     fmt::format("{} or later", text_of(enrolled_day_[user])));
            return;
        }
        log_.leave_day[user] = static_cast<std::int16_t>(left - enrolled_day_[user]);
        log_.cause[user] = causes[user];
    }

    void take_groups() {
        log_.groups = {{{}, 1}, {""}, ""};
        if (!group_) {
            return;
        }
        ColumnMistakes told(table_, *group_, mistakes_);
        std::vector<std::size_t> rows(table_.rows());
        for (std::size_t row = 0; row < rows.size(); ++row) {
            rows[row] = row;
        }
        auto levels = data::levels(table_, *group_, rows);
        data::limit_groups(levels, table_, *group_, mistakes_);
        data::put_first(levels, columns_.baseline, table_, *group_, mistakes_);
        auto of_user = data::one_a_user(levels.of, user_of_row_, log_.users.size(), -1, told);
        auto const count = levels.names.size();
        log_.groups = {{std::move(of_user), count}, std::move(levels.names), columns_.group};
    }

    core::CsvTable const& table_;
    UsageColumns const& columns_;
    core::Mistakes& mistakes_;
    std::optional<std::size_t> user_, day_, enrolled_, left_, cause_, group_;
    DayStyle style_ = DayStyle::number;
    std::vector<int> user_of_row_;
    std::vector<std::int32_t> use_day_;      ///< shape (rows)
    std::vector<std::int32_t> enrolled_day_; ///< shape (users)
    std::vector<std::int32_t> left_day_;     ///< shape (users)
    std::int32_t end_ = 0;
    UsageLog log_;
};

} // namespace

UsageLog read_usage_log(core::CsvTable const& table, UsageColumns const& columns,
                        core::Mistakes& mistakes) {
    return LogReader(table, columns, mistakes).read();
}

} // namespace report
