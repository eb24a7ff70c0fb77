#include <fmt/core.h>

#include <map>
#include <set>

#include "base/text.h"
#include "process/check/references.h"
#include "process/check/rules.h"

namespace stagecraft::process::rules {
namespace {

/// The ids of one kind, looked up and compared.
struct Known {
  std::vector<std::string_view> in_order;
  std::set<std::string_view> ids;
};

class Catalogue {
 public:
  explicit Catalogue(const Map& map) : map_(map) {}

  const Known& of(std::string_view kind) {
    const auto [at, is_new] = known_.try_emplace(kind);
    if (is_new) {
      at->second.in_order = ids_of(map_, kind);
      at->second.ids.insert(at->second.in_order.begin(), at->second.in_order.end());
    }
    return at->second;
  }

 private:
  const Map& map_;
  std::map<std::string_view, Known> known_;
};

const Removal* find_removal(const CheckInput& input, const Reference& reference) {
  const auto kind = reference.kind == "next_node" ? "stage" : reference.kind;
  const auto removed = input.loaded.removed.find(fmt::format("{}:{}", kind, reference.id));
  return removed == input.loaded.removed.end() ? nullptr : &removed->second;
}

void report(const CheckInput& input, const Reference& reference, const Known& known,
            Findings& findings) {
  const auto& messages = findings.messages();
  const auto* removal = find_removal(input, reference);
  std::string removed_by;
  if (removal)
    removed_by = messages.phrase(
        "removed_by",
        {{"place", fmt::format("{}:{}", removal->removed_at.file, removal->removed_at.line)}});
  auto& finding =
      findings.add("", reference.spot,
                   {{"kind", messages.phrase(reference.kind)},
                    {"id", std::string(reference.id)},
                    {"removed_by", removed_by},
                    {"nearest", std::string(base::nearest(reference.id, known.in_order))}});
  if (removal) finding.related.push_back(removal->removed_at);
}

void report_edits(const CheckInput& input, Findings& findings) {
  for (const auto& edit : input.loaded.unknown_edits) {
    const auto colon = edit.address.find(':');
    const auto kind = edit.address.substr(0, colon);
    const auto id = colon == std::string::npos ? edit.address : edit.address.substr(colon + 1);
    const auto known = ids_of(input.map, kind);
    auto& finding = findings.add("", {"map"},
                                 {{"kind", findings.messages().phrase(kind)},
                                  {"id", id},
                                  {"removed_by", ""},
                                  {"nearest", std::string(base::nearest(id, known))}});
    finding.place = edit.place;
  }
}

}  // namespace

void dangling(const CheckInput& input, Findings& findings) {
  Catalogue catalogue(input.map);
  for (const auto& reference : references_of(input.map)) {
    const auto& known = catalogue.of(reference.kind);
    if (!known.ids.contains(reference.id)) report(input, reference, known, findings);
  }
  report_edits(input, findings);
}

}  // namespace stagecraft::process::rules
