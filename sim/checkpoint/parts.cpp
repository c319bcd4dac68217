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

/// "512-1024"
template <class Range>
std::optional<Range> range_of(std::string_view text) {
    auto const dash = text.find('-');
    if (dash == std::string_view::npos) {
        return std::nullopt;
    }
    auto const first = number(text.substr(0, dash));
    auto const last = number(text.substr(dash + 1));
    return first && last && *first < *last ? std::optional(Range{*first, *last}) : std::nullopt;
}

constexpr std::string_view of_replicates = "replicates-";

/// "0000000512-0000001024.h5"; nothing for any other name.
std::optional<UserRange> users_of(fs::path const& file) {
    return file.extension() == ".h5" ? range_of<UserRange>(file.stem().string()) : std::nullopt;
}

/// "replicates-00002-00005.h5"; nothing for any other name.
std::optional<ReplicateRange> replicates_of(fs::path const& file) {
    auto const stem = file.stem().string();
    return file.extension() == ".h5" && stem.starts_with(of_replicates)
               ? range_of<ReplicateRange>(std::string_view(stem).substr(of_replicates.size()))
               : std::nullopt;
}

/// Of the names in a folder, ascending.
template <class RangeOf>
auto ranges_in(std::string const& folder, RangeOf const& range_of_file) {
    std::vector<typename decltype(range_of_file(fs::path()))::value_type> found;
    std::error_code none; // no folder, no parts
    for (auto const& entry : fs::directory_iterator(folder, none)) {
        if (auto const range = range_of_file(entry.path())) {
            found.push_back(*range);
        }
    }
    std::sort(found.begin(), found.end(), [](auto const& a, auto const& b) {
        return a.first != b.first ? a.first < b.first : a.last < b.last;
    });
    return found;
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
std::string difference(Record const& part, Scenario const& scenario) {
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
    return {};
}

std::string difference(Record const& part, UserRange users) {
    return part.users == users.size()
               ? std::string()
               : fmt::format("its name promises {} people, it has {}", users.size(), part.users);
}

std::string difference(Record const& part, ReplicateRange promised, Scenario const& scenario) {
    std::size_t const there = 1 + part.more_replicates.size();
    bool const as_promised = part.users == scenario.users &&
                             part.replicate == scenario.replicate + promised.first &&
                             there == promised.last - promised.first;
    return as_promised ? std::string()
                       : fmt::format("its name promises replicates {} to {} of {} people, it has "
                                     "{} from {} on, of {}",
                                     scenario.replicate + promised.first,
                                     scenario.replicate + promised.last - 1, scenario.users, there,
                                     part.replicate, part.users);
}

/// Collects what keeps parts from being gone on with.
class PartReader {
public:
    PartReader(std::string const& folder, Scenario const& scenario)
        : folder_(folder), scenario_(scenario) {}

    /// The part, unless something is wrong with it or was with an earlier one.
    /// @param difference  of a record from what the name of its file promises; empty: none
    template <class Difference>
    std::optional<Record> read(std::string const& file, Difference const& difference) {
        try {
            Record part = read_record(file);
            auto why = sim::difference(part, scenario_);
            if (why.empty()) {
                why = difference(part);
            }
            if (!why.empty()) {
                complain(file, std::move(why));
            } else if (mistakes_.empty()) {
                return part;
            }
        } catch (core::IoError const& error) {
            complain(file, error.reason());
        }
        return std::nullopt;
    }
    void complain(std::string const& file, std::string what) {
        mistakes_.add(
            {{file, 0, 0},
             "",
             std::move(what),
             fmt::format("go on with what it was begun with, or begin anew: rm -r {}", folder_),
             ""});
    }
    void throw_if_any() const { mistakes_.throw_if_any(); }

private:
    std::string const& folder_;
    Scenario const& scenario_;
    core::Mistakes mistakes_;
};

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
    return ranges_in(folder_, users_of);
}

std::vector<ReplicateRange> Parts::replicates() const {
    return ranges_in(folder_, replicates_of);
}

std::string Parts::file_of(UserRange users) const {
    return fmt::format("{}/{:010}-{:010}.h5", folder_, users.first, users.last);
}

std::string Parts::file_of(ReplicateRange replicates) const {
    return fmt::format("{}/{}{:05}-{:05}.h5", folder_, of_replicates, replicates.first,
                       replicates.last);
}

void Parts::read(Scenario const& scenario,
                 std::function<void(UserRange, Record const&)> const& take) const {
    PartReader reader(folder_, scenario);
    for (auto const& others : replicates()) {
        reader.complain(file_of(others), "holds replicates of people with peers");
    }
    std::size_t end = 0;
    for (auto const& users : ranges()) {
        if (users.first < end || users.last > scenario.users) {
            reader.complain(file_of(users),
                            users.first < end
                                ? "holds users of the part before it"
                                : fmt::format("the scenario has {} users", scenario.users));
            continue;
        }
        end = users.last;
        if (auto const part = reader.read(
                file_of(users), [&](Record const& it) { return difference(it, users); })) {
            take(users, *part);
        }
    }
    reader.throw_if_any();
}

void Parts::read_replicates(Scenario const& scenario,
                            std::function<void(ReplicateRange, Record)> const& take) const {
    PartReader reader(folder_, scenario);
    for (auto const& others : ranges()) {
        reader.complain(file_of(others), "holds people without peers");
    }
    std::size_t end = 0;
    for (auto const& some : replicates()) {
        if (some.first < end || some.last > scenario.replicates) {
            reader.complain(file_of(some), some.first < end
                                               ? "holds replicates of the part before it"
                                               : fmt::format("the scenario has {} replicates",
                                                             scenario.replicates));
            continue;
        }
        end = some.last;
        if (auto part = reader.read(
                file_of(some), [&](Record const& it) { return difference(it, some, scenario); })) {
            take(some, std::move(*part));
        }
    }
    reader.throw_if_any();
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

void Parts::write_replicates(ReplicateRange replicates, Record const& part) const {
    make_folder();
    write_record(file_of(replicates), part);
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
        fs::rename(path_, file_of(UserRange{0, users}));
    }
}

void Parts::remove() const {
    std::error_code ignored; // what stays there harms nobody
    for (auto const& entry : fs::directory_iterator(folder_, ignored)) {
        if (users_of(entry.path()) || replicates_of(entry.path()) ||
            entry.path().extension() == ".part") {
            fs::remove(entry.path(), ignored);
        }
    }
}

} // namespace sim
