#include "sim/reading/scenario_file.hpp"

#include "core/schema_mapping.hpp"
#include "core/text_file.hpp"
#include "sim/reading/cohort_file.hpp"
#include "sim/reading/design_file.hpp"
#include "sim/reading/overrides.hpp"
#include "sim/reading/theory_file.hpp"
#include "sim/reading/trait_checks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <memory>
#include <utility>

namespace sim::reading {

using namespace core::schema;

namespace {

/// The type, but with words of its own for a 0.
template <class I>
Type<I> no_zero(Type<I> type, std::string words) {
    auto const allowed = type.shape.allowed;
    return {type.shape,
            [read = type.read, words = std::move(words),
             allowed](Cursor const& cursor) -> std::optional<I> {
                if (cursor.node().text == "0" && !cursor.node().quoted) {
                    cursor.complain(words, allowed);
                    return std::nullopt;
                }
                return read(cursor);
            }};
}

/// What a run keeps: all, counts only, or some groups of columns.
Type<Keep> keep_type() {
    auto const whole = word({"all", "aggregates"});
    auto const groups =
        list_of(word({agents::recorded_names.begin(), agents::recorded_names.end()}),
                {1, agents::recorded_names.size()});
    auto shape = either_shape(whole.shape, groups.shape);
    shape.allowed =
        fmt::format("{}; {}", whole.shape.allowed, fmt::join(agents::recorded_names, ", "));
    return {shape, [whole, groups](Cursor const& cursor) -> std::optional<Keep> {
                Keep keep;
                if (cursor.node().kind != core::Node::Kind::list) {
                    auto const found = whole.read(cursor);
                    keep.counts = found && *found == 1;
                    keep.of_users =
                        keep.counts ? agents::Recording::none() : agents::Recording::all();
                    return found ? std::optional(keep) : std::nullopt;
                }
                keep.of_users = agents::Recording::none();
                for (auto const group : groups.read(cursor).value_or(std::vector<std::size_t>())) {
                    keep.of_users.add(static_cast<agents::Recorded>(group));
                }
                return keep;
            }};
}

bool is_below(std::string_view path, std::string_view name) {
    return path.size() > name.size() && path.starts_with(name) &&
           (path[name.size()] == '.' || path[name.size()] == '[');
}

/// Reads one scenario: opens all its files, writes the overrides into them, reads them, and looks
/// whether they fit together.
class ScenarioReader {
public:
    ScenarioReader(File& file, std::vector<Override> const& overrides, Files& files, Memory* memory)
        : file_(file),
          overrides_(overrides),
          files_(files),
          memory_(memory),
          mistakes_(files.mistakes()),
          designs_(files, memory == nullptr ? nullptr : &memory->designs) {}

    Scenario read() {
        if (!is_of_kind(file_, "scenario", mistakes_)) {
            return {};
        }
        override_scenario();
        if (auto written = scenario_type().read(Cursor(*file_.tree, mistakes_))) {
            written_ = std::move(*written);
        }
        open_files();
        override_files();
        read_theory();
        read_cohort();
        read_designs();
        read_peers();
        check_baseline();
        finish();
        return std::move(scenario_);
    }

private:
    static bool goes_into_a_file(Override const& given) {
        return is_below(given.path, "theory") || is_below(given.path, "cohort") ||
               given.path.starts_with("designs.");
    }

    void override_scenario() {
        for (auto const& given : overrides_) {
            if (!goes_into_a_file(given)) {
                apply(given, given.path, file_.tree.own(), mistakes_);
            }
        }
    }

    File* open(std::optional<ScenarioWritten::Name> const& named) {
        return named ? files_.open(*named, core::beside(file_.path, named->value)) : nullptr;
    }

    void open_files() {
        theory_file_ = open(written_.theory);
        cohort_file_ = open(written_.cohort);
        for (auto const& named : written_.designs) {
            auto* const file = open(named);
            if (file != nullptr && std::find(design_files_.begin(), design_files_.end(), file) !=
                                       design_files_.end()) {
                mistakes_.add({named.place, named.path,
                               fmt::format("{} is listed twice", file->path), "", ""});
            } else if (file != nullptr) {
                design_files_.push_back(file);
                designs_.open_lineage(*file);
            }
        }
    }

    void override_files() {
        for (auto const& given : overrides_) {
            if (is_below(given.path, "theory")) {
                override_file(given, theory_file_, 6);
            } else if (is_below(given.path, "cohort")) {
                override_file(given, cohort_file_, 6);
            } else if (goes_into_a_file(given)) {
                override_design(given);
            }
        }
    }

    void override_file(Override const& given, File* file, std::size_t prefix) {
        if (file != nullptr) {
            apply(given, std::string_view(given.path).substr(prefix), file->tree.own(), mistakes_);
        }
    }

