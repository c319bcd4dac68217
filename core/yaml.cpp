#include "core/yaml.hpp"

#include "core/text_file.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <utility>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace core {

namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_nodes = 500'000;

/// A text and where its lines begin. Marks count bytes from 0, places characters from 1.
class Lines {
public:
    Lines(std::string const& text, std::string const& file)
        : text_(text), file_(std::make_shared<std::string const>(file)) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == '\n') {
                starts_.push_back(at + 1);
            }
        }
    }

    [[nodiscard]] std::size_t offset(YAML::Mark const& mark) const {
        auto const line = static_cast<std::size_t>(std::max(mark.line, 0));
        auto const start = line < starts_.size() ? starts_[line] : text_.size();
        return std::min(text_.size(), start + static_cast<std::size_t>(std::max(mark.column, 0)));
    }

    void set_place(Node& node, YAML::Mark const& mark) const {
        node.file = file_;
        node.line = mark.line + 1;
        node.column = column(mark);
    }

    [[nodiscard]] Place place(YAML::Mark const& mark) const {
        return {*file_, mark.line + 1, column(mark)};
    }

    [[nodiscard]] std::string_view from(YAML::Mark const& mark) const {
        return std::string_view(text_).substr(offset(mark));
    }

private:
    [[nodiscard]] int column(YAML::Mark const& mark) const {
        // Counting the characters of very long lines again for every value would take forever.
        constexpr int longest = 4096;
        if (mark.column > longest || mark.line < 0) {
            return std::max(mark.column, 0) + 1;
        }
        auto const bytes = static_cast<std::size_t>(std::max(mark.column, 0));
        auto const line =
            std::string_view(text_).substr(offset(mark) - std::min(offset(mark), bytes), bytes);
        return static_cast<int>(characters(line)) + 1;
    }

    std::string const& text_;
    std::shared_ptr<std::string const> file_;
    std::vector<std::size_t> starts_{0};
};

/// True when the quote that `text` begins with is closed. yaml-cpp takes the end of the file for a
/// closing quote.
bool quote_is_closed(std::string_view text) {
    char const quote = text.front();
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] == '\\' && quote == '"') {
            ++at;
        } else if (text[at] == quote) {
            if (quote == '"' || at + 1 >= text.size() || text[at + 1] != quote) {
                return true;
            }
            ++at;
        }
    }
    return false;
}

/// Builds the tree out of the parser's events.
class Builder : public YAML::EventHandler {
public:
    Builder(Lines const& lines, Mistakes& mistakes) : lines_(lines), mistakes_(mistakes) {}

    /// The tree so far; values still open, and the last one, are marked as cut short.
    Node finish() {
        if (!open_.empty()) {
            mark_last(open_.back().node);
        }
        while (!open_.empty()) {
            open_.back().node.cut_short = true;
            close();
        }
        return std::move(root_);
    }

    void OnDocumentStart(YAML::Mark const& /*mark*/) override {}
    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        // An absent value is reported where the next thing stands, so its key's place says more.
        Node node = make(Node::Kind::nothing, mark);
        if (in_mapping() && open_.back().key) {
            node.line = open_.back().key->line;
            node.column = open_.back().key->column;
        }
        add(std::move(node), anchor);
    }

    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override {
        refuse_tag(tag, mark);
        Node node = make(Node::Kind::scalar, mark);
        node.text = value;
        node.quoted = tag != "?";
        auto const source = lines_.from(mark);
        if (node.quoted && !source.empty() && (source[0] == '"' || source[0] == '\'') &&
            !quote_is_closed(source)) {
            throw YAML::ParserException(mark, "the quote that opens here is never closed");
        }
        add(std::move(node), anchor);
    }

    void OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        auto const found = anchored_.find(anchor);
        if (found == anchored_.end()) {
            throw YAML::ParserException(mark,
                                        "an alias stands inside the value that it stands for");
        }
        spend(count_nodes(found->second), mark);
        add(found->second, 0);
    }

    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        open(Node::Kind::list, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        open(Node::Kind::mapping, mark, tag, anchor);
    }
    void OnMapEnd() override { close(); }

    /// What follows does not belong to the tree, though it may have been meant to.
    void cut_root() { root_.cut_short = true; }

