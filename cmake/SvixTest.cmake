# SPDX-FileCopyrightText: Svix Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# svix_test(tst_x LABELS unit LINK svix_core … [PCH core|widgets] [SOURCES extra.cpp …] [TIMEOUT s] [WRAPPER cmd …])
# A test is one executable named after its source. It runs offscreen, with a home of its own, and with
# Qt warnings failing it (tests/support/testmain.h).
function(svix_test name)
    cmake_parse_arguments(T "" "PCH;TIMEOUT" "LABELS;LINK;SOURCES;WRAPPER" ${ARGN})
    if(NOT T_PCH)
        set(T_PCH core)
    endif()
    if(NOT T_TIMEOUT)
        set(T_TIMEOUT 120)
    endif()
    add_executable(${name} ${name}.cpp ${T_SOURCES})
    svix_moc(${name} ${name}.cpp ${T_SOURCES})
    target_link_libraries(${name} PRIVATE ${T_LINK} svix_testsupport Qt6::Test)
    target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_compile_definitions(${name} PRIVATE
        SVIX_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SVIX_BINARY_DIR="${CMAKE_BINARY_DIR}")
    svix_precompile(${name} ${T_PCH})
    add_test(NAME ${name} COMMAND ${T_WRAPPER} $<TARGET_FILE:${name}>)
    set_tests_properties(${name} PROPERTIES
        LABELS "${T_LABELS}" TIMEOUT ${T_TIMEOUT} SKIP_RETURN_CODE 77
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=Europe/Berlin;ASAN_OPTIONS=detect_leaks=0:abort_on_error=0;UBSAN_OPTIONS=print_stacktrace=1")
endfunction()

# svix_moc(TARGET files …): what AUTOMOC does, without the scan and the file of its own, empty most of the
# time, that would have to be compiled for each of more than a hundred tests. A source with a class of Qt
# includes its "name.moc", as the tests do; a header with one is compiled beside.
function(svix_moc target)
    set_target_properties(${target} PROPERTIES AUTOMOC OFF AUTORCC OFF)
    set(made ${CMAKE_CURRENT_BINARY_DIR}/${target}_moc)
    foreach(file ${ARGN})
        file(REAL_PATH ${file} path BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
        file(STRINGS ${path} objects REGEX "^ *Q_(OBJECT|GADGET)")
        if(NOT objects)
            continue()
        endif()
        get_filename_component(base ${file} NAME_WE)
        if(file MATCHES "\\.h$")
            set(output ${made}/moc_${base}.cpp)
        else()
            set(output ${made}/${base}.moc)
            target_include_directories(${target} PRIVATE ${made})
        endif()
        qt_generate_moc(${path} ${output} TARGET ${target})
        target_sources(${target} PRIVATE ${output})
    endforeach()
endfunction()

# svix_needs_script(tst_x): the program that runs transformations stands beside the test, as it stands beside
# the installed programs.
function(svix_needs_script name)
    add_dependencies(${name} svix-script)
    add_custom_command(TARGET ${name} POST_BUILD
        COMMAND ${CMAKE_COMMAND} -E create_symlink $<TARGET_FILE:svix-script>
            $<TARGET_FILE_DIR:${name}>/svix-script)
endfunction()
