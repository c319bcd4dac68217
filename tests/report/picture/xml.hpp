#pragma once

#include <string>
#include <vector>

namespace tests {

/// What keeps a text from being well-formed XML, empty when nothing does: tags that do not nest,
/// bare & or <, attributes without quotes. Knows no comments, no CDATA, no declarations.
[[nodiscard]] std::string xml_fault(std::string const& text);

/// Values of an attribute of the elements of one name that hold `content` (any where empty).
[[nodiscard]] std::vector<double> numbers_in_xml(std::string const& text,
                                                 std::string const& element,
                                                 std::string const& attribute,
                                                 std::string const& content = "");

} // namespace tests
