# holdfast_include_root(NAME): a folder that holds nothing but a link to the source folder of that name.
function(holdfast_include_root name)
    set(root ${CMAKE_BINARY_DIR}/include_roots/${name})
    file(MAKE_DIRECTORY ${root})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${name} ${root}/${name} SYMBOLIC)
endfunction()

# holdfast_unity(TARGET FOLDER SOURCES...): where CMAKE_UNITY_BUILD is on, the sources of a folder are compiled together. By
# folder, not by number: a new file then changes the company of its neighbours only.
function(holdfast_unity target folder)
    set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
    string(MAKE_C_IDENTIFIER ${folder} group)
    list(FILTER ARGN INCLUDE REGEX "\\.cpp$")
    set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${group})
endfunction()

# holdfast_light(TARGET): nothing in it takes long, so it is optimised less where that makes it compile in two thirds of the
# time.
function(holdfast_light target)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()

# holdfast_library(NAME [LIGHT] SOURCES ... HEADERS ...)
#
# One library a folder. It sees the headers of another folder only where it links that folder's library: the arrows
# between the folders are the link lines, and the compiler enforces them.
function(holdfast_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg LIGHT "" "SOURCES;HEADERS")
    holdfast_include_root(${name})
    set(root ${CMAKE_BINARY_DIR}/include_roots/${name})

    # The headers are named through that root, so that they are installed, and compiled alone, as "name/x.hpp".
    list(TRANSFORM arg_HEADERS PREPEND ${root}/${name}/)
    add_library(holdfast_${name} STATIC ${arg_SOURCES})
    add_library(holdfast::${name} ALIAS holdfast_${name})
    target_sources(holdfast_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${root} FILES ${arg_HEADERS})
    target_link_libraries(holdfast_${name} PUBLIC holdfast::options PRIVATE holdfast::warnings)
    holdfast_unity(holdfast_${name} ${name} ${arg_SOURCES})
    if(arg_LIGHT)
        holdfast_light(holdfast_${name})
    endif()
endfunction()

# holdfast_part(NAME [LIGHT] SOURCES ... HEADERS ...) adds a subfolder's files, named relative to it, to the library of its
# folder.
function(holdfast_part name)
    cmake_parse_arguments(PARSE_ARGV 1 arg LIGHT "" "SOURCES;HEADERS")
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    list(TRANSFORM arg_HEADERS PREPEND ${CMAKE_BINARY_DIR}/include_roots/${name}/${folder}/)
    target_sources(holdfast_${name} PUBLIC FILE_SET HEADERS FILES ${arg_HEADERS})
    set(target holdfast_${name})
    if(arg_LIGHT)
        # Options of its own need objects of its own, which see what the library sees.
        string(MAKE_C_IDENTIFIER holdfast_${folder} target)
        add_library(${target} OBJECT ${arg_SOURCES})
        target_include_directories(${target} PRIVATE $<TARGET_PROPERTY:holdfast_${name},INCLUDE_DIRECTORIES>)
        target_link_libraries(${target} PRIVATE $<TARGET_PROPERTY:holdfast_${name},LINK_LIBRARIES>)
        target_sources(holdfast_${name} PRIVATE $<TARGET_OBJECTS:${target}>)
        holdfast_light(${target})
    else()
        target_sources(${target} PRIVATE ${arg_SOURCES})
    endif()
    holdfast_unity(${target} ${folder} ${arg_SOURCES})
endfunction()
