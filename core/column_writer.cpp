#include "core/column_file.hpp"
#include "core/hdf5.hpp"
#include "core/seal.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

namespace core {

using hdf5::Handle;

namespace {

/// Chunks of about this size, and no packing of less than that.
constexpr std::size_t chunk_bytes = 1U << 18U;
constexpr std::size_t least_packed_bytes = 1U << 16U;

/// The place where the file is to be: that of a link is where it points to.
std::string final_name(std::string const& path) {
    std::error_code error;
    auto const target = std::filesystem::weakly_canonical(path, error);
    return error || path.empty() ? path : target.string();
}

/// Why nothing can be written to `path`, as far as that can be told beforehand; "" when nothing is
/// known to be in the way.
std::string obstacle_to_writing(std::string const& path) {
    if (path.empty()) {
        return "no file is named";
    }
    std::error_code error;
    auto const status = std::filesystem::status(path, error);
    if (std::filesystem::is_directory(status)) {
        return "is a folder, not a file";
    }
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        return "is no plain file";
    }
    auto const folder = std::filesystem::path(path).parent_path();
    if (!folder.empty() && !std::filesystem::exists(folder, error)) {
        return fmt::format("there is no folder {}", folder.string());
    }
    return {};
}

std::string system_words() {
    return std::strerror(errno);
}

/// Puts what has been written to a file on the disk itself, so that its new name never outlives its
/// contents.
bool sync(std::string const& path) {
    int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    bool const done = ::fsync(descriptor) == 0;
    int const why = errno;
    ::close(descriptor);
    errno = why;
    return done;
}

Handle quiet_times(hid_t creation_class) {
    Handle properties(H5Pcreate(creation_class), H5Pclose);
    // Times would make equal contents unequal files.
    H5Pset_obj_track_times(properties.get(), false);
    return properties;
}

std::vector<hsize_t> extents(Shape const& shape) {
    return {shape.begin(), shape.end()};
}

/// A column that values are put to the end of.
struct Growing {
    Handle column;
    hsize_t length = 0;
};

Handle growing_space() {
    hsize_t const none = 0;
    hsize_t const any = H5S_UNLIMITED;
    return {H5Screate_simple(1, &none, &any), H5Sclose};
}

/// Nothing is kept in memory: whole chunks go straight to the file.
Handle without_cache() {
    Handle properties(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose);
    H5Pset_chunk_cache(properties.get(), H5D_CHUNK_CACHE_NSLOTS_DEFAULT, 0,
                       H5D_CHUNK_CACHE_W0_DEFAULT);
    return properties;
}

Handle space_of(Shape const& shape) {
    auto const extent = extents(shape);
    return {H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr), H5Sclose};
}

bool can_pack() {
    return H5Zfilter_avail(H5Z_FILTER_DEFLATE) > 0;
}

void shuffle_and_deflate(hid_t properties) {
    if (can_pack()) {
        H5Pset_shuffle(properties);
        H5Pset_deflate(properties, 1);
    }
}

/// Chunks of whole rows, shuffle and deflate.
void pack(hid_t properties, Shape const& shape, std::size_t value_bytes) {
    if (!can_pack()) {
        return;
    }
    auto chunk = extents(shape);
    std::size_t const row_bytes = count_of(shape) / shape[0] * value_bytes;
    chunk[0] = std::clamp<std::size_t>(chunk_bytes / row_bytes, 1, shape[0]);
    H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data());
    shuffle_and_deflate(properties);
}

} // namespace

/// The open file. Its functions throw IoError with the final name.
struct ColumnWriter::File {
    std::string path;      ///< as the user named it
    std::string target;    ///< where that is
    std::string temporary; ///< where it is written meanwhile
    Handle id;
    std::map<std::string, Growing> growing; ///< by name

    explicit File(std::string named)
        : path(std::move(named)),
          target(final_name(path)),
          temporary(fmt::format("{}.{}.part", target, ::getpid())) {
        if (auto const why = obstacle_to_writing(path); !why.empty()) {
            throw IoError(path, why);
        }
        hdf5::be_quiet();
        make_temporary();
        auto const creation = quiet_times(H5P_FILE_CREATE);
        auto const access = hdf5::file_access();
        id = Handle(H5Fcreate(temporary.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()),
                    H5Fclose);
        if (id.empty()) {
            std::string const why = hdf5::reason();
            std::remove(temporary.c_str());
            throw IoError(path, fmt::format("cannot be written: {}", why));
        }
    }

    ~File() {
        if (!id.empty()) {
            abandon();
        }
        if (!temporary.empty()) {
            std::remove(temporary.c_str());
        }
    }
    File(File const&) = delete;
    File& operator=(File const&) = delete;

