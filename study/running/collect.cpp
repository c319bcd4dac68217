#include "study/running/collect.hpp"

#include "core/csv_writer.hpp"
#include "core/digest.hpp"
#include "core/text_file_writer.hpp"
#include "study/running/column_table.hpp"

#include <cmath>
#include <span>
#include <sstream>
#include <utility>
#include <vector>

namespace study {
namespace {

constexpr std::string_view end_of_word("\0", 1);

void add_word(std::string_view word, core::Digest& digest) {
    digest.add(word);
    digest.add(end_of_word);
}

/// Rows as CSV.
class CsvTable {
public:
    CsvTable(std::string const& path, StudyPlan const& plan) : file_(path) {
        csv_.cell("point").cell("replicate");
        for (auto const& factor : plan.study().factors) {
            csv_.cell(factor.name);
        }
        for (auto const& name : plan.measurement().names()) {
            csv_.cell(name);
        }
        csv_.cell("failure").end_row();
    }

    void add(StudyRow const& row) {
        csv_.cell(std::uint64_t{row.point}).cell(std::uint64_t{row.replicate});
        for (auto const& value : row.values) {
            csv_.cell(value);
        }
        for (double const output : row.outputs) {
            csv_.cell(output);
        }
        csv_.cell(row.failure).end_row();
        put();
    }

    void commit() {
        put();
        file_.commit();
    }

private:
    void put() {
        file_.write(text_.view());
        text_.str({});
    }

    core::TextFileWriter file_;
    std::ostringstream text_;
    core::CsvWriter csv_{text_};
};

/// The bytes of the table, row by row.
class TableDigest {
public:
    explicit TableDigest(StudyPlan const& plan) {
        for (auto const& factor : plan.study().factors) {
            add_word(factor.name, digest_);
        }
        for (auto const& name : plan.measurement().names()) {
            add_word(name, digest_);
        }
    }

    void add(StudyRow const& row) {
        std::uint32_t const run[] = {row.point, row.replicate};
        digest_.add(std::span<std::uint32_t const>(run));
        for (auto const& value : row.values) {
            add_word(value, digest_);
        }
        digest_.add(std::span<double const>(row.outputs));
        add_word(row.failure, digest_);
    }

    [[nodiscard]] std::string hex() const { return digest_.hex(); }

private:
    core::Digest digest_;
};

StudyRow row_of(StudyPlan const& plan, RunResult const& result) {
    auto outputs = result.outputs;
    outputs.resize(plan.measurement().names().size(), std::nan(""));
    return {static_cast<std::uint32_t>(result.run.point), result.run.replicate,
            plan.points().values(result.run.point), std::move(outputs), result.failure};
}

} // namespace

Collected collect(StudyPlan const& plan, StudyFolder const& folder, std::string const& stem,
                  bool partial) {
    ColumnTable columns(stem + ".h5", plan);
    CsvTable csv(stem + ".csv", plan);
    TableDigest digest(plan);
    Collected collected;
    auto const stopping = folder.state(plan).stopping;
    folder.read(plan, stopping, [&](RunResult const& result) {
        auto const row = row_of(plan, result);
        columns.add(row);
        csv.add(row);
        digest.add(row);
        ++collected.rows;
        collected.failed += row.failure.empty() ? 0U : 1U;
    });
    collected.missing = stopping.runs() - collected.rows;
    collected.digest = digest.hex();
    if (collected.missing == 0 || partial) {
        columns.commit(plan, collected.digest, collected.missing);
        csv.commit();
    }
    return collected;
}

} // namespace study
