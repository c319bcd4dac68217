#include "study/report/flip.hpp"

#include "core/csv.hpp"
#include "core/text_file.hpp"
#include "report/options.hpp"
#include "study/report/study_report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace study {
namespace {

std::string trimmed(std::string const& text) {
    auto const first = text.find_first_not_of(' ');
    auto const last = text.find_last_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

} // namespace

std::optional<Flip> flip_in(std::string const& text, std::vector<std::string> const& outputs,
                            core::Mistakes& mistakes) {
    auto const complain = [&](std::string const& problem, std::string const& word) {
        auto mistake = report::choice_mistake(
            "--flip", problem, "OUTPUT > NUMBER, OUTPUT < NUMBER, or an output for the number");
        mistake.suggestion = core::nearest(word, outputs);
        mistakes.add(mistake);
        return std::nullopt;
    };
    auto const sign = text.find_first_of("<>");
    if (sign == std::string::npos) {
        return complain(fmt::format("\"{}\" compares nothing", core::excerpt(text)), "");
    }
    auto const left = trimmed(text.substr(0, sign));
    auto const right = trimmed(text.substr(sign + 1));
    auto const place = [&](std::string const& name) {
        return static_cast<std::size_t>(std::find(outputs.begin(), outputs.end(), name) -
                                        outputs.begin());
    };
    Flip flip{.text = fmt::format("{} {} {}", left, text[sign], right),
              .output = place(left),
              .above = text[sign] == '>'};
    if (flip.output == outputs.size()) {
        return complain(fmt::format("\"{}\" is no output of the study", core::excerpt(left)), left);
    }
    if (auto const number = core::number_in(right)) {
        flip.number = *number;
        return flip;
    }
    flip.other = place(right);
    if (flip.other == outputs.size()) {
        return complain(
            fmt::format("\"{}\" is neither a number nor an output", core::excerpt(right)), right);
    }
    return flip;
}

std::vector<Flip> usual_flips(std::vector<std::string> const& outputs) {
    std::vector<Flip> flips;
    for (std::size_t o = 0; o < outputs.size(); ++o) {
        double const none = no_difference(outputs[o]);
        if (!std::isnan(none)) {
            // A hazard below the baseline's, a difference above it.
            bool const above = none == 0.0;
            flips.push_back({.text = fmt::format("{} {} {:g}", outputs[o], above ? '>' : '<', none),
                             .output = o,
                             .above = above,
                             .number = none});
        }
    }
    return flips;
}

} // namespace study
