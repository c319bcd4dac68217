# What every target of the project is compiled with. Linked as holdfast::options and, for our own
# sources only, holdfast::warnings.

add_library(holdfast_options INTERFACE)
add_library(holdfast::options ALIAS holdfast_options)
# g++ fuses a*b+c into one rounding wherever the CPU allows; results would then differ from machine to
# machine. Off, the same bits come out everywhere.
# The other two let loops with square roots and comparisons vectorise; they change no value.
target_compile_options(holdfast_options INTERFACE -ffp-contract=off -fno-math-errno -fno-trapping-math)
target_compile_definitions(holdfast_options INTERFACE
    $<$<BOOL:${HOLDFAST_CONTRACTS}>:HOLDFAST_CONTRACTS=1>)

if(HOLDFAST_SANITIZER STREQUAL "address")
    target_compile_options(holdfast_options INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(holdfast_options INTERFACE -fsanitize=address,undefined)
elseif(HOLDFAST_SANITIZER STREQUAL "thread")
    target_compile_options(holdfast_options INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
    target_link_options(holdfast_options INTERFACE -fsanitize=thread)
elseif(NOT HOLDFAST_SANITIZER STREQUAL "")
    message(FATAL_ERROR "HOLDFAST_SANITIZER is \"${HOLDFAST_SANITIZER}\"; allowed: empty, address, thread")
endif()

add_library(holdfast_warnings INTERFACE)
add_library(holdfast::warnings ALIAS holdfast_warnings)
target_compile_options(holdfast_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion
    # Sources that are compiled together do not see each other's names when they are compiled alone, as in the dev preset.
    $<IF:$<BOOL:${CMAKE_UNITY_BUILD}>,-Wshadow=local;-Wno-subobject-linkage,-Wshadow>
    # g++ 12 sees overlapping copies in "text" + std::string&& where there are none (GCC bug 105651).
    -Wno-restrict
    # At -O3 it follows the clean-up of temporaries that were never built; at -O2, the dev preset, it stays.
    $<$<CONFIG:Release>:-Wno-maybe-uninitialized>
    $<$<BOOL:${HOLDFAST_WARNINGS_AS_ERRORS}>:-Werror>)
