#pragma once

#include "core/schema.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace core::schema {

/// A key that stands for a likely misunderstanding, and why it is not taken.
struct Refusal {
    std::string key;
    std::string why;
};

/// Tells keys that the shape does not have, required ones that are missing, and alternatives that
/// are not exactly one. True when the node is a mapping at all.
[[nodiscard]] bool has_record_form(Cursor const& cursor, RecordShape const& shape,
                                   std::vector<Refusal> const& refusals);
/// The node that a default's words make.
[[nodiscard]] Node default_node(std::string const& words);

/// A mapping with declared keys, read into a T. A key goes into a member of T or to a function (T&,
/// value). Keys are read in the order in which they are declared.
template <class T>
class Record {
public:
    /// @param name  unique among all records of the reference, where it heads a section
    Record(std::string name, std::string describes) {
        shape_.title = std::move(name);
        shape_.describes = std::move(describes);
    }

    template <class V, class Target>
    Record& required(std::string key, Type<V> type, Target target, std::string describes,
                     std::string source = {}) {
        return add(Presence::required, std::move(key), {}, std::move(type), target,
                   std::move(describes), std::move(source));
    }

    /// @param otherwise  what its absence means, in words for the reference; T keeps what it has
    template <class V, class Target>
    Record& optional(std::string key, std::string otherwise, Type<V> type, Target target,
                     std::string describes, std::string source = {}) {
        return add(Presence::optional, std::move(key), std::move(otherwise), std::move(type),
                   target, std::move(describes), std::move(source));
    }

    /// @param otherwise  read in the key's stead where it is absent, so that reference and reading
    /// agree
    template <class V, class Target>
    Record& defaulted(std::string key, std::string otherwise, Type<V> type, Target target,
                      std::string describes, std::string source = {}) {
        return add(Presence::defaulted, std::move(key), std::move(otherwise), std::move(type),
                   target, std::move(describes), std::move(source));
    }

    template <class V, class Target>
    Record& alternative(std::string key, Type<V> type, Target target, std::string describes,
                        std::string source = {}) {
        return add(Presence::alternative, std::move(key), {}, std::move(type), target,
                   std::move(describes), std::move(source));
    }

    Record& refused(std::string key, std::string why) {
        refusals_.push_back({std::move(key), std::move(why)});
        return *this;
    }

    /// What must hold among the keys: called as check(T&, cursor) when none of them was mistaken.
    Record& check(std::function<void(T&, Cursor const&)> check) {
        checks_.push_back(std::move(check));
        return *this;
    }

    [[nodiscard]] Type<T> type() const {
        auto const shape = std::make_shared<RecordShape const>(shape_);
        // Types are copied into types that use them; what they need is shared by the copies.
        auto const made = std::make_shared<Record const>(*this);
        return {{"[" + shape->title + "](#" + anchor(shape->title) + ")", "", "", {shape}},
                [made](Cursor const& cursor) { return made->read(cursor); }};
    }

private:
    [[nodiscard]] std::optional<T> read(Cursor const& cursor) const {
        auto const before = cursor.mistakes().count();
        if (!has_record_form(cursor, shape_, refusals_)) {
            return std::nullopt;
        }
        T record{};
        for (auto const& read_key : readers_) {
            read_key(record, cursor);
        }
        if (cursor.mistakes().count() == before) {
            for (auto const& check : checks_) {
                check(record, cursor);
            }
        }
        return record;
    }

    static std::string anchor(std::string const& name) {
        std::string anchor = name;
        for (char& c : anchor) {
            c = c == ' ' ? '-' : c;
        }
        return anchor;
    }

    template <class V, class Target>
    static void put(T& record, Target target, V value) {
        if constexpr (std::is_member_object_pointer_v<Target>) {
            record.*target = std::move(value);
        } else {
            target(record, std::move(value));
        }
    }

    template <class V, class Target>
    Record& add(Presence presence, std::string key, std::string otherwise, Type<V> type,
                Target target, std::string describes, std::string source) {
        readers_.push_back(
            [key, presence, otherwise, read = type.read, target](T& record, Cursor const& cursor) {
                std::optional<V> value;
                if (auto const* entry = cursor.node().find(key)) {
                    value = read(cursor.value_of(*entry));
                } else if (presence == Presence::defaulted) {
                    Node const node = default_node(otherwise);
                    value = read(cursor.at(key).standing_for(node));
                }
                if (value) {
                    put(record, target, std::move(*value));
                }
            });
        shape_.keys.push_back({std::move(key), presence, std::move(otherwise),
                               std::move(type.shape), std::move(describes), std::move(source)});
        return *this;
    }

    RecordShape shape_;
    std::vector<std::function<void(T&, Cursor const&)>> readers_;
    std::vector<Refusal> refusals_;
    std::vector<std::function<void(T&, Cursor const&)>> checks_;
};

} // namespace core::schema
