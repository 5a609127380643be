# Installs BUILD to PREFIX and uses it from there.
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

execute_process(COMMAND ${PREFIX}/bin/abide --version
  OUTPUT_VARIABLE version COMMAND_ERROR_IS_FATAL ANY)
if(NOT version MATCHES "^abide [0-9]+\\.[0-9]+\\.[0-9]+")
  message(FATAL_ERROR "abide --version prints: ${version}")
endif()

foreach(file IN ITEMS share/abide/rules share/doc/abide/LICENSE share/man/man1/abide.1
        share/bash-completion/completions/abide share/zsh/site-functions/_abide
        share/fish/vendor_completions.d/abide.fish)
  if(NOT EXISTS ${PREFIX}/${file})
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()

# The manual page is one that readers of manual pages find no fault with.
find_program(mandoc mandoc)
if(mandoc)
  execute_process(COMMAND ${mandoc} -T lint -W warning ${PREFIX}/share/man/man1/abide.1
    OUTPUT_VARIABLE faults RESULT_VARIABLE result)
  string(REGEX REPLACE "[^\n]*missing date[^\n]*\n" "" faults "${faults}")
  if(NOT faults STREQUAL "")
    message(FATAL_ERROR "the manual page: ${faults}")
  endif()
endif()

# Every file of rules that the repository has is installed.
file(GLOB_RECURSE shipped RELATIVE ${SOURCE} ${SOURCE}/rules/*.abide ${SOURCE}/rules/*.csv)
foreach(file IN LISTS shipped)
  if(NOT EXISTS ${PREFIX}/share/abide/${file})
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()
