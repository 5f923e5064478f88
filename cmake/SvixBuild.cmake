# SPDX-FileCopyrightText: Svix Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How every target of the project is compiled: one INTERFACE target for options and strict Qt macros,
# and one function for a layer (a static library that may only link layers below it).

include(CTest)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

# ccache understands a precompiled header only when told not to look at its timestamps.
find_program(SVIX_CCACHE ccache)
if(SVIX_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${SVIX_CCACHE})
endif()

add_library(svix_options INTERFACE)
target_compile_definitions(svix_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS
    SVIX_VERSION="${PROJECT_VERSION}")
# QFuture::then(context, …) of Qt 6.4 asserts that the context still lives when the future ends, while
# a closed widget that simply drops its answer is our everyday case (it does so without the assertion).
# So debug builds leave out the assertions of Qt's headers as every other build does.
target_compile_definitions(svix_options INTERFACE QT_NO_DEBUG)
target_include_directories(svix_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(svix_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
    -Wno-missing-field-initializers
    -fstack-protector-strong $<$<BOOL:${SVIX_CCACHE}>:-fpch-preprocess>)
if(SVIX_WARNINGS_AS_ERRORS)
    target_compile_options(svix_options INTERFACE -Werror)
endif()
# The tests' own code (SVIX_TEST_CODE, see svix_precompile) is checked for addresses only: checking it for
# undefined behaviour too doubles the time to compile it and says nothing of the program.
# Of the checks of undefined behaviour two stay off, which are more than half of all their code: a null
# pointer that is used is reported by the checks of addresses as well, and what is not aligned is no fault on
# the processors we build for.
if(SVIX_SANITIZE)
    target_compile_options(svix_options INTERFACE -fsanitize=address -fno-omit-frame-pointer
        $<$<NOT:$<BOOL:$<TARGET_PROPERTY:SVIX_TEST_CODE>>>:-fsanitize=undefined$<SEMICOLON>-fno-sanitize=null,alignment$<SEMICOLON>-fno-sanitize-recover=undefined>)
    target_link_options(svix_options INTERFACE -fsanitize=address,undefined)
else()
    target_compile_definitions(svix_options INTERFACE _GLIBCXX_ASSERTIONS
        $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2>)
endif()
target_link_options(svix_options INTERFACE -Wl,-z,relro,-z,now)
if(SVIX_COVERAGE)
    target_compile_options(svix_options INTERFACE --coverage)
    target_link_options(svix_options INTERFACE --coverage)
endif()

# Several files of a layer are compiled at once, which takes half the time: what they include is read
# once, and what they all instantiate is made once. Off, each file is compiled for itself, which shows
# what it does not include, and is quicker after a change of one.
option(SVIX_UNITY "Compile several source files of a layer at once" OFF)

# More than a hundred tests would each hold all of the program: fourteen gigabytes of them, and a tenth of the
# time that everything takes. What is installed is linked statically and is one file.
option(SVIX_SHARED "Make the layers shared libraries, for builds that are tested and not installed" OFF)
set(SVIX_LAYER_TYPE STATIC)
if(SVIX_SHARED)
    set(SVIX_LAYER_TYPE SHARED)
    set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
    # What such a build installs is only tried, and finds its layers where they were built.
    set(CMAKE_INSTALL_RPATH ${CMAKE_LIBRARY_OUTPUT_DIRECTORY})
endif()

# svix_layer(NAME SOURCES … LINK … [PCH core|widgets])
# A layer is a library named svix_NAME. LINK names other layers or imported targets.
function(svix_layer name)
    cmake_parse_arguments(L "" "PCH" "SOURCES;LINK" ${ARGN})
    # Not AUTOUIC: the build does not know what it writes for forms in another folder, so that a changed form was
    # compiled in by the build after the next only.
    set(forms)
    foreach(source IN LISTS L_SOURCES)
        cmake_path(GET source STEM form)
        if(source MATCHES "\\.cpp$" AND EXISTS ${CMAKE_SOURCE_DIR}/ui/${form}.ui)
            list(APPEND forms ${CMAKE_SOURCE_DIR}/ui/${form}.ui)
        endif()
    endforeach()
    set(form_headers)
    if(forms)
        qt_wrap_ui(form_headers ${forms})
        set_source_files_properties(${form_headers} PROPERTIES SKIP_AUTOGEN ON)
    endif()
    add_library(svix_${name} ${SVIX_LAYER_TYPE} ${L_SOURCES} ${form_headers})
    if(forms)
        target_include_directories(svix_${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
    endif()
    set_target_properties(svix_${name} PROPERTIES DEFINE_SYMBOL "") # one precompiled header is for all
    set_target_properties(svix_${name} PROPERTIES UNITY_BUILD ${SVIX_UNITY} UNITY_BUILD_BATCH_SIZE 16)
    target_link_libraries(svix_${name} PUBLIC svix_options ${L_LINK})
    svix_precompile(svix_${name} ${L_PCH})
endfunction()

# svix_precompile(TARGET core|widgets|gui): two precompiled headers serve the whole tree, and three more the
# tests, which are compiled with other options; every target reuses one of them. "gui" is for the tests that
# drive the window.
function(svix_precompile target kind)
    set(carrier svix_pch_${kind})
    set(header ${CMAKE_SOURCE_DIR}/cmake/pch_${kind}.h)
    set(modules Qt6::Core Qt6::Network)
    if(NOT kind STREQUAL "core")
        list(APPEND modules Qt6::Gui Qt6::Widgets)
    endif()
    if(SVIX_IN_TESTS)
        set(header ${CMAKE_SOURCE_DIR}/tests/support/pch_${kind}.h)
        list(APPEND modules Qt6::Test)
    endif()
    target_link_libraries(${target} PUBLIC ${modules})
    if(SVIX_IN_TESTS)
        string(APPEND carrier _test)
        set_target_properties(${target} PROPERTIES SVIX_TEST_CODE ON)
    endif()
    if(NOT TARGET ${carrier})
        file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/pch/${carrier}.cpp CONTENT "// carrier of the precompiled header\n")
        add_library(${carrier} STATIC ${CMAKE_BINARY_DIR}/pch/${carrier}.cpp)
        target_link_libraries(${carrier} PUBLIC svix_options ${modules})
        if(kind STREQUAL "gui")
            target_link_libraries(${carrier} PUBLIC svix_guitestsupport)
        endif()
        target_precompile_headers(${carrier} PRIVATE ${header})
        set_target_properties(${carrier} PROPERTIES AUTOMOC OFF AUTORCC OFF
            SVIX_TEST_CODE "${SVIX_IN_TESTS}")
    endif()
    target_precompile_headers(${target} REUSE_FROM ${carrier})
endfunction()

# mold links more than a hundred test programs in a tenth of the time.
find_program(SVIX_MOLD mold)
if(SVIX_MOLD)
    target_link_options(svix_options INTERFACE -fuse-ld=mold)
endif()
