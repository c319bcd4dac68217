# `cmake --build --preset dev --target tidy` runs clang-tidy 14 over our sources with the checks of .clang-tidy. It takes
# minutes, so it is no test. clang reads what g++ was told; -Wno-unknown-warning-option is for the warnings it lacks.
find_program(RUN_CLANG_TIDY run-clang-tidy-14)
if(RUN_CLANG_TIDY)
    add_custom_target(tidy
        COMMAND ${RUN_CLANG_TIDY} -quiet -p ${CMAKE_BINARY_DIR} -extra-arg=-Wno-unknown-warning-option
            "${CMAKE_SOURCE_DIR}/(core|agents|analysis|report|sim|study|cli)/.*cpp"
        USES_TERMINAL VERBATIM)
else()
    add_custom_target(tidy
        COMMAND ${CMAKE_COMMAND} -E echo "run-clang-tidy-14 is not here; it is in Debian's package clang-tidy-14"
        COMMAND ${CMAKE_COMMAND} -E false
        VERBATIM)
endif()
