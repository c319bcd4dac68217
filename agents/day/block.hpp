#pragma once

#include "agents/cohort.hpp"
#include "agents/day/day.hpp"
#include "agents/outcomes.hpp"
#include "agents/programme.hpp"
#include "agents/purpose.hpp"
#include "core/mathematics.hpp"
#include "core/philox.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace agents {

/// The state of the users of one block: a table with a row a variable and a column ("slot") a user,
/// so that a step is a loop over contiguous slots. Slots [0, count) are those who have not left;
/// identity (`user`), not slot, keys the draws, so a slot may be filled by anybody.
class Block {
public:
    Block(Programme const& programme, Luck luck, std::size_t capacity);

    [[nodiscard]] float* row(std::size_t r) noexcept { return table_.data() + r * stride_; }
    [[nodiscard]] float const* row(std::size_t r) const noexcept {
        return table_.data() + r * stride_;
    }
    [[nodiscard]] std::size_t stride() const noexcept { return stride_; }

    [[nodiscard]] core::philox::Words words(std::size_t slot, int day,
                                            std::uint32_t purpose) const noexcept {
        return core::philox::block(
            key_, {user[slot], static_cast<std::uint32_t>(day), purpose, replicate_});
    }
    using WordRows = std::array<std::vector<std::uint32_t>, 4>;
    /// The words of all slots. @param into  shape (4, stride)
    void words_of_all(int day, std::uint32_t purpose, WordRows& into) const noexcept;

    /// eta = fixed part + the part that is the same all day. Not yet held in bounds. @param eta
    /// shape (count)
    void all_day(CompiledPredictor const& predictor, float* eta) const noexcept;
    /// The same for one slot.
    [[nodiscard]] float all_day(CompiledPredictor const& predictor,
                                std::size_t slot) const noexcept;
    /// What the day-part adds, for one slot.
    [[nodiscard]] float in_day_part(CompiledPredictor const& predictor, std::size_t day_part,
                                    std::size_t slot) const noexcept;

    /// Components and alliance from subthemes, for slots [first, last).
    void refresh_alliance(std::size_t first, std::size_t last) noexcept;

    /// Takes a user out; the last slot moves in.
    void remove(std::size_t slot) noexcept;

    Programme const& programme;
    std::size_t count = 0;
    std::vector<std::uint32_t> user; ///< shape (slots)

    // Of today, shape (slots) or (day_parts, stride)
    WordRows day_words;                  ///< of Purpose::day
    std::vector<std::uint8_t> attempted; ///< shape (day_parts, stride)
    std::vector<std::uint8_t> succeeded; ///< shape (day_parts, stride)
    std::vector<std::uint8_t> leaving;   ///< shape (slots)
    std::vector<float> tried;            ///< 1: at least one attempt
    std::vector<float> used;             ///< 1: a day of use
    std::vector<float> failed;           ///< failed attempts
    std::vector<float> quality_sum;      ///< of the day's sessions
    std::vector<float> surprise;         ///< mean of the day's sessions
    std::vector<std::uint32_t> openers;  ///< slots with an attempt, ascending
    WordRows scratch_words;
    std::array<std::vector<float>, 3> scratch;

private:
    std::size_t stride_;
    core::philox::Key key_;
    std::uint32_t replicate_;
    std::vector<float> table_;
};

/// Predictors are held here before exp, which would otherwise overflow.
[[nodiscard]] inline float hold_eta(float eta) noexcept {
    return core::hold(eta, -30.0F, 30.0F);
}

// The steps of a day, in their order; see docs/odd.md. Each reads and writes the block only.
void install(Block& block, Population const& population, std::size_t first, std::size_t last,
             Outcomes& outcomes);
void step_calendar(Block& block, int day);
void step_distress(Block& block, int day);
void step_prompts(Block& block, int day);
void step_attempts(Block& block, int day);
void step_sessions(Block& block, int day);
void step_alliance(Block& block);
void step_events(Block& block, int day);
void step_relief(Block& block);
void step_questionnaires(Block const& block, int day, Outcomes& outcomes);
void step_leaving(Block& block, int day, Outcomes& outcomes);

/// Adds the day to the totals and the users' columns, before those who leave are taken out.
void record_day(Block const& block, int day, Outcomes& outcomes, DayTotals& totals);
/// Takes out who leaves today.
void record_leavers(Block& block, int day, Outcomes& outcomes, DayTotals& totals);
/// What is known of a user once the last day with the app is over.
void record_end(Block const& block, std::size_t slot, int day, Outcomes& outcomes);

} // namespace agents
