#include "core/text_file_writer.hpp"

#include "core/mistakes.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

namespace core {

TextFileWriter::TextFileWriter(std::string path)
    : path_(std::move(path)),
      temporary_(fmt::format("{}.{}.part", path_, ::getpid())),
      file_(std::fopen(temporary_.c_str(), "wb"), std::fclose) {
    check(file_ != nullptr);
}

TextFileWriter::~TextFileWriter() {
    if (!temporary_.empty()) {
        std::remove(temporary_.c_str());
    }
}

void TextFileWriter::write(std::string_view text) {
    check(std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size());
}

void TextFileWriter::commit() {
    check(std::fclose(file_.release()) == 0);
    check(std::rename(temporary_.c_str(), path_.c_str()) == 0);
    temporary_.clear();
}

void TextFileWriter::check(bool done) const {
    if (!done) {
        throw IoError(path_, fmt::format("cannot be written: {}", std::strerror(errno)));
    }
}

} // namespace core
