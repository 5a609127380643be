# Run as: cmake -DROOM=<folder> -P check_own_code.cmake
#
# The order in which the room is to be read names each of its files.
#
# Verification may read what the checker made of the rules, and what a log's bytes are; it may not
# take the engine's word for what an expression is worth or what a record says.
cmake_minimum_required(VERSION 3.25)
set(allowed
  "(testimony|inquiry|judgement|verify)/[a-z_]+" "check/checked_rules" "json/[a-z_]+"
  "values/[a-z_]+" "diagnostics/[a-z_]+" "containers/[a-z_]+" "expressions/expression"
  "expressions/children" "expressions/type" "events/event" "events/schema" "events/source_map"
  "events/log_file" "events/layout" "absl/[a-z_]+/[a-z_]+")
list(JOIN allowed "|" allowed)
file(GLOB files ${ROOM}/*.h ${ROOM}/*.cpp)
set(failures "")
file(READ ${ROOM}/README.md guide)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  if(NOT guide MATCHES "`${name}\\.(h|cpp)`")
    list(APPEND failures "README.md does not say when to read ${name}")
  endif()
  file(STRINGS ${file} includes REGEX "^#include \"")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "^#include \"(.*)\\.h\".*$" "\\1" header "${include}")
    if(NOT header MATCHES "^(${allowed})$")
      list(APPEND failures "${file} includes ${header}.h")
    endif()
  endforeach()
endforeach()
list(LENGTH files count)
if(count EQUAL 0)
  message(FATAL_ERROR "no file was looked at")
endif()
if(failures)
  list(JOIN failures "\n" text)
  message(FATAL_ERROR "what verification may use, and how it is read:\n${text}")
endif()
message(STATUS "${count} files looked at")
