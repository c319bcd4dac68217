#include "core/mistakes.hpp"

#include <algorithm>
#include <cstddef>
#include <fmt/format.h>
#include <set>
#include <tuple>
#include <utility>

namespace core {

namespace {

/// Lower case, with '-' and ' ' as '_': slips in these are no slips at all.
std::string normal_form(std::string_view word) {
    std::string form(word);
    for (char& c : form) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        } else if (c == '-' || c == ' ') {
            c = '_';
        }
    }
    return form;
}

/// Insertions, deletions, substitutions and swaps of neighbours between a and b.
/// Source: Damerau 1964, restricted form (no letter is edited twice).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::size_t const width = b.size() + 1;
    std::vector<std::size_t> table((a.size() + 1) * width);
    auto const at = [&](std::size_t i, std::size_t j) -> std::size_t& {
        return table[i * width + j];
    };
    for (std::size_t i = 0; i <= a.size(); ++i) {
        at(i, 0) = i;
    }
    for (std::size_t j = 0; j <= b.size(); ++j) {
        at(0, j) = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            std::size_t const differ = a[i - 1] == b[j - 1] ? 0 : 1;
            at(i, j) = std::min({at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + differ});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1);
            }
        }
    }
    return at(a.size(), b.size());
}

/// A slip of the pen changes about one letter in four, and never more than three.
std::size_t largest_slip(std::size_t letters) {
    return std::min<std::size_t>(3, (letters + 1) / 4);
}

std::string place_text(Place const& place) {
    if (place.line == 0) {
        return place.file;
    }
    return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

} // namespace

std::string to_string(Mistake const& mistake) {
    std::string text = place_text(mistake.place);
    if (!mistake.path.empty()) {
        text += ": " + mistake.path;
    }
    text += ": " + mistake.what;
    if (!mistake.allowed.empty()) {
        text += " (" + mistake.allowed + ")";
    }
    if (!mistake.suggestion.empty()) {
        text += " - did you mean \"" + mistake.suggestion + "\"?";
    }
    return text;
}

void Mistakes::add(Mistake mistake) {
    all_.push_back(std::move(mistake));
}

std::vector<Mistake> Mistakes::in_order() const {
    std::vector<std::string> files;
    auto const rank = [&files](Mistake const& mistake) {
        return std::find(files.begin(), files.end(), mistake.place.file) - files.begin();
    };
    for (auto const& mistake : all_) {
        if (std::find(files.begin(), files.end(), mistake.place.file) == files.end()) {
            files.push_back(mistake.place.file);
        }
    }
    auto const key = [&rank](Mistake const& mistake) {
        return std::tuple(rank(mistake), mistake.place.line, mistake.place.column);
    };
    auto sorted = all_;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&key](Mistake const& a, Mistake const& b) { return key(a) < key(b); });
    std::set<std::string> told;
    std::erase_if(sorted, [&told](Mistake const& mistake) {
        return !told.insert(to_string(mistake)).second;
    });
    return sorted;
}

void Mistakes::throw_if_any() const {
    if (!empty()) {
        throw ConfigError(in_order());
    }
}

ConfigError::ConfigError(std::vector<Mistake> mistakes) : mistakes_(std::move(mistakes)) {
    for (auto const& mistake : mistakes_) {
        text_ += (text_.empty() ? "" : "\n") + to_string(mistake);
    }
}

IoError::IoError(std::string path, std::string reason)
    : path_(std::move(path)), reason_(std::move(reason)), text_(path_ + ": " + reason_) {}

std::string nearest(std::string_view word, std::vector<std::string> const& known) {
    // Longer ones are no names, and the table of distances grows with the square.
    constexpr std::size_t longest = 100;
    if (word.empty() || word.size() > longest) {
        return {};
    }
    std::string const form = normal_form(word);
    std::string best;
    std::size_t smallest = longest;
    for (auto const& name : known) {
        if (name.size() > longest) {
            continue;
        }
        std::size_t const distance = edit_distance(form, normal_form(name));
        if (distance <= largest_slip(std::max(form.size(), name.size())) && distance < smallest) {
            smallest = distance;
            best = name;
        }
    }
    return best;
}

} // namespace core
