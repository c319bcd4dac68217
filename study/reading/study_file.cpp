#include "study/reading/study_file.hpp"

#include "core/csv.hpp"
#include "core/digest.hpp"
#include "core/schema_mapping.hpp"
#include "core/text_file.hpp"
#include "study/reading/factor_checks.hpp"
#include "study/reading/until.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <utility>

namespace study::reading {

using namespace core::schema;

namespace {

using Words = StudyWritten::Words;
using FactorWritten = StudyWritten::FactorWritten;

constexpr std::size_t most_factors = 3000;

/// A key of the scenario and its files, as --set names it.
Type<std::string> path_type() {
    auto type = text();
    type.shape = {"path", "as of --set: users, theory.habit.gain, designs.NAME.features.x", "", {}};
    return type;
}

Type<std::vector<StudyWritten::Setting>> settings() {
    using Setting = StudyWritten::Setting;
    auto value = converted<Setting>(located(text()), [](Words given, Cursor const&) {
        return Setting{"", std::move(given)};
    });
    value.shape.type = "number or word";
    return map_of(path_type(), value, &Setting::path, {1, most_factors});
}

Type<std::vector<StudyWritten::NamedSet>> named_sets() {
    using NamedSet = StudyWritten::NamedSet;
    return map_of(
        title(),
        converted<NamedSet>(settings(),
                            [](std::vector<StudyWritten::Setting> settings, Cursor const&) {
                                return NamedSet{"", std::move(settings)};
                            }),
        &NamedSet::name, {1, 1000});
}

Type<Spread> range() {
    auto ends = list_of(number(), {2, 2});
    ends.shape.type = "[low, high]";
    return converted<Spread>(ends, [](std::vector<double> const& x, Cursor const& cursor) {
        Spread spread;
        if (x.size() == 2 && x[0] >= x[1]) {
            cursor.complain(fmt::format("its low end {} is not below its high end {}", x[0], x[1]));
        } else if (x.size() == 2) {
            spread.low = x[0];
            spread.high = x[1];
        }
        return spread;
    });
}

void check_ends(Spread const& spread, Cursor const& cursor) {
    if (spread.low >= spread.high) {
        cursor.complain(fmt::format("low, {}, is not below high, {}", spread.low, spread.high));
    }
}

Type<Spread> normal_spread() {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return core::schema::Mapping<Spread>("normal factor",
                                         "A normal distribution, cut off at low and high.")
        .required(
            "mean", number(),
            [](Spread& s, double x) {
                s.kind = Spread::Kind::normal;
                s.mean = x;
                s.low = -infinity;
                s.high = infinity;
            },
            "before it is cut off")
        .required("sd", number(positive), &Spread::sd, "standard deviation before it is cut off")
        .optional("low", "no bound", number(), &Spread::low, "the lowest number")
        .optional("high", "no bound", number(), &Spread::high, "the highest number")
        .check([](Spread& s, Cursor const& cursor) { check_ends(s, cursor); })
        .type();
}

Type<Spread> triangular_spread() {
    return core::schema::Mapping<Spread>("triangular factor",
                                         "A density that rises to a mode and falls again.")
        .required(
            "low", number(),
            [](Spread& s, double x) {
                s.kind = Spread::Kind::triangular;
                s.low = x;
            },
            "the lowest number")
        .required("mode", number(), &Spread::mode, "the likeliest number")
        .required("high", number(), &Spread::high, "the highest number")
        .check([](Spread& s, Cursor const& cursor) {
            check_ends(s, cursor);
            if (s.low < s.high && (s.mode < s.low || s.mode > s.high)) {
                cursor.at("mode").complain(fmt::format("{} lies outside low to high", s.mode),
                                           fmt::format("{} to {}", s.low, s.high));
            }
        })
        .type();
}

Type<std::vector<StudyWritten::WhenWritten>> conditions() {
    using When = StudyWritten::WhenWritten;
    auto const words = located(text());
    auto const one = converted<std::vector<Words>>(
        words, [](Words word, Cursor const&) { return std::vector<Words>{std::move(word)}; });
    auto const several = list_of(words, {1, 1000});
    Type<std::vector<Words>> const levels{
        either_shape(one.shape, several.shape), [one, several](Cursor const& cursor) {
            return cursor.node().kind == core::Node::Kind::list ? several.read(cursor)
                                                                : one.read(cursor);
        }};
    return map_of(identifier("factor"),
                  converted<When>(levels,
                                  [](std::vector<Words> given, Cursor const& cursor) {
                                      return When{"", std::move(given), cursor.node().place()};
                                  }),
                  &When::factor, {1, 100});
}

void check_factor(FactorWritten& factor, Cursor const& cursor) {
    factor.place = cursor.node().place();
    bool const named = factor.path.has_value() || !factor.paths.empty();
    if (factor.path && !factor.paths.empty()) {
        cursor.at("paths").complain("stands beside `path`", "one of the two");
    }
    if (factor.sets.empty() && !named) {
        cursor.complain("does not say what it changes", "path, paths or sets");
    }
    if (!factor.sets.empty() && named) {
        cursor.at("sets").complain("stands beside a path", "sets name their paths themselves");
    }
    bool const is_range = factor.spread && factor.spread->kind == Spread::Kind::uniform;
    if (factor.scale && !is_range) {
        cursor.at("scale").complain("is only for a range");
    } else if (factor.scale == "log" && factor.spread->low <= 0.0) {
        cursor.at("range").complain(
            fmt::format("on a log scale it must lie above 0, not begin at {}", factor.spread->low));
    }
    if ((factor.whole || factor.steps > 0) && !factor.spread) {
        cursor.at(factor.whole ? "whole" : "steps").complain("is only for numbers that spread");
    }
}

Type<FactorWritten> factor() {
    return core::schema::Mapping<FactorWritten>(
               "factor",
               "Something that varies from point to point. Exactly one of values, range, normal, "
               "triangular and sets says what it may be.")
        .optional(
            "path", "none", located(path_type()),
            [](FactorWritten& f, Words x) { f.path = std::move(x); }, "what it changes")
        .optional("paths", "none", list_of(located(path_type()), {1, 1000}), &FactorWritten::paths,
                  "several keys that change together, all to the same value")
        .alternative("values", list_of(located(text()), {1, 100000}), &FactorWritten::values,
                     "each of these numbers or words")
        .alternative(
            "range", range(), [](FactorWritten& f, Spread s) { f.spread = s; },
            "any number between two, all alike")
        .alternative(
            "normal", normal_spread(), [](FactorWritten& f, Spread s) { f.spread = s; },
            "numbers of a normal distribution")
        .alternative(
            "triangular", triangular_spread(), [](FactorWritten& f, Spread s) { f.spread = s; },
            "numbers of a triangular distribution")
        .alternative("sets", named_sets(), &FactorWritten::sets,
                     "named sets of changes that belong together: each name with its paths and "
                     "values")
        .optional(
            "scale", "linear", word({"linear", "log"}),
            [](FactorWritten& f, std::size_t x) { f.scale = x == 1 ? "log" : "linear"; },
            "of a range: log takes ratios alike")
        .defaulted(
            "whole", "no", word({"no", "yes"}),
            [](FactorWritten& f, std::size_t x) { f.whole = x == 1; }, "whole numbers only")
        .optional("steps", "none: a grid needs it", count_as<std::size_t>(2, 100000),
                  &FactorWritten::steps,
                  "how many numbers of a spread a grid takes, at evenly spaced quantiles from end "
                  "to end")
        .optional("when", "always", conditions(), &FactorWritten::when,
                  "counts only where each factor named here is at one of the levels given; "
                  "elsewhere the scenario's own value stays")
        .check([](FactorWritten& f, Cursor const& cursor) { check_factor(f, cursor); })
        .type();
}

/// Makes a study of what its file says.
class StudyReader {
public:
    StudyReader(sim::reading::File& file, sim::reading::Files& files)
        : file_(file), files_(files), mistakes_(files.mistakes()), root_(*file.tree, mistakes_) {}

