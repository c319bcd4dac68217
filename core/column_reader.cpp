#include "core/column_file.hpp"
#include "core/hdf5.hpp"
#include "core/seal.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace core {

using hdf5::Handle;

namespace {

/// Deflate makes nothing smaller than this share.
constexpr std::size_t most_inflation = 1100;

/// Why `path` cannot be read at all; "" when it can.
std::string obstacle_to_reading(std::string const& path) {
    int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return errno == ENOENT ? "there is no such file"
                               : fmt::format("cannot be read: {}", std::strerror(errno));
    }
    struct stat status {};
    bool const known = ::fstat(descriptor, &status) == 0;
    ::close(descriptor);
    if (!known || S_ISDIR(status.st_mode)) {
        return "is a folder, not a file";
    }
    if (!S_ISREG(status.st_mode)) {
        return "is no plain file";
    }
    return status.st_size == 0 ? "is empty" : "";
}

char const* name_of(NumberType type) noexcept {
    switch (type) {
    case NumberType::int16:
        return "16-bit integers";
    case NumberType::int32:
        return "32-bit integers";
    case NumberType::int64:
        return "64-bit integers";
    case NumberType::uint8:
        return "8-bit unsigned integers";
    case NumberType::uint16:
        return "16-bit unsigned integers";
    case NumberType::uint32:
        return "32-bit unsigned integers";
    case NumberType::uint64:
        return "64-bit unsigned integers";
    case NumberType::float32:
        return "32-bit floats";
    case NumberType::float64:
        return "64-bit floats";
    }
    return "";
}

/// Copies texts that HDF5 made, and gives them back to it.
std::vector<std::string> taken(std::vector<char*>& pointers, hid_t type, hid_t space) {
    std::vector<std::string> texts;
    texts.reserve(pointers.size());
    for (char const* pointer : pointers) {
        texts.emplace_back(pointer != nullptr ? pointer : "");
    }
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
    return texts;
}

herr_t take_name(hid_t /*group*/, char const* name, H5L_info_t const* /*info*/, void* context) {
    static_cast<std::vector<std::string>*>(context)->emplace_back(name);
    return 0;
}

} // namespace

struct ColumnReader::File {
    std::string path;
    Handle id;

    explicit File(std::string named) : path(std::move(named)) {
        if (auto const why = obstacle_to_reading(path); !why.empty()) {
            throw IoError(path, why);
        }
        hdf5::be_quiet();
        if (H5Fis_hdf5(path.c_str()) <= 0) {
            throw IoError(path, "is no HDF5 file");
        }
        if (seal_of(path) == Seal::broken) {
            throw IoError(path, "is damaged: its bytes are not those that were written");
        }
        auto const access = hdf5::file_access();
        id = Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose);
        if (id.empty()) {
            throw IoError(path, fmt::format("is damaged or was cut short: {}", hdf5::reason()));
        }
    }

    [[noreturn]] void damaged(std::string const& what) const {
        throw IoError(path, fmt::format("{} is damaged: {}", what, hdf5::reason()));
    }

    /// HDF5 wants every group on the way to be asked for by itself.
    [[nodiscard]] bool has(std::string const& name) const {
        for (std::size_t end = name.find('/', 1);; end = name.find('/', end + 1)) {
            std::string const part = name.substr(0, end);
            if (part.size() > 1 && H5Lexists(id.get(), part.c_str(), H5P_DEFAULT) <= 0) {
                return false;
            }
            if (end == std::string::npos) {
                return true;
            }
        }
    }

    [[nodiscard]] Handle open(std::string const& name) const {
        if (!has(name)) {
            throw IoError(path, fmt::format("has no {}", name));
        }
        Handle object(H5Oopen(id.get(), name.c_str(), H5P_DEFAULT), H5Oclose);
        if (object.empty()) {
            damaged(name);
        }
        return object;
    }

    [[nodiscard]] Handle open_column(std::string const& name) const {
        auto object = open(name);
        if (H5Iget_type(object.get()) != H5I_DATASET) {
            throw IoError(path, fmt::format("{} is no column", name));
        }
        return object;
    }

    [[nodiscard]] Shape shape_of(hid_t space, std::string const& what) const {
        int const dimensions = H5Sget_simple_extent_ndims(space);
        std::vector<hsize_t> extents(static_cast<std::size_t>(std::max(dimensions, 0)));
        if (dimensions < 0 || H5Sget_simple_extent_dims(space, extents.data(), nullptr) < 0) {
            damaged(what);
        }
        return {extents.begin(), extents.end()};
    }

    /// How many values a column has; a damaged extent must not make us ask for memory that nobody
    /// has.
    [[nodiscard]] std::size_t count_in(hid_t column, std::string const& name,
                                       std::size_t value_bytes) const {
        Handle const space(H5Dget_space(column), H5Sclose);
        std::size_t const most =
            most_inflation * static_cast<std::size_t>(H5Dget_storage_size(column)) / value_bytes;
        auto const extents = shape_of(space.get(), name);
        if (count_of(extents) == 0) {
            return 0;
        }
        std::size_t count = 1;
        for (std::size_t const extent : extents) {
            if (extent > 0 && count > most / extent) {
                throw IoError(path,
                              fmt::format("{} is damaged: fewer values than its size says", name));
            }
            count *= extent;
        }
        return count;
    }

    [[nodiscard]] Handle open_attribute(std::string const& object, std::string const& key) const {
        auto const owner = open(object);
        Handle attribute;
        if (H5Aexists(owner.get(), key.c_str()) > 0) {
            attribute = Handle(H5Aopen(owner.get(), key.c_str(), H5P_DEFAULT), H5Aclose);
        }
        if (attribute.empty()) {
            throw IoError(path, fmt::format("{} has no attribute \"{}\"", object, key));
        }
        return attribute;
    }

    [[nodiscard]] static std::string attribute_name(std::string const& object,
                                                    std::string const& key) {
        return fmt::format("attribute \"{}\" of {}", key, object);
    }

    /// A single number of one of the type classes, converted to `type`.
    void number_attribute(std::string const& object, std::string const& key, NumberType type,
                          bool may_be_float, void* value) const {
        auto const attribute = open_attribute(object, key);
        Handle const stored(H5Aget_type(attribute.get()), H5Tclose);
        Handle const space(H5Aget_space(attribute.get()), H5Sclose);
        auto const kind = H5Tget_class(stored.get());
        bool const fits = kind == H5T_INTEGER || (may_be_float && kind == H5T_FLOAT);
        if (!fits || H5Sget_simple_extent_npoints(space.get()) != 1) {
            throw IoError(path, fmt::format("{} is not one {}", attribute_name(object, key),
                                            may_be_float ? "number" : "integer"));
        }
        if (H5Aread(attribute.get(), hdf5::in_memory(type), value) < 0) {
            damaged(attribute_name(object, key));
        }
    }

    void expect_text(hid_t stored, std::string const& what) const {
        if (H5Tget_class(stored) != H5T_STRING || H5Tis_variable_str(stored) <= 0) {
            throw IoError(path, fmt::format("{} does not hold texts", what));
        }
    }
};

