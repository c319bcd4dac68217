# cmake -P judge.cmake: has R compute the numbers of expected.csv anew; says "skipped: ..." where it cannot.
find_program(RSCRIPT Rscript)
if(NOT RSCRIPT)
    message("skipped: Rscript is not installed")
    return()
endif()
# Where two linear predictors tie, rounding decides, and so does the library that multiplies: the numbers were stored with
# the reference BLAS and LAPACK, which stand here beside any other.
file(GLOB reference /usr/lib/*/blas /usr/lib/*/lapack)
string(REPLACE ";" ":" reference "${reference}")
execute_process(COMMAND ${RSCRIPT} --vanilla -e "cat(R.home('lib'))" OUTPUT_VARIABLE r_library)
execute_process(COMMAND ${CMAKE_COMMAND} -E env "R_LD_LIBRARY_PATH=${reference}:${r_library}"
        ${RSCRIPT} --vanilla judge.R compare
    WORKING_DIRECTORY ${CMAKE_CURRENT_LIST_DIR} RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "R does not confirm tests/analysis/r/expected")
endif()
