#include <boost/json.hpp>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "process/edit_text.h"
#include "process/operations_json.h"

namespace {

namespace base = stagecraft::base;
namespace process = stagecraft::process;

constexpr std::string_view map = R"(stagecraft: 1
id: small
name: Small  # of all
stages:
  - {id: needs, name: Needs, does: [asks, tells], skills: {listening: 3}}
  - {id: offer, name: Offer, exit: [{id: signed, text: the prospect signed}]}
outcomes:
  - {id: ordered, name: Ordered, kind: won}
)";

/// The same with a stage more and one changed, as a variant of that map.
constexpr std::string_view variant = R"(stagecraft: 1
id: smaller
name: Smaller
extends: map.yaml
stages:
  - {id: needs, does: [tells], skills: {listening: ~, asking: 1}}  # theirs
  - {id: visit, place: {after: needs}, name: Visit}
)";

std::optional<std::string> files(const std::string& path) {
  if (path != "map.yaml") return {};
  return std::string(map);
}

/// What was read is written as operations that read the same.
process::SentOperations read(const boost::json::array& list) {
  auto sent = process::read_operations(list);
  const auto written = process::to_json(sent.operations);
  if (process::read_operations(written.as_array()).operations != sent.operations) std::abort();
  return sent;
}

/// What applies is undone by its inverse.
void edit(std::string_view text, const process::SentOperations& sent) {
  const auto before = process::edit_text(text, "top.yaml", {}, files);
  const auto edited = process::edit_text(text, "top.yaml", sent.operations, files);
  if (!edited.ok()) return;
  const auto undone =
      process::edit_text(edited.text, "top.yaml", process::inverse(sent.operations), files);
  if (!undone.ok() || undone.loaded.map != before.loaded.map) std::abort();
}

void try_edit(std::string_view text, const process::SentOperations& sent) {
  try {
    edit(text, sent);
  } catch (const base::Error&) {
  }
}

}  // namespace

/// A list of operations in JSON is refused with the place of each fault, or read and applied.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  boost::json::error_code failed;
  const auto value = boost::json::parse({reinterpret_cast<const char*>(data), size}, failed);
  if (failed || !value.is_array()) return 0;
  try {
    const auto sent = read(value.get_array());
    try_edit(map, sent);
    try_edit(variant, sent);
  } catch (const base::Error&) {
  }
  return 0;
}
