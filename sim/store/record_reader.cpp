#include "core/column_file.hpp"
#include "sim/record_file.hpp"
#include "sim/store/record_checks.hpp"
#include "sim/store/record_columns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace sim {
namespace {

/// What a file may claim of itself, before memory is asked for.
constexpr std::uint64_t most_users = 4294967295;
constexpr std::int64_t most_days = 3650;
constexpr std::uint64_t most_replicates = 10'000;

class Reading {
public:
    Reading(core::ColumnReader const& file, std::string path)
        : file_(file), path_(std::move(path)) {}

    template <class T>
    void column(ColumnInfo const& info, std::vector<T>& values) const {
        auto const shape = file_.shape(info.path);
        if (shape != info.shape) {
            refuse(fmt::format("{} has shape ({}), not ({})", info.path.substr(1),
                               fmt::join(shape, ", "), fmt::join(info.shape, ", ")));
        }
        values = file_.read<T>(info.path);
    }
    void sums(ColumnInfo const& info, std::vector<std::int64_t>& values) const {
        std::vector<double> exact;
        column(info, exact);
        values.clear();
        for (double const sum : exact) {
            double const fixed = sum / agents::DayTotals::unit;
            if (!(std::abs(fixed) <= 0x1p53) || fixed != std::nearbyint(fixed)) {
                refuse(fmt::format("{} holds {}, which is no sum", info.path.substr(1), sum));
            }
            values.push_back(static_cast<std::int64_t>(fixed));
        }
    }
    /// Follows from the others.
    template <class Make>
    void derived(ColumnInfo const& /*info*/, Make const& /*make*/) const {}