    /// Names of designs may hold dots, so the longest that fits is the one that is meant.
    void override_design(Override const& given) {
        auto const rest = std::string_view(given.path).substr(std::string_view("designs.").size());
        auto const names = designs_.names();
        std::string best;
        for (auto const& name : names) {
            if (!name.empty() && is_below(rest, name) && name.size() > best.size()) {
                best = name;
            }
        }
        if (best.empty()) {
            auto const name = std::string(rest.substr(0, rest.find('.')));
            complain_of_override(given,
                                 fmt::format("there is no design \"{}\"", core::excerpt(name)),
                                 core::nearest(name, names), mistakes_);
            return;
        }
        apply(given, rest.substr(best.size()), designs_.find(best)->tree.own(), mistakes_);
    }

    void read_theory() {
        if (theory_file_ != nullptr) {
            theory_ = remember(memory_ == nullptr ? nullptr : &memory_->theories, *theory_file_,
                               files_, [&] { return read_theory_file(*theory_file_, mistakes_); });
            scenario_.theory = theory_->theory;
        }
    }

    void read_cohort() {
        if (cohort_file_ == nullptr) {
            return;
        }
        auto const read =
            remember(memory_ == nullptr ? nullptr : &memory_->cohorts, *cohort_file_, files_,
                     [&] { return read_cohort_file(*cohort_file_, mistakes_); });
        if (theory_file_ != nullptr && read->readable) {
            check_trait_uses(theory_->names.trait_uses, read->traits,
                             {cohort_file_->path, theory_->names.features}, mistakes_);
        }
        scenario_.cohort = read->cohort;
        check_users();
    }

    void check_users() {
        auto const rows = scenario_.cohort.people_rows;
        bool const as_listed = scenario_.cohort.people_order == agents::PeopleOrder::as_listed;
        if (rows > 0 && as_listed && written_.users && written_.users->value > rows) {
            mistakes_.add({written_.users->place, written_.users->path,
                           fmt::format("{} users are more than the cohort's file of people holds",
                                       written_.users->value),
                           fmt::format("at most {} with order as_listed", rows), ""});
        }
    }

    void read_designs() {
        for (auto* const file : design_files_) {
            auto const* read = designs_.read(*file);
            if (read == nullptr) {
                continue;
            }
            check_name_is_free(*file, read->design.name);
            scenario_.designs.push_back(read->design);
            scenario_.designs.back().features = numbers_of(read->features);
            add_stages(*read, scenario_.designs.back());
            names_.push_back({read->design.name, read->path});
        }
    }

    void read_peers() {
        if (written_.peers && written_.users) {
            auto const at = Cursor(*file_.tree, mistakes_).at("peers");
            if (auto rule = peer_rule(*written_.peers, written_.users->value, at, file_.path)) {
                scenario_.peers = {std::move(*rule), written_.peers->invitation};
            }
        }
        if (written_.peers && written_.keep.counts) {
            Cursor(*file_.tree, mistakes_)
                .at("record")
                .complain("counts of all people say nothing of who felt whom",
                          "with peers, columns of every person");
        }
        if (written_.peers) {
            check_stages();
        } else if (written_.replicates > 1) {
            Cursor(*file_.tree, mistakes_)
                .at("replicates")
                .complain("are for people with peers",
                          "without `peers`, more users tell more than more replicates");
        }
    }

    /// A stage may not change a feature that weighs what is felt of peers: these weights are the
    /// design's.
    void check_stages() {
        auto const& features = theory_->names.features;
        for (std::size_t d = 0; d < scenario_.designs.size(); ++d) {
            auto const& design = scenario_.designs[d];
            for (auto const& stage : design.stages) {
                for (auto const& feature : agents::features_of_peers(scenario_.theory)) {
                    auto const f = static_cast<std::size_t>(
                        std::find(features.begin(), features.end(), feature) - features.begin());
                    if (f < stage.features.size() && stage.features[f] != design.features[f]) {
                        mistakes_.add({{names_[d].path, 0, 0},
                                       "stages",
                                       fmt::format("{} changes {}, on which it depends what people "
                                                   "feel of their peers",
                                                   stage.name, feature),
                                       "with peers, the same in all stages",
                                       ""});
                    }
                }
            }
        }
    }

    void check_name_is_free(File const& file, std::string const& name) {
        for (auto const& [known, path] : names_) {
            if (known == name && !name.empty()) {
                Cursor(*file.tree, mistakes_)
                    .at("name")
                    .complain(fmt::format("the name \"{}\" is taken", name), "by " + path);
            }
        }
    }

    void add_stages(DesignRead const& read, agents::Design& design) {
        for (auto const& written : read.stages) {
            auto stage = stage_of(written, read);
            stage.features = design.features;
            set_numbers(written.features, stage.features);
            design.stages.push_back(std::move(stage));
        }
    }

    /// All features of the theory, in its order.
    std::vector<double> numbers_of(std::vector<FeatureSetting> const& settings) {
        std::vector<double> features(theory_->names.features.size(), 0.0);
        set_numbers(settings, features);
        return features;
    }

