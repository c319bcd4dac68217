#pragma once

#include "sim/reading/files.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace sim::reading {

/// What was read without a mistake from trees that nothing was written into.
template <class Read>
class Remembered {
public:
    [[nodiscard]] std::shared_ptr<Read const> find(Tree const& tree) const {
        auto const found = std::find_if(pairs_.begin(), pairs_.end(),
                                        [&tree](Pair const& pair) { return pair.tree.is(tree); });
        return found == pairs_.end() ? nullptr : found->read;
    }
    void keep(Tree const& tree, std::shared_ptr<Read const> read) {
        pairs_.push_back({tree, std::move(read)});
    }

private:
    struct Pair {
        Tree tree;
        std::shared_ptr<Read const> read;
    };
    std::vector<Pair> pairs_;
};

/// read(), or what it gave before for the same tree.
/// @param remembered  nullptr: nothing is
template <class Read, class F>
[[nodiscard]] std::shared_ptr<Read const> remember(Remembered<Read>* remembered, File const& file,
                                                   Files const& files, F const& read) {
    bool const as_parsed = remembered != nullptr && files.is_as_parsed(file);
    if (auto known = as_parsed ? remembered->find(file.tree) : nullptr) {
        return known;
    }
    auto const before = files.mistakes().count();
    auto fresh = std::make_shared<Read const>(read());
    if (as_parsed && files.mistakes().count() == before) {
        remembered->keep(file.tree, fresh);
    }
    return fresh;
}

} // namespace sim::reading
