#include "selling/importing.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "history/value_text.h"
#include "selling/attribute_values.h"
#include "selling/gaps.h"
#include "selling/moving.h"
#include "selling/texts.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

using history::Attribute;
using history::DealIndex;
using history::EventIndex;
using history::EventLog;

/// A day is over last of all in the zone UTC-12, and begins first in UTC+14.
constexpr std::chrono::hours furthest_zone{14};

/// Columns of the deals CSV that say on which map a deal ran where it came from.
bool is_of_the_source(std::string_view attribute) {
  return attribute == "map" || attribute == "map_version";
}

bool names_something_here(const Details& details) {
  return details.note || !details.contacts.empty() || details.attachment || details.person ||
         details.deal;
}

/// Reads one deal of a log.
class DealReading {
 public:
  DealReading(const EventLog& log, DealIndex deal, ImportNames& names, const ImportSetting& setting)
      : log_(log), deal_(deal), names_(names), setting_(setting), map_(setting.process.map) {}

  ImportedDeal run() {
    imported_.key = log_.deal_id(deal_);
    find_currency();
    for (auto e = log_.begin(deal_); e < log_.end(deal_); ++e)
      has_dates_ = has_dates_ || log_.precision(e) != Precision::unknown;
    for (auto e = log_.begin(deal_); e < log_.end(deal_); ++e) read_event(e);
    for (const auto& attribute : log_.attributes()) read_stated(attribute);
    if (imported_.name.empty()) imported_.name = fit_line(imported_.key);
    return std::move(imported_);
  }

 private:
  void add_fault(std::string_view field, std::string_view value, base::Sentence text) {
    constexpr std::size_t shown = 200;
    imported_.faults.push_back(
        {std::string(field), std::string(value.substr(0, shown)), std::move(text)});
  }

  void find_currency() {
    const auto* attribute = log_.find_attribute("currency");
    if (attribute != nullptr && attribute->is_text())
      currency_ = base::Currency::find(value_text(*attribute, deal_, attribute->value(deal_)))
                      .value_or(base::Currency());
    if (!currency_.is_stated())
      currency_ = base::Currency::find(map_.currency).value_or(base::Currency());
  }

  void read_event(EventIndex e) {
    Event event;
    event.kind = log_.kind(e);
    event.precision = log_.precision(e);
    event.at = log_.at(e);
    event.recorded_at = log_.recorded_at(e);
    event.source_seq = log_.source_seq(e);
    event.symbol = log_.symbols().text(log_.symbol(e));
    if (!has_dates_) event.at = event.recorded_at = std::min(setting_.as_of, setting_.now);
    if (is_to_come(event))
      return add_fault(to_word(event.kind), base::to_iso(event.at), "this is still to come");
    event.actor = names_.find_person(log_.actors().text(log_.actor(e)));
    if (event.kind == EventKind::plan_changed &&
        (event.symbol == shared_word || event.symbol == unshared_word))
      return add_fault(to_word(event.kind), event.symbol,
                       "a link to the plan works only where it was made");
    read_details(event, log_.details(e));
    event.details.link.reset();
    if (event.kind == EventKind::attribute_changed) return read_change(std::move(event), e);
    if (event.kind == EventKind::created) event.to = to_text(setting_.process.id);
    if (event.kind == EventKind::merged_into) read_merger(event, e);
    imported_.events.push_back(std::move(event));
  }

  bool is_to_come(const Event& event) const {
    if (event.precision == Precision::unknown) return false;
    const bool is_day = event.precision == Precision::date;
    return event.at > (is_day ? setting_.now + furthest_zone : setting_.now);
  }

  void read_details(Event& event, std::string_view json) {
    if (json.empty()) return;
    event.details = selling::read_details(json);
    if (!names_something_here(event.details)) return;
    const auto deal = event.details.deal;
    event.details.note.reset();
    event.details.contacts.clear();
    event.details.attachment.reset();
    event.details.person.reset();
    event.details.deal.reset();
    if (deal) event.details.deal = names_.find_deal(fmt::to_string(deal->value));
    event.details.other = fmt::format(R"({{"source": {}}})", json);
  }

