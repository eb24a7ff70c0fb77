#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "process/reader.h"
#include "process/yaml_write.h"

namespace {

using stagecraft::process::format_map;
using stagecraft::process::read_map;
using stagecraft::process::write_yaml;

/// A map that reads without errors comes back from its formatted and from its canonical text.
void check_round_trips(std::string_view text) {
  const auto loaded = read_map(text, "map.yaml");
  if (!loaded.ok()) return;
  const auto formatted = format_map(text, "map.yaml").text;
  if (read_map(formatted, "map.yaml").map != loaded.map) std::abort();
  if (format_map(formatted, "map.yaml").text != formatted) std::abort();
  if (read_map(write_yaml(loaded.map), "map.yaml").map != loaded.map) std::abort();
}

}  // namespace

/// Any text: the reader ends, with a map or with errors that have places. The same text as a
/// variant and as its base goes through the merge.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_round_trips(text);
  const auto itself = [&](const std::string&) { return std::optional(text); };
  read_map("stagecraft: 1\nid: v\nname: V\nextends: base.yaml\n" + text, "variant.yaml", itself);
  return 0;
}
