#include "agents/day/spare_memory.hpp"

#include <utility>

namespace agents {

namespace {

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

SpareMemory::SpareMemory(std::size_t size) : values_(spare().take()) {
    values_.resize(size);
}

SpareMemory::~SpareMemory() {
    spare().give_back(std::move(values_));
}

} // namespace agents
