#include "selling/deal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "history/value_text.h"
#include "selling/fold.h"

namespace stagecraft::selling {
namespace {

constexpr std::array<std::string_view, 8> status_words{
    "lead", "open", "won", "lost", "no_decision", "finished", "merged", "deleted"};

template <class Number>
std::optional<Number> find_number(std::string_view text) {
  Number number{};
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (text.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

template <class Id>
std::optional<Id> find_id(std::string_view text) {
  const auto number = find_number<std::int64_t>(text);
  if (!number || *number <= 0) return std::nullopt;
  return Id{*number};
}

/// `created` of a deal without one is its first event with a date (measures.md 1.2).
void be_born(Deal& deal, const Event& event) {
  if (deal.way.is_born || event.precision == history::Precision::unknown) return;
  deal.way.is_born = true;
  deal.created_at = event.at;
}

void create(Deal& deal, const Event& event) {
  if (const auto version = find_map_version(event.to); version && deal.map == MapVersion())
    deal.map = *version;
  if (deal.name.empty()) deal.name = event.note;
  if (deal.way.is_created || event.precision == history::Precision::unknown) return;
  deal.way.is_created = true;
  deal.created_at = event.at;
}

/// The version whose stages the deal stands in after a move.
MapVersion version_after(const Deal& deal, const Event& event) {
  if (event.kind != EventKind::migrated) return deal.map;
  return find_map_version(event.to).value_or(deal.map);
}

}  // namespace

std::string_view to_word(DealStatus status) {
  return status_words[static_cast<std::size_t>(status)];
}

std::optional<DealStatus> find_deal_status(std::string_view word) {
  const auto found = std::ranges::find(status_words, word);
  if (found == status_words.end()) return std::nullopt;
  return static_cast<DealStatus>(found - status_words.begin());
}

std::string to_text(MapVersion version) {
  return fmt::format("{}@{}", version.process.value, version.number);
}

std::optional<MapVersion> find_map_version(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos) return std::nullopt;
  const auto process = find_id<ProcessId>(text.substr(0, at));
  const auto number = find_number<int>(text.substr(at + 1));
  if (!process || !number || *number < 1) return std::nullopt;
  return MapVersion{*process, *number};
}

std::optional<DealId> find_deal_id(std::string_view text) { return find_id<DealId>(text); }

std::string_view Deal::attribute(std::string_view attribute_name) const {
  const auto found = attributes.find(attribute_name);
  return found == attributes.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<PersonId> Deal::owner() const { return find_id<PersonId>(attribute("owner")); }

std::optional<TeamId> Deal::team() const { return find_id<TeamId>(attribute("team")); }

std::optional<AccountId> Deal::account() const { return find_id<AccountId>(attribute("account")); }

std::optional<base::Money> Deal::amount() const {
  const auto currency = base::Currency::find(attribute("currency"));
  const auto text = attribute("amount");
  if (!currency || text.empty()) return std::nullopt;
  const auto steps = history::parse_value(history::ValueKind::money, text);
  if (!steps) return std::nullopt;
  const auto unit = history::money_steps / base::minor_units(*currency);
  const auto half = (*steps < 0 ? -unit : unit) / 2;
  return base::Money{(*steps + half) / unit, *currency};
}

std::optional<base::Day> Deal::expected_close() const {
  const auto days = history::parse_iso_day(attribute("expected_close"));
  if (!days) return std::nullopt;
  return base::Day(std::chrono::days(*days));
}

const Visit* Deal::current_visit() const {
  return way.current < 0 ? nullptr : &visits[static_cast<std::size_t>(way.current)];
}

void apply(Deal& deal, const Event& event, const MapVersions& maps) {
  ++deal.event_count;
  if (deal.is_gone()) return;
  deal.last_event_at = deal.event_count == 1 ? event.at : std::max(deal.last_event_at, event.at);
  be_born(deal, event);
  if (event.kind == EventKind::created) return create(deal, event);
  if (is_move(event.kind))
    return apply_move(deal, event, maps.find_automaton(version_after(deal, event)));
  apply_record(deal, event, maps);
}

Deal fold(DealId id, std::span<const Event> events, const MapVersions& maps) {
  Deal deal;
  deal.id = id;
  // In an imported history something may have happened before the creation that it states.
  const auto created = std::ranges::find(events, EventKind::created, &Event::kind);
  if (created != events.end()) deal.map = find_map_version(created->to).value_or(MapVersion());
  for (const auto& event : events) apply(deal, event, maps);
  return deal;
}

}  // namespace stagecraft::selling