    [[noreturn]] void refuse(std::string const& why) const { throw core::IoError(path_, why); }

private:
    core::ColumnReader const& file_;
    std::string path_;
};

void expect_ours(core::ColumnReader const& file, Reading const& reading) {
    if (!file.has_attribute("/", "schema") ||
        file.text_attribute("/", "schema") != "holdfast-results") {
        reading.refuse("this is no file of results of holdfast (it has no attribute schema = "
                       "\"holdfast-results\")");
    }
    auto const version = file.integer_attribute("/", "schema_version");
    if (version > results_schema_version) {
        reading.refuse(
            fmt::format("version {} of the layout of results is later than {}, the last that "
                        "this holdfast knows: use a later holdfast",
                        version, results_schema_version));
    }
}

/// Names that are there and differ.
std::vector<std::string> names(core::ColumnReader const& file, Reading const& reading,
                               char const* key) {
    auto list = file.texts_attribute("/scenario", key);
    bool const good = std::none_of(list.begin(), list.end(), [](std::string const& name) {
        return name.empty() || name.find('/') != std::string::npos;
    });
    if (!good || std::set<std::string>(list.begin(), list.end()).size() != list.size()) {
        reading.refuse(fmt::format("scenario: the names in {} are empty or not unique", key));
    }
    return list;
}

std::size_t count(core::ColumnReader const& file, Reading const& reading, char const* key) {
    auto const value = file.unsigned_attribute("/scenario", key);
    if (value < 1 || value > most_users) {
        reading.refuse(fmt::format("scenario: {} is {} (1 to {})", key, value, most_users));
    }
    return value;
}

void read_instruments(core::ColumnReader const& file, Reading const& reading, Record& record) {
    for (auto& name : names(file, reading, "instruments")) {
        InstrumentRecord instrument;
        instrument.name = name;
        auto const at = instrument_path(name);
        instrument.low = file.number_attribute(at, "low");
        instrument.high = file.number_attribute(at, "high");
        auto const shape = file.shape(at + "/days");
        if (shape.size() != 1 || shape[0] > static_cast<std::size_t>(record.horizon_days) + 1) {
            reading.refuse(
                fmt::format("{}/days has shape ({})", at.substr(1), fmt::join(shape, ", ")));
        }
        instrument.days.resize(shape[0]);
        record.instruments.push_back(std::move(instrument));
    }
}

void read_traits(core::ColumnReader const& file, Reading const& reading, Record& record) {
    record.population.users = record.users;
    if (!record.kept.of_users.has(agents::Recorded::traits)) {
        return;
    }
    for (auto& name : names(file, reading, "traits")) {
        agents::TraitColumn trait;
        trait.name = name;
        auto const at = trait_path(name);
        if (file.has(at) && file.has_attribute(at, "levels")) {
            trait.levels = file.texts_attribute(at, "levels");
        } else if (file.has(at)) {
            trait.unit = file.text_attribute(at, "unit");
        }
        record.population.traits.push_back(std::move(trait));
    }
}

void read_designs(core::ColumnReader const& file, Reading const& reading, Record& record) {
    bool const staggered = file.has_attribute("/scenario", "arrivals") &&
                           file.text_attribute("/scenario", "arrivals") == "staggered";
    for (auto& name : names(file, reading, "designs")) {
        DesignRecord design;
        design.name = name;
        design.extends = file.text_attribute(design_path(name), "extends");
        if (file.has_attribute(design_path(name), "stages")) {
            design.stages = file.texts_attribute(design_path(name), "stages");
        }
        design.outcomes.users = record.users;
        design.outcomes.recorded = record.kept.of_users;
        design.outcomes.horizon_days = record.horizon_days;
        design.outcomes.components = record.components.size();
        design.outcomes.bytes_of_use = (static_cast<std::size_t>(record.horizon_days) + 8) / 8;
        for (auto const& instrument : record.instruments) {
            design.outcomes.days_given.push_back(instrument.days.size());
        }
        design.outcomes.scores.resize(record.instruments.size());
        design.outcomes.staggered = staggered;
        record.designs.push_back(std::move(design));
    }
    auto const baseline = file.text_attribute("/scenario", "baseline");
    auto const found = std::find_if(record.designs.begin(), record.designs.end(),
                                    [&](auto const& design) { return design.name == baseline; });
    if (found == record.designs.end()) {
        reading.refuse(fmt::format("scenario: there is no design \"{}\", the baseline", baseline));
    }
    record.baseline = static_cast<std::size_t>(found - record.designs.begin());
    if (file.has_attribute("/scenario", "replicates")) {
        auto const replicates = file.unsigned_attribute("/scenario", "replicates");
        if (replicates < 1 || replicates > most_replicates) {
            reading.refuse(
                fmt::format("scenario: replicates is {} (1 to {})", replicates, most_replicates));
        }
        record.more_replicates.assign(replicates - 1, record.designs);
    }
}

/// Files in which nothing is said of it hold everything.
Keep read_kept(core::ColumnReader const& file, Reading const& reading) {
    Keep kept;
    if (!file.has_attribute("/scenario", "recorded")) {
        return kept;
    }
    kept.of_users = agents::Recording::none();
    for (auto const& word : file.texts_attribute("/scenario", "recorded")) {
        auto const& known = agents::recorded_names;
        auto const found = std::find(known.begin(), known.end(), word);
        if (word == "aggregates") {
            kept.counts = true;
        } else if (found == known.end()) {
            reading.refuse(fmt::format("scenario: recorded names \"{}\" ({}, aggregates)", word,
                                       fmt::join(known, ", ")));
        } else {
            kept.of_users.add(static_cast<agents::Recorded>(found - known.begin()));
        }
    }
    return kept;
}

/// Names, users and days: all that must be known before columns can be read.
Record read_frame(core::ColumnReader const& file, Reading const& reading) {
    Record record;
    record.scenario = file.text_attribute("/scenario", "name");
    record.users = count(file, reading, "users");
    record.users_asked = count(file, reading, "users_asked");
    auto const days = file.integer_attribute("/scenario", "horizon_days");
    if (days < 0 || days > most_days) {
        reading.refuse(fmt::format("scenario: horizon_days is {} (0 to {})", days, most_days));
    }
    record.horizon_days = static_cast<int>(days);
    record.seed = file.unsigned_attribute("/scenario", "seed");
    record.replicate =
        static_cast<std::uint32_t>(file.unsigned_attribute("/scenario", "replicate"));
    if (file.has_attribute("/scenario", "peers")) {
        record.peers = file.text_attribute("/scenario", "peers");
    }
    record.components = names(file, reading, "components");
    record.causes = names(file, reading, "causes");
    record.kept = read_kept(file, reading);
    read_instruments(file, reading, record);
    read_traits(file, reading, record);
    read_designs(file, reading, record);
    make_room_for_counts(record);
    return record;
}

Origin read_origin(core::ColumnReader const& file, Reading const& reading) {
    auto const* const at = "/provenance";
    Origin origin;
    origin.version = file.text_attribute(at, "version");
    origin.git_commit = file.text_attribute(at, "git_commit");
    origin.compiler = file.text_attribute(at, "compiler");
    origin.command_line = file.text_attribute(at, "command_line");
    origin.written_at = file.text_attribute(at, "written_at");
    origin.wall_seconds = file.number_attribute(at, "wall_seconds");
    origin.threads = static_cast<int>(file.integer_attribute(at, "threads"));
    origin.overrides = file.read_texts("/provenance/overrides");
    auto paths = file.read_texts("/provenance/files/path");
    auto texts = file.read_texts("/provenance/files/text");
    if (paths.size() != texts.size()) {
        reading.refuse("provenance/files: as many paths as texts are needed");
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        origin.sources.push_back({std::move(paths[i]), std::move(texts[i])});
    }
    return origin;
}

} // namespace

Record read_record(std::string const& path) {
    core::ColumnReader const file(path);
    Reading reading(file, path);
    expect_ours(file, reading);
    auto record = read_frame(file, reading);
    visit_columns(record, reading);
    record.origin = read_origin(file, reading);
    if (auto const fault = fault_of(record); !fault.empty()) {
        reading.refuse(fault);
    }
    return record;
}

} // namespace sim