    Study read() {
        if (!sim::reading::is_of_kind(file_, "study", mistakes_)) {
            return {};
        }
        auto written = study_type().read(root_);
        if (!written) {
            return {};
        }
        written_ = std::move(*written);
        study_.path = file_.path;
        study_.name = written_.name;
        study_.describes = written_.describes;
        if (written_.scenario) {
            study_.scenario = core::beside(file_.path, written_.scenario->value);
            scenario_file_ = files_.open(*written_.scenario, study_.scenario);
        }
        study_.fixed = overrides_of(written_.set);
        study_.replicates = written_.replicates;
        study_.until = written_.until;
        study_.seed = written_.seed;
        study_.attrition = written_.attrition;
        for (auto const& output : written_.outputs) {
            study_.outputs.push_back({output.value, output.place});
        }
        if (!mistakes_.empty()) {
            return {}; // factors that were not wholly read would be told twice
        }
        add_factors();
        add_assumed();
        if (study_.factors.empty()) {
            root_.complain("nothing varies", "factors under `vary`, or `vary_assumed`");
        }
        check_factors(study_.factors, mistakes_);
        study_.sampling = sampling_of(written_.sample, study_, root_.at("sample"));
        study_.fingerprint = fingerprint();
        study_.sources = files_.sources();
        return std::move(study_);
    }

private:
    static std::vector<sim::Override>
    overrides_of(std::vector<StudyWritten::Setting> const& settings) {
        std::vector<sim::Override> overrides;
        for (auto const& setting : settings) {
            overrides.push_back({setting.path, setting.value.value, setting.value.place});
        }
        return overrides;
    }

