#include "sim/show/names.hpp"
#include "sim/show/relation_words.hpp"
#include "sim/show/theory_sections.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <limits>

namespace sim {

namespace {

/// Steps until a quantity that goes `rate` of the remaining way in each has gone `share` of it.
double steps_to(double share, double rate) {
    if (rate <= 0.0) {
        return std::numeric_limits<double>::infinity();
    }
    return rate >= 1.0 ? 1.0 : std::log1p(-share) / std::log1p(-rate);
}

RateInDays half_life(std::string what, agents::Quantity const& rate, std::string of_what) {
    return {std::move(what), rate.value, steps_to(0.5, rate.value), 0.5, std::move(of_what)};
}

std::string_view exposed_in_words(agents::Exposure exposure) {
    using agents::Exposure;
    switch (exposure) {
    case Exposure::every_day:
        return "on any day";
    case Exposure::use:
        return "on a day of use";
    case Exposure::prompt:
        return "on a day with a prompt";
    case Exposure::failed_attempt:
        return "when the app did not open";
    case Exposure::goal_reached:
        return "the day after a goal was reached";
    }
    return {};
}

double logistic(double x) {
    return 1.0 / (1.0 + std::exp(-x));
}

/// "+0.15 non human (E3, few); -0.10 passive connection (E3, few)"
std::string jumps_in_words(agents::Event const& event, agents::Theory const& theory) {
    std::string text;
    for (auto const& jump : event.jumps) {
        if (jump.size.value != 0.0) {
            text +=
                fmt::format("{}{:+.2f} {} {}", text.empty() ? "" : "; ", jump.size.value,
                            in_words(theory.subthemes[jump.subtheme].name), provenance(jump.size));
        }
    }
    return text.empty() ? "moves nothing" : text;
}

std::string in_days(double days) {
    return std::isfinite(days) ? fmt::format("{:.1f}", days) : "for ever";
}

void write_subtheme_rates(Page& page, agents::Theory const& theory) {
    report::TextTable table({{"subtheme", report::Align::left},
                             {"grows", report::Align::right},
                             {"fades", report::Align::right},
                             {"surprise", report::Align::right}},
                            2);
    for (auto const& subtheme : theory.subthemes) {
        table.add_row({in_words(subtheme.name),
                       in_days(steps_to(0.5, subtheme.learning_rate.value)),
                       in_days(steps_to(0.5, subtheme.fading_rate.value)),
                       fmt::format("{:+.2f}", subtheme.surprise.value)});
    }
    page.table(table);
}

} // namespace

std::vector<RateInDays> rates_in_days(agents::Theory const& theory) {
    std::vector<RateInDays> rates;
    for (auto const& subtheme : theory.subthemes) {
        rates.push_back(
            half_life(in_words(subtheme.name) + " learns", subtheme.learning_rate, "days of use"));
        rates.push_back(half_life(in_words(subtheme.name) + " fades", subtheme.fading_rate,
                                  "days without use"));
    }
    rates.push_back({"habit forms", theory.habit.gain.value,
                     steps_to(0.95, theory.habit.gain.value), 0.95, "days of use"});
    rates.push_back(half_life("habit is lost", theory.habit.loss, "days without use"));
    rates.push_back(half_life("expectation follows", theory.session.expectation_rate, "sessions"));
    rates.push_back(
        half_life("disappointment wears off", theory.session.disappointment_decay, "days"));
    rates.push_back(
        half_life("tiredness of prompts wears off", theory.prompting.fatigue_decay, "days"));
    rates.push_back(half_life("novelty wears off", theory.novelty_decay, "days"));
    rates.push_back(
        half_life("distress returns to one's own level", theory.distress.reversion, "days"));
    rates.push_back(half_life("one's own level of distress recovers by itself",
                              theory.distress.natural_recovery, "days"));
    return rates;
}

void write_rates(Page& page, agents::Theory const& theory) {
    page.heading("How fast things change");
    page.paragraph(
        "Days of use until a subtheme has grown half of the way, days without until it has "
        "faded half of it, and how far a day that was better than expected lifts its "
        "aim; then half of the way of other things (of a habit that forms, 95%).");
    write_subtheme_rates(page, theory);
    page.blank();
    report::TextTable table({{"what", report::Align::left},
                             {"rate", report::Align::right},
                             {"takes", report::Align::right},
                             {"", report::Align::left}},
                            2);
    auto const rates = rates_in_days(theory);
    for (std::size_t i = 2 * theory.subthemes.size(); i < rates.size(); ++i) {
        table.add_row({rates[i].what, fmt::format("{:g}", rates[i].value), in_days(rates[i].days),
                       rates[i].of_what});
    }
    page.table(table);
}

void write_events(Page& page, ShownTheory const& shown) {
    page.heading("What may happen on a day");
    if (shown.theory.events.empty()) {
        page.paragraph("Nothing.", 2);
        return;
    }
    page.paragraph("The chance is that of who has none of the things that change it; then what it "
                   "moves at once.");
    for (auto const& event : shown.theory.events) {
        page.item(fmt::format("{} ({}): {}, {:.2g}%. {}.", in_words(event.name), event.describes,
                              exposed_in_words(event.exposure),
                              100.0 * logistic(event.chance.intercept.value),
                              jumps_in_words(event, shown.theory)));
    }
}

void write_instruments(Page& page, agents::Theory const& theory) {
    if (theory.instruments.empty()) {
        return;
    }
    page.heading("Questionnaires");
    for (auto const& instrument : theory.instruments) {
        page.item(fmt::format("{}: {}. {} items from {:g} to {:g}, on days {}, to who used the app "
                              "in the last {} days. Source: {}.",
                              in_words(instrument.name), instrument.describes,
                              instrument.items.size(), instrument.low, instrument.high,
                              fmt::join(instrument.days, ", "), instrument.active_within_days,
                              instrument.source.empty() ? "assumption" : instrument.source));
    }
}

void write_left_out(Page& page, agents::Theory const& theory) {
    if (theory.left_out.empty()) {
        return;
    }
    page.heading("What the source says and this theory leaves out");
    for (auto const& left_out : theory.left_out) {
        page.item(fmt::format("{}: {}", left_out.id, left_out.why));
    }
}

} // namespace sim
