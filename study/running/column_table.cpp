#include "study/running/column_table.hpp"

#include "core/csv.hpp"
#include "study/running/shard_file.hpp"

#include <cmath>

namespace study {

ColumnTable::ColumnTable(std::string const& path, StudyPlan const& plan) : file_(path) {
    for (auto const& factor : plan.study().factors) {
        factors_.push_back({"/factors/" + factor.name, factor.numeric(), {}, {}});
    }
    for (auto const& name : plan.measurement().names()) {
        outputs_.push_back({"/outputs/" + name, {}});
    }
}

void ColumnTable::add(StudyRow const& row) {
    point_.push_back(row.point);
    replicate_.push_back(row.replicate);
    for (std::size_t f = 0; f < factors_.size(); ++f) {
        auto& factor = factors_[f];
        auto const& value = row.values[f];
        if (!factor.numeric) {
            factor.words.push_back(value);
        } else {
            factor.numbers.push_back(value.empty() ? std::nan("") : *core::number_in(value));
        }
    }
    for (std::size_t o = 0; o < outputs_.size(); ++o) {
        outputs_[o].numbers.push_back(row.outputs[o]);
    }
    failure_.push_back(row.failure);
    if (point_.size() == core::ColumnWriter::chunk_rows) {
        put();
    }
}

void ColumnTable::put() {
    append("/point", point_);
    append("/replicate", replicate_);
    for (auto& factor : factors_) {
        if (factor.numeric) {
            append(factor.name, factor.numbers);
        } else {
            append(factor.name, factor.words);
        }
    }
    for (auto& output : outputs_) {
        append(output.name, output.numbers);
    }
    append("/failure", failure_);
}

template <class T>
void ColumnTable::append(std::string const& name, std::vector<T>& values) {
    file_.append(name, values);
    values.clear();
}

void ColumnTable::commit(StudyPlan const& plan, std::string const& digest, std::uint64_t missing) {
    put();
    auto const& study = plan.study();
    std::vector<std::string> factors;
    for (auto const& factor : study.factors) {
        factors.push_back(factor.name);
    }
    file_.attribute("/", "kind", "study");
    file_.attribute("/", "study", study.name);
    file_.attribute("/", "version", results_version());
    file_.attribute("/", "digest", digest);
    file_.attribute("/", "points", plan.points().size());
    file_.attribute("/", "replicates", study.replicates);
    file_.attribute("/", "missing", missing);
    file_.attribute("/", "factors", factors);
    file_.attribute("/", "outputs", plan.measurement().names());
    for (auto const& source : study.sources) {
        file_.attribute("/", "source " + source.path, source.text);
    }
    file_.commit();
}

} // namespace study