    void add_factors() {
        for (auto const& written : written_.vary) {
            Factor factor;
            factor.name = written.name;
            factor.place = written.place;
            if (written.path) {
                factor.paths.push_back({written.path->value, written.path->place});
            }
            for (auto const& path : written.paths) {
                factor.paths.push_back({path.value, path.place});
            }
            add_levels(written, factor);
            if (written.spread) {
                factor.spread = *written.spread;
                factor.spread.kind =
                    written.scale == "log" ? Spread::Kind::log_uniform : written.spread->kind;
                factor.spread.whole = written.whole;
                factor.spread.steps = written.steps;
            }
            add_conditions(written, factor);
            study_.factors.push_back(std::move(factor));
        }
    }

    static void add_levels(FactorWritten const& written, Factor& factor) {
        for (auto const& value : written.values) {
            Level level{value.value, {}};
            for (auto const& path : factor.paths) {
                level.overrides.push_back({path.path, value.value, value.place});
            }
            factor.levels.push_back(std::move(level));
        }
        for (auto const& set : written.sets) {
            factor.levels.push_back({set.name, overrides_of(set.settings)});
        }
    }

    void add_conditions(FactorWritten const& written, Factor& factor) {
        for (auto const& when : written.when) {
            auto const& before = study_.factors;
            auto const on = std::find_if(before.begin(), before.end(), [&](Factor const& other) {
                return other.name == when.factor;
            });
            auto const path = fmt::format("vary.{}.when.{}", written.name, when.factor);
            if (on == before.end()) {
                mistakes_.add({when.place, path, "is no factor before this one",
                               fmt::format("{} come before", before.size()),
                               core::nearest(when.factor, names_of_factors())});
                continue;
            }
            if (on->levels.empty()) {
                mistakes_.add({when.place, path, "has a range, and so no levels to depend on",
                               "a factor with `values` or `sets`", ""});
                continue;
            }
            Condition condition{static_cast<std::size_t>(on - before.begin()), {}};
            for (auto const& word : when.levels) {
                if (auto const level = level_of(*on, word.value)) {
                    condition.levels.push_back(*level);
                } else {
                    mistakes_.add({word.place, path,
                                   fmt::format("{} is no level of it", core::excerpt(word.value)),
                                   labels_of(*on), core::nearest(word.value, all_labels(*on))});
                }
            }
            factor.when.push_back(std::move(condition));
        }
    }

    [[nodiscard]] std::vector<std::string> names_of_factors() const {
        std::vector<std::string> names;
        for (auto const& factor : study_.factors) {
            names.push_back(factor.name);
        }
        return names;
    }

    static std::vector<std::string> all_labels(Factor const& factor) {
        std::vector<std::string> labels;
        for (auto const& level : factor.levels) {
            labels.push_back(level.label);
        }
        return labels;
    }

    /// Every assumed number of a file, within the range that the file gives it.
    void add_assumed() {
        for (auto const& which : written_.vary_assumed) {
            auto const* entry =
                scenario_file_ == nullptr ? nullptr : scenario_file_->tree->find(which.value);
            if (entry == nullptr) {
                continue;
            }
            auto const path = core::beside(scenario_file_->path, entry->value.text);
            Words const named{entry->value.text, entry->value.place(), which.value};
            if (auto const* file = files_.open(named, path)) {
                auto const before = study_.factors.size();
                add_assumed_below(*file->tree, which.value, which.place);
                if (study_.factors.size() == before) {
                    mistakes_.add({which.place, "vary_assumed",
                                   fmt::format("{} gives no number a range", path), "", ""});
                }
            }
        }
    }

    void add_assumed_below(core::Node const& node, std::string const& path,
                           core::Place const& place) {
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            add_assumed_below(node.items[i], fmt::format("{}[{}]", path, i), place);
        }
        if (auto const* range = node.find("range")) {
            add_assumption(node, range->value, path, place);
        }
        for (auto const& entry : node.entries) {
            add_assumed_below(entry.value, path + "." + entry.key.text, place);
        }
    }

