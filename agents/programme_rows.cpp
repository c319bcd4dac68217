#include "agents/programme_rows.hpp"

#include "core/mathematics.hpp"

#include <algorithm>
#include <utility>

namespace agents {

namespace {

/// A list of rows, each once.
class RowList {
public:
    void add(std::size_t row, std::size_t many = 1) {
        for (std::size_t r = row; r < row + many; ++r) {
            if (std::find(rows_.begin(), rows_.end(), r) == rows_.end()) {
                rows_.push_back(r);
            }
        }
    }
    void add(std::vector<std::size_t> const& rows) {
        for (std::size_t const row : rows) {
            add(row);
        }
    }
    void add_fixed(CompiledPredictor const& predictor) {
        if (predictor.fixed_row != no_row) {
            add(predictor.fixed_row);
        }
    }
    /// What the predictor reads.
    void add(CompiledPredictor const& predictor) {
        add_fixed(predictor);
        for (auto const& term : predictor.all_day) {
            add(term.row);
        }
        for (auto const& term : predictor.by_day_part) {
            add(term.row, day_parts);
        }
    }
    [[nodiscard]] std::vector<std::size_t> take() { return std::move(rows_); }

private:
    std::vector<std::size_t> rows_;
};

class Plan {
public:
    explicit Plan(Programme& programme) : programme_(programme), next_(programme.layout.rows()) {}

    void lay_out() {
        lay_out_days();
        programme_.rows.daily = next_;
        lay_out_lists();
        programme_.rows.total = next_;
        list_copied();
        list_seldom();
    }

private:
    std::size_t take(std::size_t rows) {
        next_ += rows;
        return next_ - rows;
    }

    void take_fixed(CompiledPredictor& predictor, KeptAs kept = KeptAs::predictor) {
        predictor.constant = static_cast<float>(predictor.fixed.intercept);
        if (!predictor.fixed.constant() || !predictor.in_stages.empty()) {
            predictor.fixed_row = take(1);
            take_copies(kept, predictor.fixed_row, predictor.fixed, predictor.in_stages);
        }
    }

    void take_copies(KeptAs kept, std::size_t row, FixedPart const& own,
                     std::vector<FixedPart> const& in_stages) {
        if (in_stages.empty()) {
            return;
        }
        StagedPart part{kept, row, take(1 + in_stages.size()), {own}};
        part.parts.insert(part.parts.end(), in_stages.begin(), in_stages.end());
        programme_.staged_parts.push_back(std::move(part));
    }

    void lay_out_days() {
        auto& rows = programme_.rows;
        rows.level = take(1);
        rows.profile = take(day_parts);
        rows.weekday = take(1);
        rows.care_starts = take(1);
        rows.ignored_in_a_row = take(1);
        rows.goal_flag = take(1);
        rows.ever_used = take(1);
        rows.lasting_odds = take(1);
        std::size_t const if_learned = programme_.learns ? day_parts : 0;
        rows.answered = take(if_learned);
        rows.unanswered = take(if_learned);
        std::size_t const if_staged = programme_.prompt_rules.size() > 1 ? 1 : 0;
        rows.stage = take(if_staged);
        rows.days_in_stage = take(if_staged);
        rows.stage_switched = take(if_staged);
        for (std::size_t j = 0; j < programme_.components.size(); ++j) {
            sum_up_component(j);
            programme_.rows_of_components.push_back(programme_.layout.component(j));
        }
        ask_daily(programme_.engagement);
        for (auto& cause : programme_.causes) {
            ask_daily(cause);
        }
        for (auto const m : programme_.events_of_anybody) {
            ask_daily(programme_.events[m].chance);
        }
    }

    void ask_daily(CompiledPredictor& predictor) {
        take_fixed(predictor);
        auto& terms = predictor.all_day;
        auto const at = std::stable_partition(terms.begin(), terms.end(), [this](auto const& term) {
            return !is_subtheme(term.row);
        });
        std::vector<RowWeight> const subthemes(at, terms.end());
        terms.erase(at, terms.end());
        for (std::size_t const row : sums_of(subthemes, 0.0F, no_row)) {
            terms.push_back({row, 1.0F});
        }
    }

    [[nodiscard]] bool is_subtheme(std::size_t row) const {
        return row < programme_.subthemes.size(); // the first rows of the layout
    }

    /// The component's own row when all its subthemes fade at the same rate.
    void sum_up_component(std::size_t j) {
        auto& component = programme_.components[j];
        auto const fading = [this](RowWeight const& term) {
            return programme_.subthemes[term.row].fading;
        };
        auto const& terms = component.subthemes;
        bool const together = std::all_of(terms.begin(), terms.end(), [&](RowWeight const& term) {
            return fading(term) == fading(terms.front());
        });
        std::size_t const own = together ? programme_.layout.component(j) : no_row;
        auto rows = sums_of(terms, component.base, own);
        if (!together) {
            component.parts = std::move(rows);
        }
    }

