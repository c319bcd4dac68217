#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace agents {

/// Groups of columns that may be kept of every user.
enum class Recorded : std::uint8_t {
    traits,         ///< who they are
    leaving,        ///< when and why they left, when they used the app last, on how many days
    use,            ///< on which days they used it
    sessions,       ///< how often they used it, and how often they failed to
    distress,       ///< at the start and at the end
    alliance,       ///< the same
    components,     ///< the same, of the alliance's components
    questionnaires, ///< what they answered
};

/// As in files; shape (groups), in the order of Recorded.
inline constexpr std::array<std::string_view, 8> recorded_names{
    "traits", "leaving", "use", "sessions", "distress", "alliance", "components", "questionnaires"};

[[nodiscard]] constexpr std::string_view name_of(Recorded group) noexcept {
    return recorded_names[static_cast<std::size_t>(group)];
}

/// Some of the groups.
class Recording {
public:
    constexpr Recording(std::initializer_list<Recorded> groups) noexcept : groups_(0U) {
        for (auto const group : groups) {
            add(group);
        }
    }
    [[nodiscard]] static constexpr Recording all() noexcept {
        return Recording((1U << recorded_names.size()) - 1U);
    }
    [[nodiscard]] static constexpr Recording none() noexcept { return Recording(0U); }

    [[nodiscard]] constexpr bool has(Recorded group) const noexcept {
        return (groups_ & bit(group)) != 0;
    }
    /// Whether all of those groups are among these.
    [[nodiscard]] constexpr bool has(Recording const& groups) const noexcept {
        return (groups_ & groups.groups_) == groups.groups_;
    }
    constexpr void add(Recorded group) noexcept { groups_ |= bit(group); }
    [[nodiscard]] constexpr bool operator==(Recording const&) const noexcept = default;

private:
    explicit constexpr Recording(unsigned groups) noexcept : groups_(groups) {}
    [[nodiscard]] static constexpr unsigned bit(Recorded group) noexcept {
        return 1U << static_cast<unsigned>(group);
    }

    unsigned groups_;
};

} // namespace agents
