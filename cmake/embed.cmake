# stagecraft_embed(FOLDER): every file of src/FOLDER/data becomes part of the program, so that it stays
# one file while the data stay editable. Found by name:
#   #include "FOLDER/embedded_data.h"
#   std::string_view text = stagecraft::FOLDER::embedded_data("words-en.yaml");  // empty: no such file
function(stagecraft_embed folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${folder}/data/*)
  if(NOT files)
    return()
  endif()
  set(home ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  foreach(file IN LISTS files)
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR}/src/${folder}/data ${file})
    string(MAKE_C_IDENTIFIER "data_${name}" symbol)
    set(output ${home}/${folder}/${symbol}.cpp)
    add_custom_command(OUTPUT ${output}
      COMMAND ${CMAKE_COMMAND} -DINPUT=${file} -DOUTPUT=${output} -DFOLDER=${folder}
              -DSYMBOL=${symbol} -P ${PROJECT_SOURCE_DIR}/cmake/embed_file.cmake
      DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/embed_file.cmake VERBATIM)
    target_sources(${folder} PRIVATE ${output})
    set_source_files_properties(${output} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    string(APPEND declarations "extern const std::string_view ${symbol};\n")
    string(APPEND rows "  if (name == \"${name}\") return ${symbol};\n")
  endforeach()
  file(CONFIGURE OUTPUT ${home}/${folder}/embedded_data.h CONTENT
"#pragma once

#include <string_view>

namespace stagecraft::${folder} {
/// The text of src/${folder}/data/NAME as it was when the program was built; empty if there is none.
std::string_view embedded_data(std::string_view name);
}  // namespace stagecraft::${folder}
" @ONLY)
  file(CONFIGURE OUTPUT ${home}/${folder}/embedded_data.cpp CONTENT
"#include \"${folder}/embedded_data.h\"

namespace stagecraft::${folder} {
${declarations}
std::string_view embedded_data(std::string_view name) {
${rows}  return {};
}
}  // namespace stagecraft::${folder}
" @ONLY)
  target_sources(${folder} PRIVATE ${home}/${folder}/embedded_data.cpp)
  target_include_directories(${folder} PUBLIC ${home})
endfunction()
