# Third-party libraries; docs/dependencies.md says why each one is here. Each is linked PRIVATE to the one folder that
# may name its types.
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Eigen3 REQUIRED)
find_package(hwy REQUIRED)
find_package(SQLite3 REQUIRED)
# What sources that are compiled once an instruction set leave out: SSSE3 gains nothing over SSE4, which came two years
# later; AVX3_DL has no instruction that they use; the lanes of SVE are not known before the program runs.
set(HOLDFAST_LANE_TARGETS "HWY_DISABLED_TARGETS=(HWY_SSSE3|HWY_AVX3_DL|HWY_SVE|HWY_SVE2|HWY_SVE_256|HWY_SVE2_128)")
find_package(Boost 1.74 REQUIRED)
# FindHDF5 looks with the C compiler, hence C among the languages of the project.
set(HDF5_PREFER_PARALLEL OFF)
find_package(HDF5 REQUIRED COMPONENTS C)

# Optional: a run of one process needs none of it.
if(HOLDFAST_MPI STREQUAL "ON")
    find_package(MPI REQUIRED COMPONENTS C)
elseif(NOT HOLDFAST_MPI STREQUAL "OFF")
    find_package(MPI COMPONENTS C QUIET)
endif()
if(MPI_C_FOUND)
    message(STATUS "MPI ${MPI_C_VERSION}")
else()
    message(STATUS "MPI: none; a run takes one process (HOLDFAST_MPI, docs/clusters.md)")
endif()

find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
find_path(XXHASH_INCLUDE_DIR xxhash.h REQUIRED)
find_library(XXHASH_LIBRARY xxhash REQUIRED)
