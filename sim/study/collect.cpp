#include "sim/study/collect.hpp"

#include "core/column_file.hpp"
#include "core/csv.hpp"
#include "core/csv_writer.hpp"
#include "core/digest.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <span>
#include <sstream>

namespace sim {
namespace {

/// A factor as numbers, NaN where it does not count; nothing when it has words.
std::optional<std::vector<double>> as_numbers(std::vector<std::string> const& values) {
    std::vector<double> numbers;
    for (auto const& value : values) {
        auto const number = value.empty() ? std::optional(std::nan("")) : core::number_in(value);
        if (!number) {
            return std::nullopt;
        }
        numbers.push_back(*number);
    }
    return numbers;
}

void add_words(std::vector<std::string> const& words, core::Digest& digest) {
    for (auto const& word : words) {
        digest.add(word);
        digest.add(std::string_view("\0", 1));
    }
}

} // namespace

std::string StudyTable::digest() const {
    core::Digest digest;
    add_words(factors, digest);
    add_words(outputs, digest);
    digest.add(std::span<std::uint32_t const>(point));
    digest.add(std::span<std::uint32_t const>(replicate));
    for (auto const& column : values) {
        add_words(column, digest);
    }
    for (auto const& column : results) {
        digest.add(std::span<double const>(column));
    }
    add_words(failures, digest);
    return digest.hex();
}

StudyTable collect(StudyPlan const& plan, StudyFolder const& folder) {
    StudyTable table;
    for (auto const& factor : plan.study().factors) {
        table.factors.push_back(factor.name);
    }
    table.outputs = plan.measurement().names();
    table.values.resize(table.factors.size());
    table.results.resize(table.outputs.size());
    folder.read(plan, [&](RunResult const& run) {
        table.point.push_back(static_cast<std::uint32_t>(run.run.point));
        table.replicate.push_back(run.run.replicate);
        auto values = plan.points().values(run.run.point);
        for (std::size_t f = 0; f < values.size(); ++f) {
            table.values[f].push_back(std::move(values[f]));
        }
        for (std::size_t o = 0; o < table.outputs.size(); ++o) {
            table.results[o].push_back(run.failure.empty() ? run.outputs[o] : std::nan(""));
        }
        table.failures.push_back(run.failure);
    });
    table.missing = folder.state(plan).stopping.runs() - table.point.size();
    return table;
}

void write_study(std::string const& path, StudyTable const& table, StudyPlan const& plan) {
    core::ColumnWriter file(path);
    file.attribute("/", "kind", "study");
    file.attribute("/", "study", plan.study().name);
    file.attribute("/", "version", results_version());
    file.attribute("/", "digest", table.digest());
    file.attribute("/", "points", plan.points().size());
    file.attribute("/", "replicates", plan.study().replicates);
    file.attribute("/", "missing", table.missing);
    file.attribute("/", "factors", table.factors);
    file.attribute("/", "outputs", table.outputs);
    file.write("/point", table.point, core::Storage::packed);
    file.write("/replicate", table.replicate, core::Storage::packed);
    for (std::size_t f = 0; f < table.factors.size(); ++f) {
        auto const name = "/factors/" + table.factors[f];
        if (auto const numbers = as_numbers(table.values[f])) {
            file.write(name, *numbers, core::Storage::packed);
        } else {
            file.write(name, table.values[f]);
        }
    }
    for (std::size_t o = 0; o < table.outputs.size(); ++o) {
        file.write("/outputs/" + table.outputs[o], table.results[o], core::Storage::packed);
    }
    file.write("/failure", table.failures);
    for (auto const& source : plan.study().sources) {
        file.attribute("/", "source " + source.path, source.text);
    }
    file.commit();
}

std::string study_csv(StudyTable const& table) {
    std::ostringstream text;
    core::CsvWriter csv(text);
    csv.cell("point").cell("replicate");
    for (auto const& name : table.factors) {
        csv.cell(name);
    }
    for (auto const& name : table.outputs) {
        csv.cell(name);
    }
    csv.cell("failure").end_row();
    for (std::size_t row = 0; row < table.point.size(); ++row) {
        csv.cell(std::uint64_t{table.point[row]}).cell(std::uint64_t{table.replicate[row]});
        for (auto const& column : table.values) {
            csv.cell(column[row]);
        }
        for (auto const& column : table.results) {
            csv.cell(column[row]);
        }
        csv.cell(table.failures[row]).end_row();
    }
    return text.str();
}

} // namespace sim
