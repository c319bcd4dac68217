#include "agents/day/table.hpp"

#include <algorithm>
#include <utility>

namespace agents {

namespace {

/// Blocks come and go by the thousand; to ask the system for their pages each time would take
/// longer than to install the app.
class Spare {
public:
    core::Aligned<float> take() {
        if (kept_.empty()) {
            return {};
        }
        auto memory = std::move(kept_.back());
        kept_.pop_back();
        return memory;
    }
    void give_back(core::Aligned<float> memory) {
        if (kept_.size() < most_kept) {
            kept_.push_back(std::move(memory));
        }
    }

private:
    static constexpr std::size_t most_kept = 4;
    std::vector<core::Aligned<float>> kept_;
};

Spare& spare() {
    thread_local Spare of_this_thread;
    return of_this_thread;
}

} // namespace

Table::Table(std::size_t rows, std::size_t stride) : stride_(stride), values_(spare().take()) {
    values_.assign(rows * stride, 0.0F);
}

Table::~Table() {
    spare().give_back(std::move(values_));
}

} // namespace agents