private:
    static void mark_last(Node& open) {
        if (!open.items.empty()) {
            open.items.back().cut_short = true;
        } else if (!open.entries.empty()) {
            open.entries.back().value.cut_short = true;
        }
    }

    struct Open {
        Node node;
        YAML::anchor_t anchor = 0;
        std::optional<Node> key;
        std::unordered_map<std::string, int> lines; ///< where each key was first given
    };

    [[nodiscard]] bool in_mapping() const {
        return !open_.empty() && open_.back().node.kind == Node::Kind::mapping;
    }

    Node make(Node::Kind kind, YAML::Mark const& mark) {
        spend(1, mark);
        Node node;
        node.kind = kind;
        lines_.set_place(node, mark);
        return node;
    }

    void spend(std::size_t nodes, YAML::Mark const& mark) {
        nodes_ += nodes;
        if (nodes_ > most_nodes) {
            throw YAML::ParserException(
                mark, fmt::format("the file holds too many values (at most {}, aliases counted by "
                                  "what they stand for)",
                                  most_nodes));
        }
    }

    void refuse_tag(std::string const& tag, YAML::Mark const& mark) {
        if (!tag.empty() && tag != "?" && tag != "!") {
            mistakes_.add({lines_.place(mark), "", "tags are not used here",
                           fmt::format("found {}", excerpt(tag)), ""});
        }
    }

    void open(Node::Kind kind, YAML::Mark const& mark, std::string const& tag,
              YAML::anchor_t anchor) {
        refuse_tag(tag, mark);
        if (open_.size() == deepest) {
            throw YAML::ParserException(
                mark, fmt::format("values are nested too deeply (at most {} levels)", deepest));
        }
        open_.push_back({make(kind, mark), anchor, {}, {}});
    }

    void close() {
        Open closed = std::move(open_.back());
        open_.pop_back();
        add(std::move(closed.node), closed.anchor);
    }

    void add(Node node, YAML::anchor_t anchor) {
        if (anchor != 0) {
            // The anchor keeps a copy of its own.
            nodes_ += count_nodes(node);
            anchored_.insert_or_assign(anchor, node);
        }
        if (open_.empty()) {
            root_ = std::move(node);
        } else if (!in_mapping()) {
            open_.back().node.items.push_back(std::move(node));
        } else if (!open_.back().key) {
            open_.back().key = std::move(node);
        } else {
            add_entry(std::move(*std::exchange(open_.back().key, std::nullopt)), std::move(node));
        }
    }

    void add_entry(Node key, Node value) {
        auto const refuse = [&](std::string what, std::string allowed = {}) {
            mistakes_.add({key.place(), "", std::move(what), std::move(allowed), ""});
            // The key that was meant is not missing.
            open_.back().node.cut_short = true;
        };
        bool const lone = !key.quoted && value.kind == Node::Kind::nothing;
        if (key.kind != Node::Kind::scalar) {
            refuse("a key must be a word", fmt::format("not {}", in_words(key.kind)));
        } else if (lone && key.text.find(':') != std::string::npos) {
            refuse(fmt::format("\"{}\" has no space after its colon", excerpt(key.text)));
        } else if (auto const [first, is_first] = open_.back().lines.emplace(key.text, key.line);
                   !is_first) {
            refuse(fmt::format("the key \"{}\" is given twice", excerpt(key.text)),
                   fmt::format("first in line {}", first->second));
        } else {
            open_.back().node.entries.push_back({std::move(key), std::move(value)});
        }
    }

    Lines const& lines_;
    Mistakes& mistakes_;
    Node root_;
    std::vector<Open> open_;
    std::unordered_map<YAML::anchor_t, Node> anchored_;
    std::size_t nodes_ = 0;
};