  void read_merger(Event& event, EventIndex e) {
    const auto* change = log_.find_change(e);
    if (change == nullptr) return;
    const auto key = log_.texts().text(static_cast<std::uint32_t>(change->to));
    event.details.deal = names_.find_deal(key);
    event.to = event.details.deal ? fmt::to_string(event.details.deal->value) : std::string();
  }

  void read_change(Event event, EventIndex e) {
    const auto* attribute = log_.find_attribute(event.symbol);
    const auto* change = log_.find_change(e);
    if (attribute == nullptr || change == nullptr || is_of_the_source(event.symbol)) return;
    auto to = value_text(*attribute, deal_, change->to);
    last_told_[event.symbol] = to;
    if (event.symbol == "name") {
      event.note = imported_.name = fit_line(to);
      if (!event.note.empty()) imported_.events.push_back(std::move(event));
      return;
    }
    const auto value = to_value(event.symbol, to);
    if (!value) return;
    event.to = *value;
    event.from = to_known_value(event.symbol, value_text(*attribute, deal_, change->from));
    imported_.events.push_back(std::move(event));
  }

  void read_stated(const Attribute& attribute) {
    const auto text = value_text(attribute, deal_, attribute.value(deal_));
    if (text.empty() || is_of_the_source(attribute.name)) return;
    if (const auto told = last_told_.find(attribute.name);
        told != last_told_.end() && told->second == text)
      return;
    if (attribute.name == "name") {
      imported_.name = fit_line(text);
      return;
    }
    if (const auto value = to_value(attribute.name, text); value && !value->empty())
      imported_.stated.push_back({attribute.name, *value});
  }

  /// The canonical text of a value; nullopt, with a fault, when it is none here.
  std::optional<std::string> to_value(std::string_view name, const std::string& text) {
    if (text.empty()) return text;
    auto found = find_value(name, text);
    if (!found.value) add_fault(name, text, std::move(found.fault));
    return std::move(found.value);
  }
  /// Of values before a change: empty where there is none here.
  std::string to_known_value(std::string_view name, const std::string& text) {
    return text.empty() ? text : find_value(name, text).value.value_or("");
  }

  struct FoundValue {
    std::optional<std::string> value;
    base::Sentence fault = {};
  };

  template <class Id>
  static FoundValue id_text(const std::optional<Id>& id, base::Sentence fault) {
    if (id) return {fmt::to_string(id->value)};
    return {{}, std::move(fault)};
  }

  FoundValue find_value(std::string_view name, const std::string& text) {
    if (name == "owner")
      return id_text(names_.find_person(text), "there is no person of this name");
    if (name == "team") return id_text(names_.find_team(text), "there is no team of this name");
    if (name == "account")
      return id_text(names_.find_account(text), "there is no account of this name");
    const auto rule =
        find_attribute_rule(map_, name).value_or(AttributeRule{.kind = AttributeKind::text});
    Gaps gaps;
    auto value =
        canonical_value(rule, text, {.at = std::string(name), .currency = currency_}, gaps);
    if (gaps.empty()) return {std::move(value)};
    return {{}, gaps.sentence()};
  }

  const EventLog& log_;
  DealIndex deal_;
  ImportNames& names_;
  const ImportSetting& setting_;
  const process::Map& map_;
  base::Currency currency_;
  bool has_dates_ = false;
  ImportedDeal imported_;
  std::map<std::string, std::string, std::less<>> last_told_;  ///< By attribute, as in the log.
};

/// What tells one event of a deal from another.
struct Identity {
  EventKind kind;
  Precision precision;
  base::Instant at;
  std::string symbol, from, to;

  auto operator<=>(const Identity&) const = default;
};

