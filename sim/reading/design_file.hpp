#pragma once

#include "agents/design.hpp"
#include "core/schema.hpp"
#include "sim/reading/files.hpp"
#include "sim/reading/reading.hpp"
#include "sim/reading/remembered.hpp"
#include "sim/reading/stages.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sim::reading {

/// A design as its file says, before it is merged with the one that it extends.
struct DesignWritten {
    std::string name;
    std::string describes;
    std::optional<core::schema::Located<std::string>> extends;
    std::vector<FeatureSetting> features;
    agents::PerDayPart<std::optional<double>> availability;
    std::optional<double> reliability;
    std::optional<agents::Prompts> prompts;
    std::optional<std::vector<StageWritten>> stages;
};

/// A design merged with those that it extends.
struct DesignRead {
    std::string path;
    agents::Design design; ///< without features and stages
    std::vector<FeatureSetting> features;
    std::vector<StageWritten> stages;
    std::vector<std::string> lineage;
};

[[nodiscard]] core::schema::Type<DesignWritten> design_type();

/// The designs of one command; each file is read once, also when several others extend it.
class Designs {
public:
    /// @param remembered  of earlier readings; nullptr: none
    explicit Designs(Files& files, Remembered<std::optional<DesignWritten>>* remembered = nullptr)
        : files_(files), remembered_(remembered) {}

    /// The design in a file that is open. Null, with the mistake told, when it has none to give.
    DesignRead const* read(File& file);

    /// Opens a design's file and all the files that it extends, so that overrides can be written
    /// before anything is read.
    void open_lineage(File& file, std::size_t depth = 0);
    /// The file that was opened of the design with that name; null when there is none.
    [[nodiscard]] File* find(std::string const& name) const;
    [[nodiscard]] std::vector<std::string> names() const;

private:
    struct Entry {
        File* file = nullptr;
        bool being_read = false;
        bool done = false;
        std::unique_ptr<DesignRead> read;
    };
    Entry& entry_of(File& file);
    void merge(Entry& entry);
    DesignRead const* read_base(DesignWritten const& written, File const& file);

    Files& files_;
    Remembered<std::optional<DesignWritten>>* remembered_;
    std::vector<std::unique_ptr<Entry>> entries_;
    std::vector<std::string> chain_; ///< paths being read, each extending the next
};

/// The stage as its design's merging leaves it, without features.
[[nodiscard]] agents::Stage stage_of(StageWritten const& written, DesignRead const& read);

[[nodiscard]] DesignFile to_design_file(DesignRead const& read);

} // namespace sim::reading