/// Throws at the first thing of a second document.
class SecondDocument : public YAML::EventHandler {
public:
    void OnDocumentStart(YAML::Mark const& mark) override { throw mark; }
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const& /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnAlias(YAML::Mark const& /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnScalar(YAML::Mark const& /*mark*/, std::string const& /*tag*/, YAML::anchor_t /*anchor*/,
                  std::string const& /*value*/) override {}
    void OnSequenceStart(YAML::Mark const& /*mark*/, std::string const& /*tag*/,
                         YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(YAML::Mark const& /*mark*/, std::string const& /*tag*/,
                    YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {}
    void OnMapEnd() override {}
};

/// yaml-cpp's words as a reader of the file would put them.
std::string readable(std::string const& words) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> known{{
        {YAML::ErrorMsg::MAP_VALUE,
         "a colon is not expected here: look at the indentation and the colons around"},
        {YAML::ErrorMsg::MAP_KEY,
         "a key is not expected here: look at the indentation of this line"},
        {YAML::ErrorMsg::BLOCK_ENTRY,
         "a list item (\"- \") is not expected here: look at the indentation of this line"},
        {YAML::ErrorMsg::END_OF_MAP,
         "this does not continue the mapping above: look at the indentation and the quotes around"},
        {YAML::ErrorMsg::END_OF_SEQ,
         "this does not continue the list above: look at the indentation of this line"},
        {YAML::ErrorMsg::END_OF_MAP_FLOW, "a closing } or a comma is missing before this"},
        {YAML::ErrorMsg::END_OF_SEQ_FLOW, "a closing ] or a comma is missing before this"},
        {YAML::ErrorMsg::FLOW_END, "this bracket closes nothing"},
        {YAML::ErrorMsg::UNKNOWN_TOKEN,
         "a value must not begin with this character: put it in quotes"},
        {YAML::ErrorMsg::UNKNOWN_ANCHOR, "this alias has no anchor before it"},
        {YAML::ErrorMsg::EOF_IN_SCALAR, "the file ends inside a quote"},
        {YAML::ErrorMsg::DOC_IN_SCALAR, "the document ends inside a quote"},
        {YAML::ErrorMsg::MULTIPLE_ANCHORS, "a value takes only one anchor"},
        {YAML::ErrorMsg::ALIAS_CONTENT, "nothing may stand beside an alias"},
    }};
    for (auto const& [theirs, ours] : known) {
        if (words.starts_with(theirs)) {
            return std::string(ours);
        }
    }
    return words;
}

/// Tabs look like spaces and mean nothing: yaml-cpp would complain elsewhere, of something else.
bool has_tabs(std::string const& text, std::string const& file, Mistakes& mistakes) {
    int line = 0;
    std::size_t before = mistakes.count();
    for (std::size_t start = 0; start < text.size();) {
        ++line;
        auto const end = std::min(text.find('\n', start), text.size());
        auto const first = text.find_first_not_of(' ', start);
        if (first < end && text[first] == '\t' && text.find_first_not_of(" \t\r", first) < end) {
            mistakes.add({{file, line, static_cast<int>(first - start) + 1},
                          "",
                          "a tab is used for indentation",
                          "only spaces",
                          ""});
        }
        if (mistakes.count() - before == 10) {
            return true;
        }
        start = end + 1;
    }
    return mistakes.count() > before;
}

void refuse_second_document(YAML::Parser& parser, Lines const& lines, Builder& builder,
                            Mistakes& mistakes) {
    SecondDocument second;
    try {
        parser.HandleNextDocument(second);
    } catch (YAML::Mark const& mark) {
        if (lines.from(mark).starts_with("---")) {
            mistakes.add(
                {lines.place(mark), "", "a second document begins here", "one file holds one", ""});
            return;
        }
        builder.cut_root();
        mistakes.add({lines.place(mark), "",
                      "this does not belong to what stands above: look at the indentation of this "
                      "line",
                      "", ""});
    }
}

} // namespace

Node parse_yaml(std::string const& text, std::string const& file, Mistakes& mistakes) {
    if (has_tabs(text, file, mistakes)) {
        return {};
    }
    Lines const lines(text, file);
    Builder builder(lines, mistakes);
    bool broken = false;
    try {
        std::istringstream stream(text);
        YAML::Parser parser(stream);
        parser.HandleNextDocument(builder);
        refuse_second_document(parser, lines, builder, mistakes);
    } catch (YAML::Exception const& error) {
        broken = true;
        mistakes.add({lines.place(error.mark), "", readable(error.msg), "", ""});
    }
    Node root = builder.finish();
    if (root.kind == Node::Kind::nothing && !broken) {
        mistakes.add({{file, 0, 0}, "", "the file is empty", "", ""});
    }
    return root;
}

} // namespace core
