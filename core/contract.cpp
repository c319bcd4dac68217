#include "core/contract.hpp"

#include <cstdio>
#include <cstdlib>

namespace core {

void contract_broken(char const* kind, char const* condition, char const* file, int line) noexcept {
    std::fprintf(stderr, "holdfast: a bug in Holdfast: %s(%s) does not hold at %s:%d\n", kind,
                 condition, file, line);
    std::_Exit(3);
}

} // namespace core
