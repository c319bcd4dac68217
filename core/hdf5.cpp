#include "core/hdf5.hpp"

#include <string_view>

namespace core::hdf5 {

namespace {

/// Takes the words of the deepest error, and those of the system if it had any.
herr_t take_words(unsigned /*depth*/, H5E_error2_t const* error, void* context) {
    auto& words = *static_cast<std::string*>(context);
    std::string_view const text = error->desc != nullptr ? error->desc : "";
    constexpr std::string_view mark = "error message = '";
    if (auto const at = text.find(mark); at != std::string_view::npos) {
        auto const rest = text.substr(at + mark.size());
        words = rest.substr(0, rest.find('\''));
        return 1;
    }
    words = text;
    return 0;
}

} // namespace

void be_quiet() noexcept {
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::string reason() {
    std::string words;
    // Downward: from the call that was made to what failed inside, so that the deepest words are
    // taken last.
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, take_words, &words);
    return words.empty() ? "HDF5 failed without saying why" : words;
}

hid_t in_memory(NumberType type) noexcept {
    switch (type) {
    case NumberType::int16:
        return H5T_NATIVE_INT16;
    case NumberType::int32:
        return H5T_NATIVE_INT32;
    case NumberType::int64:
        return H5T_NATIVE_INT64;
    case NumberType::uint8:
        return H5T_NATIVE_UINT8;
    case NumberType::uint16:
        return H5T_NATIVE_UINT16;
    case NumberType::uint32:
        return H5T_NATIVE_UINT32;
    case NumberType::uint64:
        return H5T_NATIVE_UINT64;
    case NumberType::float32:
        return H5T_NATIVE_FLOAT;
    case NumberType::float64:
        return H5T_NATIVE_DOUBLE;
    }
    return -1;
}

hid_t in_file(NumberType type) noexcept {
    switch (type) {
    case NumberType::int16:
        return H5T_STD_I16LE;
    case NumberType::int32:
        return H5T_STD_I32LE;
    case NumberType::int64:
        return H5T_STD_I64LE;
    case NumberType::uint8:
        return H5T_STD_U8LE;
    case NumberType::uint16:
        return H5T_STD_U16LE;
    case NumberType::uint32:
        return H5T_STD_U32LE;
    case NumberType::uint64:
        return H5T_STD_U64LE;
    case NumberType::float32:
        return H5T_IEEE_F32LE;
    case NumberType::float64:
        return H5T_IEEE_F64LE;
    }
    return -1;
}

Handle text_type() {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.get(), H5T_VARIABLE);
    H5Tset_cset(type.get(), H5T_CSET_UTF8);
    return type;
}

Handle file_access() {
    Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    // The format of 1.8: its metadata carry checksums, so that damage is seen.
    H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V18);
#if H5_VERSION_GE(1, 10, 7)
    H5Pset_file_locking(access.get(), false, true);
#endif
    return access;
}

} // namespace core::hdf5