    /// One sum a rate of fading. @param row  of the sum, if it is to be that
    std::vector<std::size_t> sums_of(std::vector<RowWeight> const& terms, float base,
                                     std::size_t row) {
        std::vector<std::size_t> rows;
        for (std::size_t fading = 0; fading < programme_.fadings.size(); ++fading) {
            Programme::FadingSum sum;
            std::copy_if(terms.begin(), terms.end(), std::back_inserter(sum.subthemes),
                         [&](RowWeight const& term) {
                             return programme_.subthemes[term.row].fading == fading;
                         });
            if (sum.subthemes.empty()) {
                continue;
            }
            sum.row = row == no_row ? take(1) : row;
            sum.first_row = take(1);
            sum.fading = fading;
            sum.base = std::exchange(base, 0.0F);
            rows.push_back(sum.row);
            programme_.sums.push_back(std::move(sum));
        }
        return rows;
    }

    void lay_out_lists() {
        auto& rows = programme_.rows;
        rows.faded_until = take(1);
        rows.first = take(programme_.subthemes.size());
        rows.target = take(programme_.subthemes.size());
        for (std::size_t k = 0; k < programme_.subthemes.size(); ++k) {
            auto const& subtheme = programme_.subthemes[k];
            take_copies(KeptAs::probability, rows.target + k, subtheme.target,
                        subtheme.target_in_stages);
        }
        take_fixed(programme_.quality);
        for (auto const m : programme_.events_of_openers) {
            auto& event = programme_.events[m];
            take_fixed(event.chance, event.chance_lasts ? KeptAs::probability : KeptAs::predictor);
            if (event.chance_lasts) {
                event.chance.constant =
                    core::logistic(core::hold(event.chance.constant, -30.0F, 30.0F));
            }
        }
        rows.attempt_eta = take(day_parts);
        rows.prompts_today = take(1);
        rows.of_leaving = take(1);
        rows.of_event = take(1);
    }

    /// What changes on a day with the app, or when something happens, but for subthemes.
    [[nodiscard]] std::vector<std::size_t> changed() const {
        auto const& layout = programme_.layout;
        auto const& rows = programme_.rows;
        RowList changed;
        changed.add(layout.component(0), programme_.components.size());
        for (auto const& sum : programme_.sums) {
            changed.add(sum.row);
        }
        for (std::size_t const row :
             {layout.alliance, layout.distress, layout.habit, layout.expectation,
              layout.disappointment, layout.prompt_fatigue, layout.idle_days, layout.goal_progress,
              layout.goals_reached, layout.used_yesterday, rows.ignored_in_a_row, rows.goal_flag,
              rows.ever_used}) {
            changed.add(row);
        }
        return changed.take();
    }

    /// What a day with the app reads before it writes it.
    void list_copied() {
        auto const& layout = programme_.layout;
        auto const& rows = programme_.rows;
        RowList read;
        for (std::size_t const row :
             {layout.distress, layout.habit, layout.expectation, layout.disappointment,
              layout.prompt_fatigue, layout.idle_days, layout.goal_progress, layout.goals_reached,
              rows.ignored_in_a_row, rows.goal_flag, rows.ever_used, rows.lasting_odds}) {
            read.add(row);
        }
        for (std::size_t p = 0; p < day_parts; ++p) {
            if (programme_.may_prompt[p]) {
                read.add(layout.prompted + p);
            }
        }
        read.add(programme_.quality);
        for (auto const& cause : programme_.causes) {
            read.add(cause);
        }
        for (auto const& event : programme_.events) {
            read.add(event.chance);
        }
        for (std::size_t const row : read.take()) {
            if (!is_subtheme(row) && row < rows.daily) {
                programme_.copied.read.push_back(row);
            }
        }
        programme_.copied.waiting = programme_.copied.read;
        for (std::size_t row = rows.attempt_eta; row < rows.total; ++row) {
            programme_.copied.waiting.push_back(row);
        }
        programme_.copied.changed = changed();
    }

    void list_seldom() {
        auto const& rows = programme_.rows;
        std::size_t const subthemes = programme_.subthemes.size();
        RowList seldom;
        seldom.add(programme_.layout.subtheme(0), subthemes);
        seldom.add(rows.faded_until);
        seldom.add(rows.first, subthemes);
        seldom.add(rows.target, subthemes);
        seldom.add_fixed(programme_.quality);
        for (auto const m : programme_.events_of_openers) {
            seldom.add_fixed(programme_.events[m].chance);
        }
        for (auto const& part : programme_.staged_parts) {
            if (part.row >= rows.daily) {
                seldom.add(part.copies, part.parts.size());
            }
        }
        auto& numbers = programme_.seldom.rows;
        numbers = seldom.take();
        place_copies();
        while (numbers.size() % 4 != 0) {
            numbers.push_back(numbers.back());
        }
        programme_.seldom.changed = (subthemes + 1 + 3) / 4 * 4;
    }

    void place_copies() {
        auto const& numbers = programme_.seldom.rows;
        auto const place = [&numbers](std::size_t row) {
            return static_cast<std::size_t>(std::find(numbers.begin(), numbers.end(), row) -
                                            numbers.begin());
        };
        for (auto& part : programme_.staged_parts) {
            part.seldom = part.row >= programme_.rows.daily;
            if (part.seldom) {
                part.place = place(part.row);
                part.place_of_copies = place(part.copies);
            }
        }
    }

    Programme& programme_;
    std::size_t next_;
};

} // namespace

void lay_out(Programme& programme) {
    Plan(programme).lay_out();
}

} // namespace agents
