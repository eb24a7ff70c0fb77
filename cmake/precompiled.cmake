# Headers that most sources read are compiled once: about a quarter of the time of an object. The preset dev does
# without, so that a source that leans on them instead of its own includes does not get past its author.
# Only headers of others belong here: one of ours would rebuild everything whenever it changes.
set(STAGECRAFT_COMMON_HEADERS
  <algorithm> <array> <charconv> <chrono> <cmath> <cstdint> <deque> <functional> <map> <memory>
  <mutex> <numeric> <optional> <set> <span> <sstream> <string> <string_view> <tuple> <unordered_map> <utility> <variant>
  <vector> <fmt/format.h> <fmt/ranges.h>)
set(STAGECRAFT_TEST_HEADERS
  ${STAGECRAFT_COMMON_HEADERS} <boost/json.hpp> <gmock/gmock.h> <gtest/gtest.h> <rapidcheck.h> <rapidcheck/gtest.h>)

# stagecraft_precompiled(NAME HEADERS HEADER... LINK LIBRARY...): the headers, compiled as the objects of target NAME.
function(stagecraft_precompiled name)
  cmake_parse_arguments(PARSE_ARGV 1 precompiled "" "" "HEADERS;LINK")
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  file(TOUCH ${source})
  add_library(${name} OBJECT EXCLUDE_FROM_ALL ${source})
  target_link_libraries(${name} PRIVATE stagecraft_compiler ${precompiled_LINK})
  target_precompile_headers(${name} PRIVATE ${precompiled_HEADERS})
endfunction()

stagecraft_precompiled(common_headers HEADERS ${STAGECRAFT_COMMON_HEADERS} LINK fmt::fmt)
