# holdfast_include_root(NAME): a folder that holds nothing but a link to the source folder of that name.
function(holdfast_include_root name)
    set(root ${CMAKE_BINARY_DIR}/include_roots/${name})
    file(MAKE_DIRECTORY ${root})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${name} ${root}/${name} SYMBOLIC)
endfunction()

# holdfast_library(NAME SOURCES ... HEADERS ...)
#
# One library a folder. It sees the headers of another folder only where it links that folder's library: the arrows
# between the folders are the link lines, and the compiler enforces them.
function(holdfast_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS")
    holdfast_include_root(${name})
    set(root ${CMAKE_BINARY_DIR}/include_roots/${name})

    # The headers are named through that root, so that they are installed, and compiled alone, as "name/x.hpp".
    list(TRANSFORM arg_HEADERS PREPEND ${root}/${name}/)
    add_library(holdfast_${name} STATIC ${arg_SOURCES})
    add_library(holdfast::${name} ALIAS holdfast_${name})
    target_sources(holdfast_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${root} FILES ${arg_HEADERS})
    target_link_libraries(holdfast_${name} PUBLIC holdfast::options PRIVATE holdfast::warnings)
endfunction()

# holdfast_part(NAME SOURCES ... HEADERS ...) adds a subfolder's files, named relative to it, to the library of its folder.
function(holdfast_part name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS")
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    list(TRANSFORM arg_HEADERS PREPEND ${CMAKE_BINARY_DIR}/include_roots/${name}/${folder}/)
    target_sources(holdfast_${name} PRIVATE ${arg_SOURCES} PUBLIC FILE_SET HEADERS FILES ${arg_HEADERS})
endfunction()
