#pragma once

namespace core {

/// Tells the CPU that this is read soon, so that it need not be waited for then. Changes nothing
/// else; any address may be given.
inline void prefetch(void const* address) noexcept {
    __builtin_prefetch(address); // g++ and clang++ both have it
}

} // namespace core
