#include "core/digest.hpp"
#include "sim/record_file.hpp"
#include "sim/store/record_columns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sim {
namespace {

/// Takes up names, shapes and bytes.
class Digesting {
public:
    template <class T>
    void column(ColumnInfo const& info, std::vector<T> const& values) {
        digest_.add(fmt::format("{} {}\n", info.path, fmt::join(info.shape, "x")));
        digest_.add(std::span<T const>(values));
    }
    void sums(ColumnInfo const& info, std::vector<std::int64_t> const& values) {
        column(info, values);
    }
    /// Follows from the others.
    template <class Make>
    void derived(ColumnInfo const& /*info*/, Make const& /*make*/) {}

    [[nodiscard]] std::string hex() const { return digest_.hex(); }

private:
    core::Digest digest_;
};

} // namespace

std::string content_digest(Record const& record) {
    Digesting digesting;
    visit_columns(record, digesting);
    return digesting.hex();
}

} // namespace sim
