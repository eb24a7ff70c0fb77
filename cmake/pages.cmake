# The web pages as the static library web_pages: every file below web/dist, taken by the assembler, so that megabytes
# cost no time to compile. Without web/dist/index.html it has none. Read by stagecraft::cli::embedded_pages().
file(GLOB_RECURSE page_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/web/dist/*)
if(NOT "${PROJECT_SOURCE_DIR}/web/dist/index.html" IN_LIST page_files)
  set(page_files)
endif()

set(page_bytes "")
set(page_symbols "")
set(page_rows "")
set(page_number 0)
foreach(file IN LISTS page_files)
  file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR}/web/dist ${file})
  set(symbol stagecraft_page_${page_number})
  string(APPEND page_bytes "${symbol}:\n.incbin \"${file}\"\n${symbol}_end:\n")
  string(APPEND page_symbols "extern const char ${symbol}[], ${symbol}_end[];\n")
  string(APPEND page_rows "  files.emplace(\"${name}\", std::string(${symbol}, ${symbol}_end));\n")
  math(EXPR page_number "${page_number} + 1")
endforeach()

set(page_source ${CMAKE_CURRENT_BINARY_DIR}/embedded/web_pages.cpp)
file(CONFIGURE OUTPUT ${page_source} CONTENT
"#include \"cli/embedded_pages.h\"

// The labels are local to this object, and so are the names by which C++ knows them.
__asm__(R\"(
.pushsection .rodata
@page_bytes@.popsection
)\");

extern \"C\" {
@page_symbols@}

namespace stagecraft::cli {

http::PageFiles embedded_pages() {
  http::PageFiles files;
@page_rows@  return files;
}

}  // namespace stagecraft::cli
" @ONLY)
set_source_files_properties(${page_source} PROPERTIES OBJECT_DEPENDS "${page_files}")
add_library(web_pages STATIC ${page_source})
target_link_libraries(web_pages PRIVATE stagecraft_compiler fmt::fmt)
list(LENGTH page_files page_count)
message(STATUS "Web pages in the program: ${page_count} files")
