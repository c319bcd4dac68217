#include "sim/checkpoint/parts.hpp"

#include "core/build_info.hpp"
#include "core/mistakes.hpp"
#include "sim/record_file.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <string_view>

namespace sim {

namespace {

namespace fs = std::filesystem;

std::optional<std::size_t> number(std::string_view text) {
    std::size_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

/// "000000512-000001024.h5"; nothing for any other name.
std::optional<UserRange> users_of(fs::path const& file) {
    auto const stem = file.stem().string();
    auto const dash = stem.find('-');
    if (file.extension() != ".h5" || dash == std::string::npos) {
        return std::nullopt;
    }
    auto const first = number(std::string_view(stem).substr(0, dash));
    auto const last = number(std::string_view(stem).substr(dash + 1));
    return first && last && *first < *last ? std::optional(UserRange{*first, *last}) : std::nullopt;
}

/// The files that went into both, or the first that differs.
std::string changed_file(std::vector<SourceFile> const& then, std::vector<SourceFile> const& now) {
    if (then.size() != now.size()) {
        return fmt::format("it was made of {} files, now there are {}", then.size(), now.size());
    }
    for (std::size_t n = 0; n < now.size(); ++n) {
        if (then[n].text != now[n].text) {
            return fmt::format("{} has changed since", now[n].path);
        }
    }
    return {};
}

/// Why a part does not belong to this run; empty when it does.
std::string difference(Record const& part, UserRange users, Scenario const& scenario) {
    auto const& build = core::build_info();
    auto const& made = part.origin;
    if (made.version != build.version || made.git_commit != build.git_commit) {
        return fmt::format("made by holdfast {} (commit {}), and this is {} (commit {})",
                           made.version, made.git_commit, build.version, build.git_commit);
    }
    if (auto changed = changed_file(made.sources, scenario.sources); !changed.empty()) {
        return changed;
    }
    if (made.overrides != scenario.overrides || part.users_asked != scenario.users ||
        part.seed != scenario.seed) {
        return "made with other --set, --seed or users";
    }
    if (part.users != users.last - users.first) {
        return fmt::format("its name promises {} people, it has {}", users.last - users.first,
                           part.users);
    }
    return {};
}

} // namespace

std::vector<UserRange> gaps(std::vector<UserRange> const& taken, std::size_t users) {
    std::vector<UserRange> free;
    std::size_t at = 0;
    for (auto const& range : taken) {
        if (at < range.first) {
            free.push_back({at, range.first});
        }
        at = range.last;
    }
    if (at < users) {
        free.push_back({at, users});
    }
    return free;
}

Parts::Parts(std::string path) : path_(std::move(path)), folder_(path_ + ".parts") {}

std::vector<UserRange> Parts::ranges() const {
    std::vector<UserRange> found;
    std::error_code none; // no folder, no parts
    for (auto const& entry : fs::directory_iterator(folder_, none)) {
        if (auto const users = users_of(entry.path())) {
            found.push_back(*users);
        }
    }
    std::sort(found.begin(), found.end(), [](UserRange const& a, UserRange const& b) {
        return a.first != b.first ? a.first < b.first : a.last < b.last;
    });
    return found;
}

std::string Parts::file_of(UserRange users) const {
    return fmt::format("{}/{:010}-{:010}.h5", folder_, users.first, users.last);
}

void Parts::read(Scenario const& scenario,
                 std::function<void(UserRange, Record const&)> const& take) const {
    core::Mistakes mistakes;
    auto const complain = [&](UserRange users, std::string what) {
        mistakes.add(
            {{file_of(users), 0, 0},
             "",
             std::move(what),
             fmt::format("go on with what it was begun with, or begin anew: rm -r {}", folder_),
             ""});
    };
    std::size_t end = 0;
    for (auto const& users : ranges()) {
        if (users.first < end || users.last > scenario.users) {
            complain(users, users.first < end
                                ? "holds users of the part before it"
                                : fmt::format("the scenario has {} users", scenario.users));
            continue;
        }
        end = users.last;
        try {
            Record const part = read_record(file_of(users));
            if (auto why = difference(part, users, scenario); !why.empty()) {
                complain(users, std::move(why));
            } else if (mistakes.empty()) {
                take(users, part);
            }
        } catch (core::IoError const& error) {
            complain(users, error.reason());
        }
    }
    mistakes.throw_if_any();
}

void Parts::make_folder() const {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) {
        throw core::IoError(folder_, error.message());
    }
}

void Parts::write(UserRange users, Record const& part) const {
    make_folder();
    write_record(file_of(users), part);
}

void Parts::adopt_interrupted() const {
    if (!fs::exists(path_)) {
        return;
    }
    std::size_t users = 0;
    try {
        Record const there = read_record(path_);
        users = there.users < there.users_asked ? there.users : 0;
    } catch (core::IoError const&) {
        return; // something else, which the run will replace
    }
    if (users > 0) {
        make_folder();
        fs::rename(path_, file_of({0, users}));
    }
}

void Parts::remove() const {
    std::error_code ignored; // what stays there harms nobody
    for (auto const& entry : fs::directory_iterator(folder_, ignored)) {
        if (users_of(entry.path()) || entry.path().extension() == ".part") {
            fs::remove(entry.path(), ignored);
        }
    }
}

} // namespace sim
