#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Where something stands in a file. Lines and columns count from 1; 0 means "the file as a whole".
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
};

/// One mistake in what the user wrote.
struct Mistake {
    Place place;
    std::string path;       ///< key path, "features.human_voice"; empty for the file as a whole
    std::string what;       ///< "1.2 is too large"
    std::string allowed;    ///< "0 to 1"; may be empty
    std::string suggestion; ///< the name that was probably meant; may be empty
};

/// `file:line:column: path: what (allowed) - did you mean "suggestion"?`, the empty parts left out.
[[nodiscard]] std::string to_string(Mistake const& mistake);

/// All mistakes of all files of one command, collected so that they can be told at once.
class Mistakes {
public:
    void add(Mistake mistake);
    [[nodiscard]] bool empty() const noexcept { return all_.empty(); }
    [[nodiscard]] std::size_t count() const noexcept { return all_.size(); }
    /// By file in the order in which files were first named, then line, column; told once where
    /// equal.
    [[nodiscard]] std::vector<Mistake> in_order() const;
    /// Throws ConfigError when there is at least one.
    void throw_if_any() const;

private:
    std::vector<Mistake> all_;
};

/// The user's mistakes; exit code 2.
class ConfigError : public std::exception {
public:
    explicit ConfigError(std::vector<Mistake> mistakes);
    [[nodiscard]] std::vector<Mistake> const& mistakes() const noexcept { return mistakes_; }
    /// Every mistake, a line each.
    [[nodiscard]] char const* what() const noexcept override { return text_.c_str(); }

private:
    std::vector<Mistake> mistakes_;
    std::string text_;
};

/// The world's fault: a file that cannot be read or written, a full disk. Exit code 1, or 2 where
/// the user named a path that cannot be used.
class IoError : public std::exception {
public:
    /// @param path   the file @param reason  the operating system's or the library's own words
    IoError(std::string path, std::string reason);
    [[nodiscard]] char const* what() const noexcept override { return text_.c_str(); }
    [[nodiscard]] std::string const& path() const noexcept { return path_; }
    [[nodiscard]] std::string const& reason() const noexcept { return reason_; }

private:
    std::string path_;
    std::string reason_;
    std::string text_;
};

/// SIGINT or SIGTERM came; exit code 130.
class Interrupted : public std::exception {
public:
    [[nodiscard]] char const* what() const noexcept override { return "interrupted"; }
};

/// The name in `known` that `word` most resembles, or "" when none is near enough to be a slip of
/// the pen.
[[nodiscard]] std::string nearest(std::string_view word, std::vector<std::string> const& known);

} // namespace core
