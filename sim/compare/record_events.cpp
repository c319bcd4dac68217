#include "sim/compare/record_events.hpp"

#include "report/options.hpp"
#include "sim/compare/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

namespace sim {
namespace {

/// The values of a column for every user, once a design.
void add_column(analysis::Covariates& covariates, std::string name, std::size_t designs,
                Eigen::VectorXd const& values) {
    auto const at = covariates.values.cols();
    covariates.values.conservativeResize(values.size() * static_cast<Eigen::Index>(designs),
                                         at + 1);
    covariates.values.col(at) = values.replicate(static_cast<Eigen::Index>(designs), 1);
    covariates.names.push_back(std::move(name));
}

void add_trait(analysis::Covariates& covariates, agents::TraitColumn const& trait,
               std::size_t designs) {
    Eigen::VectorXd const values =
        Eigen::Map<Eigen::VectorXf const>(trait.values.data(),
                                          static_cast<Eigen::Index>(trait.values.size()))
            .cast<double>();
    if (trait.levels.empty()) {
        add_column(covariates, trait.name, designs, values);
    }
    for (std::size_t level = 1; level < trait.levels.size(); ++level) {
        Eigen::VectorXd const indicator =
            (values.array() == static_cast<double>(level)).cast<double>();
        add_column(covariates, fmt::format("{}: {}", trait.name, trait.levels[level]), designs,
                   indicator);
    }
}

void add_traits(report::EventData& data, Record const& record,
                std::vector<std::string> const& names, core::Mistakes& mistakes) {
    std::vector<std::string> known;
    for (auto const& trait : record.population.traits) {
        known.push_back(trait.name);
    }
    for (auto const& name : names) {
        auto const found = std::find(known.begin(), known.end(), name);
        if (found == known.end()) {
            mistakes.add(report::choice_mistake(
                "--covariates", fmt::format("the record has no trait \"{}\"", name),
                fmt::format("{}", fmt::join(known, ", ")), core::nearest(name, known)));
            continue;
        }
        add_trait(data.covariates,
                  record.population.traits[static_cast<std::size_t>(found - known.begin())],
                  record.designs.size());
    }
}

} // namespace

std::vector<std::size_t> baseline_first(std::size_t designs, std::size_t baseline) {
    std::vector<std::size_t> order{baseline};
    for (std::size_t d = 0; d < designs; ++d) {
        if (d != baseline) {
            order.push_back(d);
        }
    }
    return order;
}

report::EventData record_events(Record const& record, analysis::Attrition const& attrition,
                                std::size_t baseline, std::vector<std::string> const& traits,
                                core::Mistakes& mistakes) {
    report::EventData data;
    data.source = record.scenario;
    data.causes = record.causes;
    if (!std::holds_alternative<analysis::Left>(attrition)) {
        data.causes.emplace_back("lapsed");
    }
    data.table.causes = static_cast<int>(data.causes.size());
    data.groups.column = "design";
    data.groups.rows.groups = record.designs.size();
    data.strata = {{{}, 1}, {""}, ""};
    data.clusters = report::Clusters::people;
    for (auto const design : baseline_first(record.designs.size(), baseline)) {
        auto const rows = analysis::events(usage_of(record.designs[design].outcomes), attrition,
                                           static_cast<int>(record.causes.size()));
        auto& table = data.table;
        table.time.insert(table.time.end(), rows.time.begin(), rows.time.end());
        table.status.insert(table.status.end(), rows.status.begin(), rows.status.end());
        for (std::size_t user = 0; user < record.users; ++user) {
            table.cluster.push_back(static_cast<int>(user));
            data.groups.rows.of.push_back(static_cast<int>(data.groups.names.size()));
        }
        data.groups.names.push_back(record.designs[design].name);
    }
    add_traits(data, record, traits, mistakes);
    return data;
}

} // namespace sim
