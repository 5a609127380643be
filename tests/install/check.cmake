# Installs BUILD to PREFIX and uses it from there.
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND ${PREFIX}/bin/abide --version
  OUTPUT_VARIABLE version COMMAND_ERROR_IS_FATAL ANY)
if(NOT version MATCHES "^abide [0-9]+\\.[0-9]+\\.[0-9]+")
  message(FATAL_ERROR "abide --version prints: ${version}")
endif()

foreach(file IN ITEMS share/abide/rules share/doc/abide/LICENSE)
  if(NOT EXISTS ${PREFIX}/${file})
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()

# Every file of rules that the repository has is installed.
file(GLOB_RECURSE shipped RELATIVE ${SOURCE} ${SOURCE}/rules/*.abide ${SOURCE}/rules/*.csv)
foreach(file IN LISTS shipped)
  if(NOT EXISTS ${PREFIX}/share/abide/${file})
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()