    /// The system says more plainly than HDF5 why a file cannot be made.
    void make_temporary() const {
        int const descriptor =
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (descriptor < 0) {
            throw IoError(path, fmt::format("cannot be written: {}", system_words()));
        }
        ::close(descriptor);
    }

    [[noreturn]] void fail(std::string const& why) const {
        throw IoError(path, fmt::format("cannot be written: {}", why));
    }
    /// After a failed write HDF5 cannot close a file: it tries the write again, and may crash. From
    /// then on it writes to nowhere, the file is left open, and be_quiet() has seen to it that the
    /// library lets it be when the program ends.
    [[noreturn]] void give_up() {
        std::string const why = hdf5::reason();
        keep_inode();
        redirect(::open("/dev/null", O_RDWR | O_CLOEXEC));
        for (auto& [name, column] : growing) {
            column.column.release();
        }
        id.release();
        fail(why);
    }
    /// HDF5 knows open files by their inodes. That of the file left open, emptied, stays taken,
    /// else the next file may get it and be mistaken for this one.
    void keep_inode() const noexcept {
        int const descriptor = ::open(temporary.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
        static_cast<void>(descriptor);
    }
    void check(bool done) {
        if (!done) {
            give_up();
        }
    }
    Handle checked(Handle handle) {
        check(!handle.empty());
        return handle;
    }

    /// Puts another file where HDF5 writes to.
    void redirect(int descriptor) const noexcept {
        void* handle = nullptr;
        if (descriptor >= 0 && H5Fget_vfd_handle(id.get(), H5P_DEFAULT, &handle) >= 0) {
            ::dup2(descriptor, *static_cast<int*>(handle));
        }
        ::close(descriptor);
    }

    /// Closes a file that is not wanted any more; what HDF5 still has to write goes to memory,
    /// where it cannot fail.
    void abandon() noexcept {
        redirect(::memfd_create("holdfast", MFD_CLOEXEC));
        growing.clear();
        id.reset();
    }

    /// Makes the groups of `path` that are not there yet; each by itself, since HDF5 would keep
    /// times in those it makes on the way.
    void make_groups(std::string const& group) {
        auto const creation = quiet_times(H5P_GROUP_CREATE);
        for (std::size_t end = group.find('/', 1); !group.empty(); end = group.find('/', end + 1)) {
            std::string const above = group.substr(0, end);
            if (above.size() > 1 && H5Lexists(id.get(), above.c_str(), H5P_DEFAULT) <= 0) {
                checked(
                    {H5Gcreate2(id.get(), above.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                     H5Gclose});
            }
            if (end == std::string::npos) {
                break;
            }
        }
    }

    void write(std::string const& name, hid_t file_type, hid_t memory_type, void const* values,
               Shape const& shape, Handle const& creation) {
        HOLDFAST_EXPECT(name.starts_with('/') && !name.ends_with('/'));
        make_groups(name.substr(0, name.rfind('/')));
        auto const space = checked(space_of(shape));
        auto column = checked({H5Dcreate2(id.get(), name.c_str(), file_type, space.get(),
                                          H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                               H5Dclose});
        if (count_of(shape) > 0) {
            check(H5Dwrite(column.get(), memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
        }
        check(column.reset());
    }

    Growing& growing_column(std::string const& name, hid_t file_type) {
        auto const known = growing.find(name);
        if (known != growing.end()) {
            return known->second;
        }
        HOLDFAST_EXPECT(name.starts_with('/') && !name.ends_with('/'));
        make_groups(name.substr(0, name.rfind('/')));
        auto const creation = quiet_times(H5P_DATASET_CREATE);
        hsize_t const chunk = chunk_rows;
        H5Pset_chunk(creation.get(), 1, &chunk);
        shuffle_and_deflate(creation.get());
        auto const space = checked(growing_space());
        auto const access = without_cache();
        return growing[name] = {checked({H5Dcreate2(id.get(), name.c_str(), file_type, space.get(),
                                                    H5P_DEFAULT, creation.get(), access.get()),
                                         H5Dclose})};
    }

    void append(std::string const& name, hid_t file_type, hid_t memory_type, void const* values,
                hsize_t count) {
        auto& [column, length] = growing_column(name, file_type);
        hsize_t const first = length;
        length += count;
        check(H5Dset_extent(column.get(), &length) >= 0);
        if (count == 0) {
            return;
        }
        auto const place = checked({H5Dget_space(column.get()), H5Sclose});
        check(H5Sselect_hyperslab(place.get(), H5S_SELECT_SET, &first, nullptr, &count, nullptr) >=
              0);
        auto const space = checked(space_of({count}));
        check(H5Dwrite(column.get(), memory_type, space.get(), place.get(), H5P_DEFAULT, values) >=
              0);
    }

    void attribute(std::string const& object, std::string const& key, hid_t file_type,
                   hid_t memory_type, void const* value, Handle space) {
        auto const owner = checked({H5Oopen(id.get(), object.c_str(), H5P_DEFAULT), H5Oclose});
        auto attribute =
            checked({H5Acreate2(owner.get(), key.c_str(), file_type,
                                checked(std::move(space)).get(), H5P_DEFAULT, H5P_DEFAULT),
                     H5Aclose});
        check(H5Awrite(attribute.get(), memory_type, value) >= 0);
        check(attribute.reset());
    }

    void finish() {
        for (auto& [name, column] : growing) {
            check(column.column.reset());
        }
        check(H5Fflush(id.get(), H5F_SCOPE_GLOBAL) >= 0);
        check(id.reset());
        if (!put_seal(temporary) || !sync(temporary) ||
            std::rename(temporary.c_str(), target.c_str()) != 0) {
            fail(system_words());
        }
        temporary.clear();
    }
};

ColumnWriter::ColumnWriter(std::string path) : file_(std::make_unique<File>(std::move(path))) {}
ColumnWriter::~ColumnWriter() = default;

void ColumnWriter::write_numbers(std::string const& name, NumberType type, void const* values,
                                 Shape const& shape, Storage storage) {
    auto const creation = quiet_times(H5P_DATASET_CREATE);
    hid_t const file_type = hdf5::in_file(type);
    std::size_t const value_bytes = H5Tget_size(file_type);
    if (storage == Storage::packed && count_of(shape) * value_bytes >= least_packed_bytes) {
        pack(creation.get(), shape, value_bytes);
    }
    file_->write(name, file_type, hdf5::in_memory(type), values, shape, creation);
}

namespace {

std::vector<char const*> pointers_to(std::vector<std::string> const& texts) {
    std::vector<char const*> pointers;
    pointers.reserve(texts.size());
    for (auto const& text : texts) {
        pointers.push_back(text.c_str());
    }
    return pointers;
}

} // namespace

void ColumnWriter::write(std::string const& name, std::vector<std::string> const& texts) {
    auto const type = hdf5::text_type();
    file_->write(name, type.get(), type.get(), pointers_to(texts).data(), {texts.size()},
                 quiet_times(H5P_DATASET_CREATE));
}

void ColumnWriter::append_numbers(std::string const& name, NumberType type, void const* values,
                                  std::size_t count) {
    file_->append(name, hdf5::in_file(type), hdf5::in_memory(type), values, count);
}

void ColumnWriter::append(std::string const& name, std::vector<std::string> const& texts) {
    auto const type = hdf5::text_type();
    file_->append(name, type.get(), type.get(), pointers_to(texts).data(), texts.size());
}

void ColumnWriter::group(std::string const& path) {
    file_->make_groups(path);
}

void ColumnWriter::integer_attribute(std::string const& object, std::string const& key,
                                     std::int64_t value) {
    file_->attribute(object, key, H5T_STD_I64LE, H5T_NATIVE_INT64, &value,
                     {H5Screate(H5S_SCALAR), H5Sclose});
}

void ColumnWriter::unsigned_attribute(std::string const& object, std::string const& key,
                                      std::uint64_t value) {
    file_->attribute(object, key, H5T_STD_U64LE, H5T_NATIVE_UINT64, &value,
                     {H5Screate(H5S_SCALAR), H5Sclose});
}

void ColumnWriter::attribute(std::string const& object, std::string const& key, double value) {
    file_->attribute(object, key, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value,
                     {H5Screate(H5S_SCALAR), H5Sclose});
}

void ColumnWriter::attribute(std::string const& object, std::string const& key,
                             std::string const& text) {
    auto const type = hdf5::text_type();
    char const* const pointer = text.c_str();
    file_->attribute(object, key, type.get(), type.get(), &pointer,
                     {H5Screate(H5S_SCALAR), H5Sclose});
}

void ColumnWriter::attribute(std::string const& object, std::string const& key,
                             std::vector<std::string> const& texts) {
    auto const type = hdf5::text_type();
    auto pointers = pointers_to(texts);
    // HDF5 refuses a null pointer even where there is nothing to write.
    pointers.reserve(1);
    file_->attribute(object, key, type.get(), type.get(), pointers.data(),
                     space_of({texts.size()}));
}

void ColumnWriter::commit() {
    HOLDFAST_EXPECT(!file_->id.empty());
    file_->finish();
}

} // namespace core