ColumnReader::ColumnReader(std::string path) : file_(std::make_unique<File>(std::move(path))) {}
ColumnReader::~ColumnReader() = default;
ColumnReader::ColumnReader(ColumnReader&&) noexcept = default;
ColumnReader& ColumnReader::operator=(ColumnReader&&) noexcept = default;

bool ColumnReader::has(std::string const& name) const {
    return file_->has(name);
}

std::vector<std::string> ColumnReader::list(std::string const& group) const {
    auto const object = file_->open(group);
    std::vector<std::string> names;
    if (H5Iget_type(object.get()) != H5I_GROUP) {
        throw IoError(file_->path, fmt::format("{} is no group", group));
    }
    if (H5Literate(object.get(), H5_INDEX_NAME, H5_ITER_INC, nullptr, take_name, &names) < 0) {
        file_->damaged(group);
    }
    std::sort(names.begin(), names.end());
    return names;
}

Shape ColumnReader::shape(std::string const& name) const {
    auto const column = file_->open_column(name);
    Handle const space(H5Dget_space(column.get()), H5Sclose);
    return file_->shape_of(space.get(), name);
}

void ColumnReader::read_numbers(std::string const& name, NumberType type,
                                std::function<void*(std::size_t)> const& room) const {
    auto const column = file_->open_column(name);
    Handle const stored(H5Dget_type(column.get()), H5Tclose);
    if (H5Tequal(stored.get(), hdf5::in_file(type)) <= 0) {
        throw IoError(file_->path, fmt::format("{} does not hold {}", name, name_of(type)));
    }
    std::size_t const count = file_->count_in(column.get(), name, H5Tget_size(stored.get()));
    void* const values = room(count);
    if (count > 0 &&
        H5Dread(column.get(), hdf5::in_memory(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) {
        file_->damaged(name);
    }
}

std::vector<std::string> ColumnReader::read_texts(std::string const& name) const {
    auto const column = file_->open_column(name);
    Handle const stored(H5Dget_type(column.get()), H5Tclose);
    file_->expect_text(stored.get(), name);
    std::vector<char*> pointers(file_->count_in(column.get(), name, H5Tget_size(stored.get())));
    auto const type = hdf5::text_type();
    Handle const space(H5Dget_space(column.get()), H5Sclose);
    if (!pointers.empty() &&
        H5Dread(column.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0) {
        file_->damaged(name);
    }
    return taken(pointers, type.get(), space.get());
}

bool ColumnReader::has_attribute(std::string const& object, std::string const& key) const {
    auto const owner = file_->open(object);
    return H5Aexists(owner.get(), key.c_str()) > 0;
}

std::int64_t ColumnReader::integer_attribute(std::string const& object,
                                             std::string const& key) const {
    std::int64_t value = 0;
    file_->number_attribute(object, key, NumberType::int64, false, &value);
    return value;
}

std::uint64_t ColumnReader::unsigned_attribute(std::string const& object,
                                               std::string const& key) const {
    std::uint64_t value = 0;
    file_->number_attribute(object, key, NumberType::uint64, false, &value);
    return value;
}

double ColumnReader::number_attribute(std::string const& object, std::string const& key) const {
    double value = 0.0;
    file_->number_attribute(object, key, NumberType::float64, true, &value);
    return value;
}

std::string ColumnReader::text_attribute(std::string const& object, std::string const& key) const {
    auto const texts = texts_attribute(object, key);
    if (texts.size() != 1) {
        throw IoError(file_->path,
                      fmt::format("{} is not one text", File::attribute_name(object, key)));
    }
    return texts.front();
}

std::vector<std::string> ColumnReader::texts_attribute(std::string const& object,
                                                       std::string const& key) const {
    auto const attribute = file_->open_attribute(object, key);
    auto const what = File::attribute_name(object, key);
    Handle const stored(H5Aget_type(attribute.get()), H5Tclose);
    file_->expect_text(stored.get(), what);
    Handle const space(H5Aget_space(attribute.get()), H5Sclose);
    std::vector<char*> pointers(count_of(file_->shape_of(space.get(), what)));
    auto const type = hdf5::text_type();
    if (!pointers.empty() && H5Aread(attribute.get(), type.get(), pointers.data()) < 0) {
        file_->damaged(what);
    }
    return taken(pointers, type.get(), space.get());
}

} // namespace core
