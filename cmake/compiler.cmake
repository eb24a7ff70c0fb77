# Warnings, assertions, sanitizers: one interface library that every target links.
add_library(stagecraft_compiler INTERFACE)
target_compile_options(stagecraft_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
  -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees overlapping copies in std::string where there are none (GCC bug 105651), and with precompiled headers
  # also copies beyond its end. clang and the address sanitizer watch over these.
  target_compile_options(stagecraft_compiler INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overread
    -Wno-stringop-overflow)
endif()
# What stands in one source of a batch (cmake/folder.cmake) shadows nothing in another. With more before it, g++ 12 also
# takes an empty std::optional for one that is not initialised (GCC bug 80635). The presets dev and fuzz read sources one
# by one, with all warnings.
target_compile_options(stagecraft_compiler INTERFACE "$<$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>:-Wno-shadow>"
  "$<$<AND:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>,$<CXX_COMPILER_ID:GNU>>:-Wno-maybe-uninitialized;-Wno-subobject-linkage>")
target_compile_definitions(stagecraft_compiler INTERFACE _GLIBCXX_ASSERTIONS
  STAGECRAFT_VERSION="${PROJECT_VERSION}")
target_include_directories(stagecraft_compiler INTERFACE ${PROJECT_SOURCE_DIR}/src)
if(STAGECRAFT_WERROR)
  target_compile_options(stagecraft_compiler INTERFACE -Werror)
endif()
if(STAGECRAFT_SANITIZE)
  target_compile_options(stagecraft_compiler INTERFACE
    -fsanitize=${STAGECRAFT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(stagecraft_compiler INTERFACE -fsanitize=${STAGECRAFT_SANITIZE})
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND CMAKE_DISABLE_PRECOMPILE_HEADERS)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
elseif(CCACHE_PROGRAM)
  # What ccache asks for where headers are precompiled (its manual, "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE_PROGRAM})
  target_compile_options(stagecraft_compiler INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess> "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
endif()