Identity identity_of(const Event& event) {
  // Where an event without date stands depends on the others.
  const bool has_date = event.precision != Precision::unknown;
  const bool is_name = event.kind == EventKind::attribute_changed && event.symbol == "name";
  return {.kind = event.kind,
          .precision = event.precision,
          .at = has_date ? event.at : base::Instant(),
          .symbol = event.symbol,
          .from = event.from,
          .to = is_name ? event.note : event.to};
}

/// Finds what a deal lacks.
class Finding {
 public:
  Finding(const ImportedDeal& imported, std::span<const Event> standing,
          const ImportSetting& setting)
      : imported_(imported), standing_(standing), setting_(setting) {
    for (const auto& event : standing) {
      if (event.kind == EventKind::created)
        ++creations_;
      else
        ++known_[identity_of(event)];
    }
  }

  ImportedChange run(DealId id) {
    find_beginning();
    if (creations_ == 0 && standing_.empty()) begin();
    // At one instant, what is stated comes before what happened (measures.md 1.4).
    for (const auto& stated : imported_.stated) state(stated.name, stated.value);
    state_currency();
    state_name();
    for (const auto& event : imported_.events) take(event);
    std::ranges::stable_sort(change_, {}, [](const Event& event) {
      return std::pair(event.kind != EventKind::created, event.at);
    });
    found_.change = std::move(change_);
    count_moves(id);
    return std::move(found_);
  }

 private:
  /// Since when there is something to tell.
  void find_beginning() {
    first_.at = std::min(setting_.as_of, setting_.now);
    first_.precision = Precision::unknown;
    for (const auto& event : imported_.events)
      if (event.precision != Precision::unknown) {
        first_.at = event.at;
        first_.precision = event.precision;
        return;
      }
    if (!imported_.events.empty()) first_.at = imported_.events.front().at;
  }

  bool states_creation() const {
    return std::ranges::any_of(imported_.events,
                               [](const Event& event) { return event.kind == EventKind::created; });
  }

  /// A creation that the source does not state is that of its first event (measures.md 1.2).
  void begin() {
    is_new_ = true;
    if (states_creation()) return;
    Event created = first_;
    created.kind = EventKind::created;
    created.recorded_at = created.at;
    created.to = to_text(setting_.process.id);
    created.note = imported_.name;
    change_.push_back(std::move(created));
  }

  void take(const Event& event) {
    if (event.kind == EventKind::created) {
      if (!is_new_ && ++creations_told_ <= std::max(creations_, 1)) {
        ++found_.known;
        return;
      }
      change_.push_back(event);
      change_.back().note = imported_.name;
      return;
    }
    if (const auto known = known_.find(identity_of(event));
        known != known_.end() && known->second > 0) {
      --known->second;
      ++found_.known;
      return;
    }
    change_.push_back(event);
  }

  /// The last change of an attribute that stands; null: none.
  const Event* last_change(std::string_view name, bool of_import) const {
    const Event* last = nullptr;
    for (const auto& event : standing_)
      if (event.kind == EventKind::attribute_changed && event.symbol == name &&
          (!of_import || event.details.reason == imported_word))
        last = &event;
    return last;
  }

  void state(const std::string& name, const std::string& value) {
    const auto* said = last_change(name, true);
    const auto* stands = said != nullptr ? said : last_change(name, false);
    if (stands != nullptr && stands->to == value) {
      ++found_.known;
      return;
    }
    auto event = statement(name);
    if (const auto* before = last_change(name, false)) event.from = before->to;
    event.to = value;
    change_.push_back(std::move(event));
  }

  /// Of a new deal it has no date: an attribute without history has but the value of now
  /// (measures.md 1.10). Later it is a change, known as of the export.
  Event statement(const std::string& name) const {
    Event event = first_;
    event.precision = Precision::unknown;
    if (!is_new_) {
      event.at = std::min(setting_.as_of, setting_.now);
      event.precision = Precision::time;
    }
    event.kind = EventKind::attribute_changed;
    event.recorded_at = event.at;
    event.symbol = name;
    event.details.reason = imported_word;
    return event;
  }

