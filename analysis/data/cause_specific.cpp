#include "analysis/data/cause_specific.hpp"

#include "core/contract.hpp"

namespace analysis {

EventTable cause_specific(EventTable table, int cause) {
    HOLDFAST_EXPECT(cause >= 1 && cause <= table.causes);
    for (int& status : table.status) {
        status = status == cause ? 1 : 0;
    }
    table.causes = 1;
    return table;
}

} // namespace analysis