    /// A quantity whose range spans something, and whose source is none but an assumption.
    void add_assumption(core::Node const& quantity, core::Node const& range,
                        std::string const& path, core::Place const& place) {
        auto const* source = quantity.find("source");
        bool const assumed =
            source == nullptr || source->value.text.find("assumption") != std::string::npos;
        bool const strength = quantity.find("strength") != nullptr;
        if (!assumed || range.items.size() != 2 ||
            (!strength && quantity.find("value") == nullptr)) {
            return;
        }
        auto const low = core::number_in(range.items[0].text);
        auto const high = core::number_in(range.items[1].text);
        if (!low || !high || *low >= *high) {
            return;
        }
        Factor factor;
        factor.name = path;
        factor.place = place;
        factor.paths.push_back({strength ? path + ".strength" : path, place});
        factor.spread.low = *low;
        factor.spread.high = *high;
        study_.factors.push_back(std::move(factor));
    }

    /// Equal for studies whose points, by number, set the same.
    [[nodiscard]] std::string fingerprint() const {
        core::Node tree = *file_.tree;
        std::erase_if(tree.entries, [](core::Node::Entry const& entry) {
            auto const& key = entry.key.text;
            return key == "name" || key == "describes" || key == "outputs" || key == "replicates" ||
                   key == "until" || key == "attrition";
        });
        core::Digest digest;
        sim::reading::add_content(tree, digest);
        if (auto const* listed = std::get_if<Listed>(&study_.sampling)) {
            for (auto const& row : listed->rows) {
                for (auto const& value : row) {
                    digest.add(value);
                    digest.add(std::string_view(",", 1));
                }
            }
        }
        return digest.hex();
    }

    sim::reading::File& file_;
    sim::reading::Files& files_;
    core::Mistakes& mistakes_;
    Cursor root_;
    StudyWritten written_;
    sim::reading::File* scenario_file_ = nullptr;
    Study study_;
};

} // namespace

Type<StudyWritten> study_type() {
    using S = StudyWritten;
    constexpr std::uint64_t most_u64 = std::numeric_limits<std::uint64_t>::max();
    return core::schema::Mapping<S>(
               "study",
               "One scenario at many points: `kind: study`. All points meet the same people "
               "and the same luck, replicate by replicate.")
        .required(
            "kind", word({"study"}), [](S&, std::size_t) {}, "the kind of file")
        .required("name", title(), &S::name, "how the study is called")
        .optional("describes", "nothing", text(), &S::describes, "what it asks")
        .required(
            "scenario", located(file_name("scenario")),
            [](S& s, Words x) { s.scenario = std::move(x); }, "what is varied")
        .optional("set", "nothing", settings(), &S::set,
                  "what is changed at all points alike: paths and values, as with --set")
        .optional("vary", "nothing", map_of(identifier("factor"), factor(), &FactorWritten::name),
                  &S::vary, "the factors, by names of your own")
        .optional("vary_assumed", "none",
                  list_of(located(converted<std::string>(
                              word({"theory"}),
                              [](std::size_t, Cursor const&) { return std::string("theory"); })),
                          {1, 1}),
                  &S::vary_assumed,
                  "every number of these files that has a range and no published source is a "
                  "factor too, within its range")
        .defaulted("sample", "grid", sample_type(), &S::sample,
                   "which points are run; grid: every combination")
        .defaulted("replicates", "1", count_as<std::uint32_t>(1, 1000000), &S::replicates,
                   "how many lucks the same people meet at each point")
        .optional("until", "all replicates", until_type(), &S::until,
                  "run no more replicates than it takes; `replicates` is the most of a point then")
        .defaulted("seed", "1", count(0, most_u64), &S::seed, "chooses the points of a sample")
        .defaulted("attrition", "left", text(), &S::attrition,
                   "left, last-use, inactive:N or inactive:N:final, as with `compare`")
        .required("outputs", list_of(located(text()), {1, 10000}), &S::outputs,
                  "what is kept of each point: docs/studies.md lists them")
        .check([](S& s, Cursor const& cursor) {
            if (s.until && s.replicates < s.until->fewest) {
                auto const written = cursor.node().find("replicates") != nullptr;
                cursor.at(written ? "replicates" : "until")
                    .complain(fmt::format("{} replicate{} at most are too few for `until`",
                                          s.replicates, s.replicates == 1 ? "" : "s"),
                              fmt::format("{} or more", s.until->fewest));
            }
        })
        .type();
}

Study read_study_file(sim::reading::File& file, sim::reading::Files& files) {
    return StudyReader(file, files).read();
}

} // namespace study::reading