  /// A deal that people have named here keeps that name.
  void state_name() {
    if (is_new_) return;
    const Event* named = nullptr;
    for (const auto& event : standing_)
      if (event.kind == EventKind::created ||
          (event.kind == EventKind::attribute_changed && event.symbol == "name"))
        named = &event;
    const bool is_by_import = named != nullptr && (named->kind == EventKind::created ||
                                                   named->details.reason == imported_word);
    if (!is_by_import || named->note == imported_.name) return;
    auto event = statement("name");
    event.note = imported_.name;
    change_.push_back(std::move(event));
  }

  bool is_told(std::string_view name) const {
    return std::ranges::any_of(imported_.stated,
                               [&](const auto& stated) { return stated.name == name; }) ||
           std::ranges::any_of(imported_.events,
                               [&](const Event& event) { return event.symbol == name; });
  }

  void state_currency() {
    const auto currency = setting_.process.map.currency;
    if (!is_new_ || currency.empty() || !is_told("amount") || is_told("currency")) return;
    state("currency", std::string(currency));
  }

  /// Folds the deal with its new events, and asks the gate before each new move.
  void count_moves(DealId id) {
    std::vector<std::pair<const Event*, bool>> all;
    for (const auto& event : standing_) all.emplace_back(&event, false);
    for (const auto& event : found_.change) all.emplace_back(&event, true);
    std::ranges::stable_sort(all, {}, [](const auto& one) { return one.first->at; });
    auto& deal = found_.after;
    deal.id = id;
    deal.map = version_of(all);
    const bool is_here = deal.map == setting_.process.id;
    for (const auto& [event, is_added] : all) {
      if (is_added && is_here) count_gaps(deal, *event);
      apply(deal, *event, setting_.maps);
    }
  }

  static MapVersion version_of(const std::vector<std::pair<const Event*, bool>>& all) {
    for (const auto& [event, is_added] : all)
      if (event->kind == EventKind::created)
        if (const auto version = find_map_version(event->to)) return *version;
    return {};
  }

  void count_gaps(const Deal& deal, const Event& event) {
    const bool is_stage = event.kind == EventKind::stage_entered;
    if (!is_stage && event.kind != EventKind::won) return;
    const auto node = setting_.process.automaton.find(event.symbol);
    if (node == process::no_node || deal.is_gone()) return;
    const Setting setting{
        .process = setting_.process, .now = event.at, .zone = setting_.zone, .actor = {}};
    const auto gate = preview_move(deal, event.symbol, setting);
    if (!gate.is_gated) return;
    ++found_.moves;
    const auto unmet = std::ranges::count_if(
        gate.criteria, [](const auto& criterion) { return criterion.required && !criterion.met; });
    if (unmet > 0) ++found_.unmet_moves;
    found_.unmet_criteria += unmet;
  }

  const ImportedDeal& imported_;
  std::span<const Event> standing_;
  const ImportSetting& setting_;
  std::map<Identity, int> known_;
  int creations_ = 0, creations_told_ = 0;
  bool is_new_ = false;
  Event first_;
  Change change_;
  ImportedChange found_;
};

bool is_gone(std::span<const Event> standing) {
  return std::ranges::any_of(standing, [](const Event& event) {
    return event.kind == EventKind::deleted || event.kind == EventKind::merged_into;
  });
}

}  // namespace

ImportedDeal read_imported(const EventLog& log, DealIndex deal, ImportNames& names,
                           const ImportSetting& setting) {
  return DealReading(log, deal, names, setting).run();
}

ImportedChange find_missing(const ImportedDeal& imported, DealId id,
                            std::span<const Event> standing, const ImportSetting& setting) {
  if (is_gone(standing)) return {};
  return Finding(imported, standing, setting).run(id);
}

std::string fit_line(std::string_view text) {
  std::string line;
  std::size_t length = 0;
  for (const auto c : base::code_points(base::trim(text))) {
    if (length == longest_line) break;
    base::append_utf8(line, base::is_deceptive(c) || c == U'\n' ? U' ' : c);
    ++length;
  }
  return std::string(base::trim(line));
}

}  // namespace stagecraft::selling
