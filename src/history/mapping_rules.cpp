#include "history/mapping_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

#include "base/error.h"
#include "base/money.h"
#include "base/time.h"
#include "history/date_format.h"

namespace stagecraft::history {
namespace {

using process::Node;

struct LayoutKey {
  std::string_view key;
  std::string_view layouts;   ///< Those in which it may stand.
  std::string_view required;  ///< Those that need it.
};

// `activity` is not needed for XES files, which say themselves what it is; neither are `deal` and
// `at`.
constexpr std::array<LayoutKey, 11> layout_keys = {{
    {"deal", "events deals changes", "deals changes"},
    {"activity", "events", ""},
    {"at", "events changes", "changes"},
    {"actor", "events changes deals", ""},
    {"touchpoints", "events", ""},
    {"field", "changes", "changes"},
    {"value", "changes", "changes"},
    {"old_value", "changes", ""},
    {"fields", "changes", "changes"},
    {"stages", "deals", ""},
    {"state", "deals", ""},
}};

bool names(std::string_view list, std::string_view word) {
  return list.find(word) != std::string_view::npos;
}

struct Rules {
  const std::string& file;
  std::vector<process::ReadingError>& errors;

  void fail(const char* id, const Node& node, std::string message) {
    errors.push_back({.id = id,
                      .place = {file, node.mark.line, node.mark.column},
                      .message = std::move(message),
                      .mend = {}});
  }

  using Problem = std::function<std::optional<std::string>(const std::string&)>;

  void check_text(const Node* node, const Problem& find_problem) {
    if (node == nullptr || !node->is_scalar()) return;
    if (const auto problem = find_problem(node->text)) fail("out-of-range", *node, *problem);
  }

  void check_layout(const Node& root) {
    const auto* layout = root.find("layout");
    if (layout == nullptr || !names("events deals changes", layout->text)) return;
    for (const auto& key : layout_keys) {
      const auto* node = root.find(key.key);
      if (node != nullptr && !names(key.layouts, layout->text))
        fail("bad-place", *node,
             fmt::format("the key '{}' belongs to layout {}, and this mapping has layout {}",
                         key.key, key.layouts, layout->text));
      if (node == nullptr && names(key.required, layout->text) && !root.cut)
        fail("missing-key", root,
             fmt::format("a mapping of layout {} needs the key '{}'", layout->text, key.key));
    }
  }

  void check_touchpoints(const Node* node) {
    if (node == nullptr) return;
    constexpr std::array<std::string_view, 6> kinds = {"call", "email", "meeting",
                                                       "demo", "visit", "form"};
    for (const auto& entry : node->entries)
      if (entry.value.is_scalar() && std::ranges::find(kinds, entry.value.text) == kinds.end())
        fail("out-of-range", entry.value,
             fmt::format("'{}' is no touchpoint; expected one of {}",
                         process::shown(entry.value.text), fmt::join(kinds, " ")));
  }

  /// One value that means two outcomes would let the order of the file decide.
  void check_outcome(const Node* node) {
    if (node == nullptr) return;
    std::vector<std::pair<std::string, std::string_view>> seen;
    for (const std::string_view key : {"won", "lost", "no_decision", "open"}) {
      const auto* list = node->find(key);
      if (list == nullptr) continue;
      for (const auto& item : list->items) {
        const auto same =
            std::ranges::find(seen, item.text, &std::pair<std::string, std::string_view>::first);
        if (same != seen.end())
          fail("duplicate-id", item,
               fmt::format("'{}' stands under '{}' already", process::shown(item.text),
                           same->second));
        seen.emplace_back(item.text, key);
      }
    }
  }

  void check_stages(const Node* node) {
    if (node == nullptr) return;
    for (const auto& entry : node->entries)
      if (entry.value.is_mapping() && entry.value.entries.empty())
        fail("missing-key", entry.value,
             fmt::format("stage '{}' needs 'entered' or 'state'", process::shown(entry.key)));
  }
};

std::optional<std::string> zone_problem(const std::string& name) {
  try {
    (void)base::Zone(name);
    return std::nullopt;
  } catch (const base::Error& error) {
    return error.what();
  }
}

std::optional<std::string> date_format_problem(const std::string& word) {
  const auto format = find_date_format(word);
  if (!format)
    return fmt::format(
        "'{}' is no date format; expected iso, dmy, mdy, epoch_s, epoch_ms or a pattern such as "
        "%d.%m.%Y",
        process::shown(word));
  return format->style == DateStyle::pattern ? find_pattern_problem(word) : std::nullopt;
}

std::optional<std::string> currency_problem(const std::string& code) {
  if (base::Currency::find(code)) return std::nullopt;
  return fmt::format("'{}' is no currency code; write three capital letters of ISO 4217, as EUR",
                     process::shown(code));
}

std::optional<std::string> instant_problem(const std::string& text) {
  if (parse_date(text, {}).is_date()) return std::nullopt;
  return fmt::format("'{}' is no date; write it as 2026-01-31 or 2026-01-31T12:00:00Z",
                     process::shown(text));
}

std::optional<std::string> version_problem(const std::string& text) {
  if (text == "1") return std::nullopt;
  return "this program reads stagecraft_mapping: 1; a higher number needs a newer release";
}

}  // namespace

void check_rules(const Node& root, const std::string& file,
                 std::vector<process::ReadingError>& errors) {
  Rules rules{file, errors};
  rules.check_text(root.find("stagecraft_mapping"), version_problem);
  rules.check_text(root.find("zone"), zone_problem);
  rules.check_text(root.find("date_format"), date_format_problem);
  rules.check_text(root.find("currency"), currency_problem);
  rules.check_text(root.find("exported_at"), instant_problem);
  rules.check_layout(root);
  rules.check_touchpoints(root.find("touchpoints"));
  rules.check_outcome(root.find("outcome"));
  rules.check_stages(root.find("stages"));
}

}  // namespace stagecraft::history
