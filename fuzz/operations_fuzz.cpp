#include <boost/json.hpp>
#include <cstdlib>
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

/// What was read is written as operations that read the same.
process::SentOperations read(const boost::json::array& list) {
  auto sent = process::read_operations(list);
  const auto written = process::to_json(sent.operations);
  if (process::read_operations(written.as_array()).operations != sent.operations) std::abort();
  return sent;
}

/// What applies is undone by its inverse.
void edit(const process::SentOperations& sent) {
  const auto before = process::edit_text(map, "map.yaml", {});
  const auto edited = process::edit_text(map, "map.yaml", sent.operations);
  if (!edited.ok()) return;
  const auto undone =
      process::edit_text(edited.text, "map.yaml", process::inverse(sent.operations));
  if (!undone.ok() || undone.loaded.map != before.loaded.map) std::abort();
}

}  // namespace

/// A list of operations in JSON is refused with the place of each fault, or read and applied.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  boost::json::error_code failed;
  const auto value = boost::json::parse({reinterpret_cast<const char*>(data), size}, failed);
  if (failed || !value.is_array()) return 0;
  try {
    edit(read(value.get_array()));
  } catch (const base::Error&) {
  }
  return 0;
}
