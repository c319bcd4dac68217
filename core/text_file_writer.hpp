#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace core {

/// Writes a text file, piece by piece. Until commit() it stands beside its final name as
/// "NAME.PID.part", and without commit() it is removed: there is never half a file under the final
/// name. Everything throws IoError with the system's words when it cannot be written.
class TextFileWriter {
public:
    explicit TextFileWriter(std::string path);
    ~TextFileWriter();
    TextFileWriter(TextFileWriter const&) = delete;
    TextFileWriter& operator=(TextFileWriter const&) = delete;

    void write(std::string_view text);
    /// Gives the file its final name, in place of what stood there. At most once, and the last
    /// call.
    void commit();

private:
    void check(bool done) const;

    std::string path_;
    std::string temporary_; ///< empty: it has its final name
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

} // namespace core
