# cmake -P judge.cmake: has R compute the numbers of expected.csv anew; says "skipped: ..." where it cannot.
find_program(RSCRIPT Rscript)
if(NOT RSCRIPT)
    message("skipped: Rscript is not installed")
    return()
endif()
execute_process(COMMAND ${RSCRIPT} --vanilla judge.R compare
    WORKING_DIRECTORY ${CMAKE_CURRENT_LIST_DIR} RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "R does not confirm tests/analysis/r/expected")
endif()
