#include "http/seen_deals.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "history/cut_log.h"
#include "history/value_text.h"
#include "selling/deal.h"

namespace stagecraft::http {
namespace {

using history::DealIndex;
using history::EventKind;
using history::EventLog;
using selling::ProcessId;

/// By deal; char, because threads read and one writes items that have an address.
using Mask = std::vector<char>;

/// Processes by the codes of the texts that name versions of them.
class ProcessTexts {
 public:
  explicit ProcessTexts(const EventLog& log) : log_(log) {}

  ProcessId process(std::int64_t code) {
    const auto [known, is_new] = processes_.try_emplace(code);
    if (is_new)
      if (const auto version =
              selling::find_map_version(log_.texts().text(static_cast<std::uint32_t>(code))))
        known->second = version->process;
    return known->second;
  }

 private:
  const EventLog& log_;
  std::unordered_map<std::int64_t, ProcessId> processes_;
};

/// The deals that run on a process now.
Mask running_on(ProcessId process, const EventLog& log) {
  Mask mask(log.deal_count(), 0);
  ProcessTexts texts(log);
  DealIndex d = 0;
  for (const auto& change : log.changes()) {
    const auto kind = log.kind(change.event);
    if (kind != EventKind::created && kind != EventKind::migrated) continue;
    while (change.event >= log.end(d)) ++d;
    mask[d] = texts.process(change.to) == process ? 1 : 0;
  }
  return mask;
}

/// Marks the deals of which an attribute is this id now.
void mark_theirs(const EventLog& log, std::string_view name, std::int64_t id, Mask& marks) {
  const auto* attribute = log.find_attribute(name);
  if (attribute == nullptr) return;
  const auto text = fmt::to_string(id);
  for (DealIndex d = 0; d < marks.size(); ++d) {
    const auto value = attribute->value(d);
    if (attribute->is_stated(value) && history::value_text(*attribute, d, value) == text)
      marks[d] = 1;
  }
}

/// Marks the deals that have neither owner nor team now.
void mark_nobodys(const EventLog& log, Mask& marks) {
  const auto* owner = log.find_attribute("owner");
  const auto* team = log.find_attribute("team");
  const auto states = [](const auto* attribute, DealIndex d) {
    return attribute != nullptr && attribute->is_stated(attribute->value(d));
  };
  for (DealIndex d = 0; d < marks.size(); ++d)
    if (!states(owner, d) && !states(team, d)) marks[d] = 1;
}

/// The deals that are in the viewer's reach now: as store::sees_deals has it for rows.
Mask theirs(const store::Viewer& viewer, const EventLog& log) {
  Mask marks(log.deal_count(), viewer.scope == store::Scope::all ? 1 : 0);
  if (viewer.scope == store::Scope::all) return marks;
  mark_theirs(log, "owner", viewer.person.value, marks);
  if (viewer.scope != store::Scope::team) return marks;
  if (viewer.team) mark_theirs(log, "team", viewer.team->value, marks);
  mark_nobodys(log, marks);
  return marks;
}

Mask mask_of(const SeenDeals& deals, const EventLog& log) {
  auto mask = running_on(deals.process, log);
  const auto seen = theirs(deals.viewer, log);
  for (std::size_t d = 0; d < mask.size(); ++d) mask[d] = mask[d] != 0 && seen[d] != 0 ? 1 : 0;
  return mask;
}

store::LiveHistory cut(const store::LiveHistory& history, const Mask& mask) {
  store::LiveHistory seen{.log = history::cut_log(history.log, mask),
                          .last = history.last,
                          .undone = history.undone,
                          .maps = history.maps};
  std::ranges::copy_if(history.left_out, std::back_inserter(seen.left_out), [&](auto deal) {
    return seen.log.find_deal(fmt::to_string(deal.value)).has_value();
  });
  return seen;
}

}  // namespace

std::shared_ptr<const store::LiveHistory> SeenHistories::get(
    const SeenDeals& deals, const std::shared_ptr<const store::LiveHistory>& history) {
  const auto key =
      fmt::format("{}|{}|{}|{}", history->last.value, history->undone, history->maps, deals.text());
  return recent_.get(key, [&]() -> std::shared_ptr<const store::LiveHistory> {
    const auto mask = mask_of(deals, history->log);
    if (std::ranges::find(mask, 0) == mask.end()) return history;
    return std::make_shared<const store::LiveHistory>(cut(*history, mask));
  });
}

std::string SeenDeals::text() const {
  auto text = fmt::format("process = '{}'", map_id);
  if (viewer.scope == store::Scope::all) return text;
  const auto own = fmt::format("owner = '{}'", viewer.person.value);
  if (viewer.scope != store::Scope::team) return text + " and " + own;
  const auto team = viewer.team ? fmt::format(" or team = '{}'", viewer.team->value) : "";
  return text + fmt::format(" and ({}{} or neither owner nor team)", own, team);
}

measures::DealCondition condition_of(const SeenDeals& deals, const EventLog& log) {
  auto mask = mask_of(deals, log);
  return {.text = deals.text(),
          .attributes = {},
          .holds = [mask = std::make_shared<const Mask>(std::move(mask))](
                       DealIndex d, const base::Border&) { return (*mask)[d] != 0; }};
}

measures::DealCondition both(measures::DealCondition one, measures::DealCondition other) {
  auto attributes = std::move(one.attributes);
  attributes.insert(attributes.end(), other.attributes.begin(), other.attributes.end());
  return {
      .text = fmt::format("{} and ({})", one.text, other.text),
      .attributes = std::move(attributes),
      .holds = [first = std::move(one.holds), second = std::move(other.holds)](
                   DealIndex d, const base::Border& at) { return first(d, at) && second(d, at); }};
}

}  // namespace stagecraft::http
