// How long does Cox's regression take, and is it as fast as it should be beside R?
//   bench_cox [rows] [file.csv]    fits; writes the same rows for peers/cox.R when given a file
#include "analysis/cox/cox.hpp"
#include "analysis/cox/concordance.hpp"

#include <fmt/format.h>
#include <fmt/os.h>

#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>

namespace {

constexpr Eigen::Index covariates = 5;

struct Data {
    analysis::EventTable table;
    analysis::Covariates covariates;
};

/// Exponential times under a hazard of exp(sum of 0.1 j x_j), the last 70 % or so censored by an
/// independent exponential; two covariates are binary, three normal.
Data make(Eigen::Index rows) {
    std::mt19937_64 engine(20261122);
    auto const uniform = [&] { return (static_cast<double>(engine() >> 11) + 0.5) * 0x1p-53; };
    auto const normal = [&] {
        return std::sqrt(-2 * std::log(uniform())) * std::cos(2 * 3.141592653589793 * uniform());
    };
    Data data;
    data.covariates.values.resize(rows, covariates);
    data.table.time.reserve(static_cast<std::size_t>(rows));
    data.table.status.reserve(static_cast<std::size_t>(rows));
    data.covariates.names = {"x1", "x2", "x3", "x4", "x5"};
    for (Eigen::Index i = 0; i < rows; ++i) {
        double eta = 0;
        for (Eigen::Index j = 0; j < covariates; ++j) {
            double const x = j < 2 ? (uniform() < 0.5 ? 1 : 0) : normal();
            data.covariates.values(i, j) = x;
            eta += 0.1 * static_cast<double>(j + 1) * x;
        }
        double const event = -std::log(uniform()) * std::exp(-eta);
        double const censored = -0.35 * std::log(uniform());
        data.table.time.push_back(std::fmin(event, censored));
        data.table.status.push_back(event <= censored ? 1 : 0);
    }
    return data;
}

void write(Data const& data, char const* path) {
    auto file = fmt::output_file(path);
    file.print("time,status,x1,x2,x3,x4,x5\n");
    for (std::size_t i = 0; i < data.table.size(); ++i) {
        file.print("{:.17g},{}", data.table.time[i], data.table.status[i]);
        for (Eigen::Index j = 0; j < covariates; ++j) {
            file.print(",{:.17g}", data.covariates.values(static_cast<Eigen::Index>(i), j));
        }
        file.print("\n");
    }
}

template <typename Work>
double seconds(Work const& work) {
    auto const start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double resident_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

} // namespace

int main(int argc, char** argv) {
    auto const data = make(argc > 1 ? std::atol(argv[1]) : 1'000'000);
    if (argc > 2) {
        write(data, argv[2]);
    }
    auto const before = resident_megabytes();
    analysis::CoxFit fit;
    double const fitted = seconds([&] { fit = analysis::cox(data.table, data.covariates); });
    auto const after = resident_megabytes();
    analysis::Concordance pairs;
    double const counted =
        seconds([&] { pairs = analysis::concordance(fit, data.table, data.covariates); });
    fmt::print("{} rows, {} events, {} steps\n", fit.rows, fit.events, fit.steps);
    for (auto const& coefficient : fit.coefficients) {
        fmt::print("{} {:.12f} {:.12f}\n", coefficient.name, coefficient.estimate.value,
                   coefficient.estimate.standard_error);
    }
    fmt::print("cox {:.3f} s, concordance {:.12f} ({:.12f}) {:.3f} s more\n", fitted, pairs.c.value,
               pairs.c.standard_error, counted);
    auto const columns = static_cast<double>(fit.rows) * (8 + 4 + 8 * covariates) / 1048576;
    fmt::print("columns {:.0f} MB, the fit {:.0f} MB on top\n", columns, after - before);
}
