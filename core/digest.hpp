#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace core {

/// A fingerprint of bytes: equal bytes have equal digests, different bytes different ones but for
/// one case in 2^64 or so. Not safe against forgery. Source: XXH3, 128 bits (Collet, xxHash 0.8).
class Digest {
public:
    Digest();
    ~Digest();
    Digest(Digest&&) noexcept;
    Digest& operator=(Digest&&) noexcept;

    void add(std::string_view bytes);
    /// The bytes of numbers as the machine holds them.
    template <typename T>
    requires std::is_arithmetic_v<T>
    void add(std::span<T const> values) {
        add(std::string_view(reinterpret_cast<char const*>(values.data()), values.size_bytes()));
    }

    /// Of all that was added so far: 32 hexadecimal digits.
    [[nodiscard]] std::string hex() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The digest of one text.
[[nodiscard]] std::string digest_of(std::string_view bytes);

} // namespace core
