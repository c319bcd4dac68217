#include "tests/report/picture/xml.hpp"

#include <regex>

namespace tests {
namespace {

bool entities_only(std::string const& text) {
    static std::regex const bare("&(?!(amp|lt|gt|quot|apos);)");
    return !std::regex_search(text, bare);
}

bool well_formed_tag(std::string const& inside) {
    static std::regex const tag("/?[a-z]+( [a-zA-Z0-9:-]+=\"[^\"<]*\")*/?");
    return std::regex_match(inside, tag);
}

} // namespace

std::string xml_fault(std::string const& text) {
    std::vector<std::string> open;
    std::size_t at = 0;
    while (at < text.size()) {
        auto const begin = text.find('<', at);
        auto const between = text.substr(at, begin - at);
        if (!entities_only(between) || between.find('>') != std::string::npos) {
            return "not escaped: " + between;
        }
        if (begin == std::string::npos) {
            break;
        }
        auto const end = text.find('>', begin);
        if (end == std::string::npos) {
            return "a tag without end";
        }
        auto const tag = text.substr(begin + 1, end - begin - 1);
        if (!well_formed_tag(tag) || !entities_only(tag)) {
            return "no tag: " + tag;
        }
        auto const name = tag.substr(0, tag.find(' '));
        if (tag.front() == '/') {
            if (open.empty() || open.back() != tag.substr(1)) {
                return "closes what is not open: " + tag;
            }
            open.pop_back();
        } else if (tag.back() != '/') {
            open.push_back(name);
        }
        at = end + 1;
    }
    return open.empty() ? "" : "left open: " + open.back();
}

std::vector<double> numbers_in_xml(std::string const& text, std::string const& element,
                                   std::string const& attribute, std::string const& content) {
    std::regex const pattern("<" + element + "[^>]* " + attribute + "=\"([-0-9.]+)\"[^>]*>" +
                             content + (content.empty() ? "" : "<"));
    std::vector<double> values;
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), last; it != last; ++it) {
        values.push_back(std::stod((*it)[1]));
    }
    return values;
}

} // namespace tests
