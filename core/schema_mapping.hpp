#pragma once

#include "core/schema.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace core::schema {

/// A key that stands for a likely misunderstanding, and why it is not taken.
struct Refusal {
    std::string key;
    std::string why;
};

/// The keys of a mapping: what they mean, and which of them a node has.
class MappingKeys {
protected:
    MappingKeys(std::string_view title, std::string_view describes);
    MappingKeys(MappingKeys const&) = default;
    MappingKeys(MappingKeys&&) = default;
    ~MappingKeys() = default;

    void declare(std::string_view key, Presence presence, std::string_view otherwise, Shape shape,
                 std::string_view describes, std::string_view source);
    void refuse(std::string_view key, std::string_view why);

    /// Tells keys that were not declared, required ones that are missing, and alternatives that are
    /// not exactly one. True when the node is a mapping at all.
    [[nodiscard]] bool has_form(Cursor const& cursor) const;
    /// Calls read(index, cursor) for each declared key that is there or has a default, in the order
    /// of their declaration.
    void each_value(Cursor const& cursor,
                    std::function<void(std::size_t, Cursor const&)> const& read) const;
    /// How the mapping describes itself: by a link to its section.
    [[nodiscard]] Shape shape() const;

private:
    MappingShape shape_;
    std::vector<Refusal> refusals_;
};

/// A mapping with declared keys, read into a T. A key goes into a member of T or to a function (T&,
/// value). Keys are read in the order in which they are declared.
template <class T>
class Mapping : private MappingKeys {
public:
    /// @param title  unique among all mappings of the reference, where it heads a section
    Mapping(std::string_view title, std::string_view describes) : MappingKeys(title, describes) {}

    template <class V, class Target>
    Mapping& required(std::string_view key, Type<V> type, Target target, std::string_view describes,
                      std::string_view source = {}) {
        return add(Presence::required, key, {}, std::move(type), target, describes, source);
    }

    /// @param otherwise  what its absence means, in words for the reference; T keeps what it has
    template <class V, class Target>
    Mapping& optional(std::string_view key, std::string_view otherwise, Type<V> type, Target target,
                      std::string_view describes, std::string_view source = {}) {
        return add(Presence::optional, key, otherwise, std::move(type), target, describes, source);
    }

    /// @param otherwise  read in the key's stead where it is absent, so that reference and reading
    /// agree
    template <class V, class Target>
    Mapping& defaulted(std::string_view key, std::string_view otherwise, Type<V> type,
                       Target target, std::string_view describes, std::string_view source = {}) {
        return add(Presence::defaulted, key, otherwise, std::move(type), target, describes, source);
    }

    template <class V, class Target>
    Mapping& alternative(std::string_view key, Type<V> type, Target target,
                         std::string_view describes, std::string_view source = {}) {
        return add(Presence::alternative, key, {}, std::move(type), target, describes, source);
    }

    Mapping& refused(std::string_view key, std::string_view why) {
        refuse(key, why);
        return *this;
    }

    /// What must hold among the keys: called as check(T&, cursor) when none of them was mistaken.
    Mapping& check(std::function<void(T&, Cursor const&)> check) {
        checks_.push_back(std::move(check));
        return *this;
    }

    [[nodiscard]] Type<T> type() const {
        // Types are copied into types that use them; what they need is shared by the copies.
        auto const made = std::make_shared<Mapping const>(*this);
        return {shape(), [made](Cursor const& cursor) { return made->read(cursor); }};
    }

private:
    [[nodiscard]] std::optional<T> read(Cursor const& cursor) const {
        auto const before = cursor.mistakes().count();
        if (!has_form(cursor)) {
            return std::nullopt;
        }
        T mapping{};
        each_value(cursor,
                   [&](std::size_t key, Cursor const& value) { readers_[key](mapping, value); });
        if (cursor.mistakes().count() == before) {
            for (auto const& check : checks_) {
                check(mapping, cursor);
            }
        }
        return mapping;
    }

    template <class V, class Target>
    Mapping& add(Presence presence, std::string_view key, std::string_view otherwise, Type<V> type,
                 Target target, std::string_view describes, std::string_view source) {
        readers_.push_back([read = std::move(type.read), target](T& mapping, Cursor const& cursor) {
            if (auto value = read(cursor)) {
                if constexpr (std::is_member_object_pointer_v<Target>) {
                    mapping.*target = std::move(*value);
                } else {
                    target(mapping, std::move(*value));
                }
            }
        });
        declare(key, presence, otherwise, std::move(type.shape), describes, source);
        return *this;
    }

    std::vector<std::function<void(T&, Cursor const&)>> readers_; ///< shape (declared keys)
    std::vector<std::function<void(T&, Cursor const&)>> checks_;
};

} // namespace core::schema