    void set_numbers(std::vector<FeatureSetting> const& settings, std::vector<double>& features) {
        auto const& known = theory_->names.features;
        for (auto const& [name, value] : settings) {
            auto const found = std::find(known.begin(), known.end(), name.value);
            if (found != known.end()) {
                features[static_cast<std::size_t>(found - known.begin())] = value;
            } else if (theory_->readable) {
                mistakes_.add({name.place, name.path, "unknown feature",
                               fmt::format("the theory defines {}", known.size()),
                               core::nearest(name.value, known)});
            }
        }
    }

    void check_baseline() {
        if (!written_.baseline || names_.size() != written_.designs.size()) {
            return;
        }
        std::vector<std::string> names;
        for (auto const& [name, path] : names_) {
            names.push_back(name);
        }
        auto const& asked = *written_.baseline;
        auto const found = std::find(names.begin(), names.end(), asked.value);
        if (found == names.end()) {
            mistakes_.add({asked.place, asked.path,
                           fmt::format("no design has the name \"{}\"", core::excerpt(asked.value)),
                           fmt::format("{}", fmt::join(names, ", ")),
                           core::nearest(asked.value, names)});
            return;
        }
        scenario_.baseline = static_cast<std::size_t>(found - names.begin());
    }

    /// What the scenario's own file says, and where it all came from.
    void finish() {
        scenario_.name = written_.name;
        scenario_.describes = written_.describes;
        scenario_.users = written_.users ? written_.users->value : 0;
        scenario_.horizon_days = written_.horizon_days;
        scenario_.seed = written_.seed;
        scenario_.replicate = written_.replicate;
        scenario_.replicates = written_.replicates;
        scenario_.keep = written_.keep;
        if (memory_ == nullptr) {
            keep_origin();
        }
    }

    void keep_origin() {
        scenario_.sources = files_.sources();
        for (auto const& given : overrides_) {
            scenario_.overrides.push_back(given.path + "=" + given.value);
        }
    }

    struct TakenName {
        std::string name;
        std::string path;
    };

    File& file_;
    std::vector<Override> const& overrides_;
    Files& files_;
    Memory* memory_;
    core::Mistakes& mistakes_;
    Designs designs_;
    ScenarioWritten written_;
    File* theory_file_ = nullptr;
    File* cohort_file_ = nullptr;
    std::vector<File*> design_files_;
    std::shared_ptr<TheoryRead const> theory_ = std::make_shared<TheoryRead const>();
    std::vector<TakenName> names_;
    Scenario scenario_;
};

} // namespace

Type<ScenarioWritten> scenario_type() {
    using S = ScenarioWritten;
    using Name = S::Name;
    constexpr std::uint64_t most_u32 = std::numeric_limits<std::uint32_t>::max();
    constexpr std::uint64_t most_u64 = std::numeric_limits<std::uint64_t>::max();
    return Mapping<S>(
               "scenario",
               "What is run: `kind: scenario`. Paths are relative to the file that names them.")
        .required(
            "kind", word({"scenario"}), [](S&, std::size_t) {}, "the kind of file")
        .required("name", title(), &S::name, "how the scenario is called")
        .optional("describes", "nothing", text(), &S::describes, "what it asks")
        .required(
            "theory", located(file_name("theory")), [](S& s, Name x) { s.theory = std::move(x); },
            "what people are moved by")
        .required(
            "cohort", located(file_name("cohort")), [](S& s, Name x) { s.cohort = std::move(x); },
            "who the people are")
        .required("designs", list_of(located(file_name("design")), {1, 1000}), &S::designs,
                  "the designs that are compared; their names differ")
        .optional(
            "baseline", "the first design", located(title()),
            [](S& s, Name x) { s.baseline = std::move(x); },
            "name of the design that the others are compared with")
        .required(
            "users",
            located(no_zero(count_as<std::size_t>(1, most_u32), "the cohort is empty: 0 people")),
            [](S& s, Located<std::size_t> x) { s.users = std::move(x); }, "how many people")
        .required("horizon_days", no_zero(count_as<int>(1, 3650, "days"), "0 days are no horizon"),
                  &S::horizon_days, "the last day, where the day of installing is day 0")
        .required("seed", count(0, most_u64), &S::seed, "chooses the people and their luck")
        .defaulted("replicate", "0", count_as<std::uint32_t>(0, most_u32), &S::replicate,
                   "which luck the same people meet")
        .defaulted("record", "all", keep_type(), &S::keep,
                   "what is kept of every person; aggregates: nothing, only counts of all of them "
                   "(docs/results-schema.md)")
        .defaulted("replicates", "1", count_as<std::size_t>(1, 10'000), &S::replicates,
                   "how many lucks the same people meet, from `replicate` on; effects that spread "
                   "need several (docs/peers.md)")
        .defaulted("peers", "none", peers(), &S::peers, "who knows whom; see docs/peers.md",
                   "odd.md, Peers")
        .type();
}

Scenario read_scenario_file(File& file, std::vector<Override> const& overrides, Files& files,
                            Memory* memory) {
    return ScenarioReader(file, overrides, files, memory).read();
}

} // namespace sim::reading
