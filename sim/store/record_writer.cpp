#include "core/build_info.hpp"
#include "core/column_file.hpp"
#include "core/digest.hpp"
#include "sim/record_file.hpp"
#include "sim/store/record_columns.hpp"

namespace sim {
namespace {

class Writing {
public:
    explicit Writing(core::ColumnWriter& file) : file_(file) {}

    template <class T>
    void column(ColumnInfo const& info, std::vector<T> const& values) {
        file_.write(info.path, values, info.shape, info.storage);
        file_.attribute(info.path, "unit", info.unit);
        file_.attribute(info.path, "describes", info.describes);
    }
    void sums(ColumnInfo const& info, std::vector<std::int64_t> const& values) {
        std::vector<double> exact;
        exact.reserve(values.size());
        for (auto const value : values) {
            exact.push_back(static_cast<double>(value) * agents::DayTotals::unit);
        }
        column(info, exact);
    }
    template <class Make>
    void derived(ColumnInfo const& info, Make const& make) {
        column(info, make());
    }

private:
    core::ColumnWriter& file_;
};

/// The names of things, in their order.
template <class T>
std::vector<std::string> names_of(std::vector<T> const& things) {
    std::vector<std::string> names;
    for (auto const& thing : things) {
        names.push_back(thing.name);
    }
    return names;
}

void write_frame(core::ColumnWriter& file, Record const& record) {
    file.attribute("/", "schema", "holdfast-results");
    file.attribute("/", "schema_version", results_schema_version);
    file.attribute("/", "content_digest", content_digest(record));
    auto const* const at = "/scenario";
    file.group(at);
    file.attribute(at, "name", record.scenario);
    file.attribute(at, "users", record.users);
    file.attribute(at, "users_asked", record.users_asked);
    file.attribute(at, "horizon_days", record.horizon_days);
    file.attribute(at, "seed", record.seed);
    file.attribute(at, "replicate", record.replicate);
    file.attribute(at, "baseline", record.designs[record.baseline].name);
    file.attribute(at, "designs", names_of(record.designs));
    file.attribute(at, "components", record.components);
    file.attribute(at, "causes", record.causes);
    file.attribute(at, "traits", names_of(record.population.traits));
    file.attribute(at, "instruments", names_of(record.instruments));
    file.attribute(at, "recorded", recorded_words(record.kept));
    if (!record.peers.empty()) {
        file.attribute(at, "peers", record.peers);
        file.attribute(at, "arrivals",
                       record.designs.front().outcomes.staggered ? "staggered" : "together");
    }
    if (!record.more_replicates.empty()) {
        file.attribute(at, "replicates", std::uint64_t{1 + record.more_replicates.size()});
    }
}

/// What names and groups of columns say beside the columns.
void write_labels(core::ColumnWriter& file, Record const& record) {
    for (auto const& trait : record.population.traits) {
        if (!trait.levels.empty()) {
            file.attribute(trait_path(trait.name), "levels", trait.levels);
        }
    }
    for (auto const& instrument : record.instruments) {
        auto const at = instrument_path(instrument.name);
        file.attribute(at, "low", instrument.low);
        file.attribute(at, "high", instrument.high);
    }
    for (auto const& design : record.designs) {
        file.attribute(design_path(design.name), "extends", design.extends);
        if (!design.stages.empty()) {
            file.attribute(design_path(design.name), "stages", design.stages);
        }
    }
}

void write_provenance(core::ColumnWriter& file, Origin const& origin) {
    auto const& build = core::build_info();
    auto const* const at = "/provenance";
    file.group(at);
    file.attribute(at, "version", origin.version.empty() ? build.version : origin.version);
    file.attribute(at, "git_commit",
                   origin.git_commit.empty() ? build.git_commit : origin.git_commit);
    file.attribute(at, "compiler", origin.compiler.empty() ? build.compiler : origin.compiler);
    file.attribute(at, "command_line", origin.command_line);
    file.attribute(at, "written_at",
                   origin.written_at.empty() ? core::utc_now_iso8601() : origin.written_at);
    file.attribute(at, "wall_seconds", origin.wall_seconds);
    file.attribute(at, "threads", origin.threads);
    std::vector<std::string> paths;
    std::vector<std::string> texts;
    std::vector<std::string> digests;
    for (auto const& source : origin.sources) {
        paths.push_back(source.path);
        texts.push_back(source.text);
        digests.push_back(core::digest_of(source.text));
    }
    file.write("/provenance/overrides", origin.overrides);
    file.write("/provenance/files/path", paths);
    file.write("/provenance/files/text", texts);
    file.write("/provenance/files/digest", digests);
}

} // namespace

void write_record(std::string const& path, Record const& record) {
    core::ColumnWriter file(path);
    write_frame(file, record);
    Writing writing(file);
    visit_columns(record, writing);
    write_labels(file, record);
    write_provenance(file, record.origin);
    file.commit();
}

} // namespace sim
