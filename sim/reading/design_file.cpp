#include "sim/reading/design_file.hpp"

#include "core/schema_mapping.hpp"
#include "core/text_file.hpp"
#include "sim/reading/prompts.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace sim::reading {

using namespace core::schema;

namespace {

/// Through links a chain of files may have no end.
constexpr std::size_t longest_chain = 64;

Type<agents::PerDayPart<std::optional<double>>> availability() {
    using Availability = agents::PerDayPart<std::optional<double>>;
    Mapping<Availability> record("availability",
                                 "The share of attempts that get through, by day-part.");
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        record.optional(
            std::string(agents::day_part_names[p]), "1, or that of the extended design",
            number(unit_interval), [p](Availability& parts, double x) { parts[p] = x; },
            "share of attempts that get through", "odd.md, step 3");
    }
    return record.type();
}

/// What `written` says, on top of what `read` holds of the extended design.
void lay_over(DesignWritten const& written, DesignRead& read) {
    auto& design = read.design;
    design.name = written.name;
    design.describes = written.describes;
    for (auto const& setting : written.features) {
        set_feature(read.features, setting);
    }
    for (std::size_t p = 0; p < agents::day_parts; ++p) {
        design.availability[p] = written.availability[p].value_or(design.availability[p]);
    }
    design.reliability = written.reliability.value_or(design.reliability);
    design.prompts = written.prompts.value_or(design.prompts);
    read.stages = written.stages.value_or(read.stages);
    read.lineage.insert(read.lineage.begin(), written.name);
}

std::optional<Located<std::string>> extended_by(File const& file) {
    auto const* entry = file.tree->find("extends");
    if (entry == nullptr || entry->value.text.empty()) {
        return std::nullopt;
    }
    return Located<std::string>{entry->value.text, entry->value.place(), "extends"};
}

std::string name_of(File const& file) {
    auto const* entry = file.tree->find("name");
    return entry == nullptr ? "" : entry->value.text;
}

} // namespace

Type<DesignWritten> design_type() {
    using D = DesignWritten;
    return Mapping<D>(
               "design",
               "An app: `kind: design`. A variant extends another design and says what differs.")
        .required(
            "kind", word({"design"}), [](D&, std::size_t) {}, "the kind of file")
        .required("name", title(), &D::name, "how the design is called")
        .optional("describes", "nothing", text(), &D::describes, "what it is")
        .optional(
            "extends", "nothing: absent features are 0", located(file_name("design")),
            [](D& d, Located<std::string> x) { d.extends = std::move(x); },
            "the design from which this one takes what it does not say")
        .optional("features", "none but those of the extended design", features(), &D::features,
                  "how much of each feature of the theory there is")
        .optional("availability", "1, or that of the extended design", availability(),
                  &D::availability, "when the app can be opened")
        .optional(
            "reliability", "1, or that of the extended design", number(unit_interval),
            [](D& d, double x) { d.reliability = x; },
            "probability that the app works for a user on a day", "odd.md, step 3")
        .optional(
            "prompts", "none, or those of the extended design", prompts(),
            [](D& d, agents::Prompts x) { d.prompts = x; },
            "when the app calls; replaces all that the extended design says of it")
        .optional(
            "stages", "none, or those of the extended design", stages(),
            [](D& d, std::vector<StageWritten> x) { d.stages = std::move(x); },
            "treatment that changes on a rule: who is in no stage enters the first of these whose "
            "rule holds; replaces the list of the extended design",
            "odd.md, stages")
        .type();
}

Designs::Entry& Designs::entry_of(File& file) {
    auto const found = std::find_if(entries_.begin(), entries_.end(),
                                    [&file](auto const& entry) { return entry->file == &file; });
    if (found != entries_.end()) {
        return **found;
    }
    entries_.push_back(std::make_unique<Entry>());
    entries_.back()->file = &file;
    return *entries_.back();
}

void Designs::open_lineage(File& file, std::size_t depth) {
    auto const known = entries_.size();
    entry_of(file);
    auto const extends = extended_by(file);
    if (entries_.size() == known || !extends || depth >= longest_chain) {
        return;
    }
    if (auto* base = files_.open(*extends, core::beside(file.path, extends->value))) {
        open_lineage(*base, depth + 1);
    }
}

File* Designs::find(std::string const& name) const {
    auto const found = std::find_if(entries_.begin(), entries_.end(), [&name](auto const& entry) {
        return name_of(*entry->file) == name;
    });
    return found == entries_.end() ? nullptr : (*found)->file;
}

std::vector<std::string> Designs::names() const {
    std::vector<std::string> names;
    for (auto const& entry : entries_) {
        names.push_back(name_of(*entry->file));
    }
    return names;
}

DesignRead const* Designs::read(File& file) {
    auto& entry = entry_of(file);
    if (!entry.done) {
        merge(entry);
        entry.done = true;
    }
    return entry.read.get();
}

DesignRead const* Designs::read_base(DesignWritten const& written, File const& file) {
    auto const path = core::beside(file.path, written.extends->value);
    auto const seen = std::find(chain_.begin(), chain_.end(), path);
    if (seen != chain_.end()) {
        std::vector<std::string> cycle(seen, chain_.end());
        cycle.push_back(path);
        files_.mistakes().add({written.extends->place, written.extends->path,
                               "designs extend each other in a circle",
                               fmt::format("{}", fmt::join(cycle, " -> ")), ""});
        return nullptr;
    }
    if (chain_.size() > longest_chain) {
        files_.mistakes().add({written.extends->place, written.extends->path,
                               "designs extend each other too often",
                               fmt::format("at most {} times", longest_chain), ""});
        return nullptr;
    }
    auto* const base = files_.open(*written.extends, path);
    return base == nullptr ? nullptr : read(*base);
}

void Designs::merge(Entry& entry) {
    if (!is_of_kind(*entry.file, "design", files_.mistakes())) {
        return;
    }
    auto const remembered = remember(remembered_, *entry.file, files_, [&] {
        auto const prefix = fmt::format("designs.{}.", name_of(*entry.file));
        return design_type().read(Cursor(*entry.file->tree, files_.mistakes(), prefix));
    });
    auto const& written = *remembered;
    if (!written) {
        return;
    }
    entry.read = std::make_unique<DesignRead>();
    if (written->extends) {
        chain_.push_back(entry.file->path);
        if (auto const* base = read_base(*written, *entry.file)) {
            *entry.read = *base;
            entry.read->design.extends = base->design.name;
        }
        chain_.pop_back();
    }
    entry.read->path = entry.file->path;
    lay_over(*written, *entry.read);
}

agents::Stage stage_of(StageWritten const& written, DesignRead const& read) {
    auto stage = written.stage;
    stage.prompts = written.prompts.value_or(read.design.prompts);
    return stage;
}

namespace {

FeaturesByName by_name(std::vector<FeatureSetting> const& features) {
    FeaturesByName named;
    for (auto const& [name, value] : features) {
        named.emplace_back(name.value, value);
    }
    return named;
}

} // namespace

DesignFile to_design_file(DesignRead const& read) {
    DesignFile file{read.design, by_name(read.features), {}, read.lineage};
    for (auto const& stage : read.stages) {
        file.design.stages.push_back(stage_of(stage, read));
        file.features_of_stages.push_back(by_name(stage.features));
    }
    return file;
}

} // namespace sim::reading
