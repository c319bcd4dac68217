#include "sim/engine/record_parcel.hpp"

#include "core/ranks.hpp"
#include "sim/store/record_columns.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sim {
namespace {

struct Sending {
    core::Ranks const& ranks;

    template <class T>
    void column(ColumnInfo const& /*info*/, std::vector<T> const& values) {
        ranks.send(std::as_bytes(std::span(values)));
    }
    template <class T>
    void sums(ColumnInfo const& info, std::vector<T> const& values) {
        column(info, values);
    }
    template <class Make>
    void derived(ColumnInfo const& /*info*/, Make const& /*make*/) {}
};

struct Receiving {
    core::Ranks const& ranks;
    int from;

    template <class T>
    void column(ColumnInfo const& /*info*/, std::vector<T>& values) {
        ranks.receive(from, std::as_writable_bytes(std::span(values)));
    }
    template <class T>
    void sums(ColumnInfo const& info, std::vector<T>& values) {
        column(info, values);
    }
    template <class Make>
    void derived(ColumnInfo const& /*info*/, Make const& /*make*/) {}
};

} // namespace

void send(Record const& part, core::Ranks const& ranks) {
    Sending sending{ranks};
    visit_columns(part, sending);
}

void receive(Record& part, int from, core::Ranks const& ranks) {
    Receiving receiving{ranks, from};
    visit_columns(part, receiving);
}

} // namespace sim
