#include "sample/layout.h"

#include <array>
#include <iterator>

#include <fmt/format.h>

namespace stagecraft::sample {
namespace {

using history::EventKind;

auto out(std::string& text) { return std::back_inserter(text); }

/// A CSV field, quoted where it has to be (RFC 4180).
void append_field(std::string& text, std::string_view field) {
  if (field.find_first_of(",\"\n\r") == std::string_view::npos) {
    text += field;
    return;
  }
  text += '"';
  for (const char c : field) {
    if (c == '"') text += '"';
    text += c;
  }
  text += '"';
}

void append_xml(std::string& text, std::string_view value) {
  for (const char c : value) {
    switch (c) {
      case '&':
        text += "&amp;";
        break;
      case '<':
        text += "&lt;";
        break;
      case '"':
        text += "&quot;";
        break;
      default:
        text += c;
    }
  }
}

void append_number(std::string& text, std::uint64_t deal_number) {
  fmt::format_to(out(text), "D{:07}", deal_number + 1);
}

void append_digits(std::string& text, unsigned value, int width) {
  std::array<char, 4> digits{};
  for (int i = width - 1; i >= 0; --i, value /= 10)
    digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
  text.append(digits.data(), static_cast<std::size_t>(width));
}

/// As base::to_iso, without a temporary: a sample of 100 million events spends its time here.
void append_instant(std::string& text, base::Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const auto ms = static_cast<unsigned>((at - day).count());
  append_digits(text, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  text += '-';
  append_digits(text, static_cast<unsigned>(date.month()), 2);
  text += '-';
  append_digits(text, static_cast<unsigned>(date.day()), 2);
  text += 'T';
  append_digits(text, ms / 3'600'000, 2);
  text += ':';
  append_digits(text, ms / 60'000 % 60, 2);
  text += ':';
  append_digits(text, ms / 1000 % 60, 2);
  text += '.';
  append_digits(text, ms % 1000, 3);
  text += 'Z';
}

void append_events(const SimulatedDeal& deal, std::string& text) {
  for (const auto& event : deal.events) {
    append_number(text, deal.number);
    text += ',';
    text += history::to_word(event.kind);
    text += ',';
    append_field(text, event.symbol);
    text += ',';
    append_field(text, event.from);
    text += ',';
    append_field(text, event.to);
    text += ',';
    append_field(text, event.actor);
    text += ',';
    append_instant(text, event.at);
    text += ",time,,,";
    append_field(text, event.details);
    text += '\n';
  }
}

/// What a file with one row a deal can still tell of it.
struct RowView {
  const SimulatedEvent* engaged = nullptr;  ///< Left the first stage.
  const SimulatedEvent* closing = nullptr;
};

RowView row_view(const SimulatedDeal& deal) {
  RowView row;
  int entries = 0;
  for (const auto& event : deal.events) {
    if (event.kind == EventKind::stage_entered && ++entries == 2 && row.engaged == nullptr)
      row.engaged = &event;
    if (is_outcome(event.kind)) row.closing = &event;
    if (event.kind == EventKind::reopened) row.closing = nullptr;
  }
  if (row.closing != nullptr && row.engaged == nullptr) row.engaged = &deal.events.front();
  return row;
}

void append_maven(const Scenario& scenario, const SimulatedDeal& deal, std::string& text) {
  const auto [engaged, closing] = row_view(deal);
  const bool is_won = closing != nullptr && closing->kind == EventKind::won;
  const auto day = [](const SimulatedEvent* event) {
    return event == nullptr ? std::string()
                            : base::to_iso(std::chrono::floor<std::chrono::days>(event->at));
  };
  const char* stage = closing != nullptr   ? (is_won ? "Won" : "Lost")
                      : engaged != nullptr ? "Engaging"
                                           : "Prospecting";
  append_number(text, deal.number);
  fmt::format_to(out(text), ",{},{},{},{},{},{},{},seed {}\n", deal.owner, deal.offering,
                 deal.account, stage, day(engaged), day(closing),
                 closing == nullptr ? "" : std::to_string(is_won ? deal.amount : 0),
                 scenario.seed());
}

void append_pipedrive(const Scenario& scenario, const SimulatedDeal& deal, std::string& text) {
  const auto row = [&](base::Instant at, std::string_view field, std::string_view value) {
    append_number(text, deal.number);
    fmt::format_to(out(text), ",{:.10} {:.8},{},", base::to_iso(at), base::to_iso(at).substr(11),
                   field);
    append_field(text, value);
    text += '\n';
  };
  for (const auto& event : deal.events) {
    if (event.kind == EventKind::created) {
      row(event.at, "add_time", base::to_iso(event.at).substr(0, 19));
      row(event.at, "user_id", event.actor);
      row(event.at, "value", std::to_string(deal.amount));
      row(event.at, "simulated", fmt::format("seed {}", scenario.seed()));
    } else if (event.kind == EventKind::stage_entered) {
      row(event.at, "stage_id", event.symbol);
    } else if (event.kind == EventKind::attribute_changed && event.symbol == "owner") {
      row(event.at, "user_id", event.to);
    } else if (event.kind == EventKind::reopened) {
      row(event.at, "status", "open");
    } else if (is_outcome(event.kind)) {
      row(event.at, "status", event.kind == EventKind::won ? "won" : "lost");
    }
  }
}

void append_xes_string(std::string& text, std::string_view key, std::string_view value) {
  fmt::format_to(out(text), R"(<string key="{}" value=")", key);
  append_xml(text, value);
  text += "\"/>";
}

void append_xes(const Scenario& scenario, const SimulatedDeal& deal, std::string& text) {
  text += "<trace>";
  append_xes_string(text, "concept:name", fmt::format("D{:07}", deal.number + 1));
  append_xes_string(text, "channel", deal.channel);
  append_xes_string(text, "offering", deal.offering);
  append_xes_string(text, "campaign", deal.campaign);
  append_xes_string(text, "simulated", fmt::format("seed {}", scenario.seed()));
  for (const auto& event : deal.events) {
    if (event.kind != EventKind::stage_entered && !is_outcome(event.kind)) continue;
    text += "\n<event>";
    append_xes_string(text, "concept:name", event.symbol);
    append_xes_string(text, "org:resource", event.actor);
    text += R"(<date key="time:timestamp" value=")";
    append_instant(text, event.at);
    text += "\"/></event>";
  }
  text += "</trace>\n";
}

}  // namespace

std::optional<Layout> find_layout(std::string_view word) {
  if (word == "events") return Layout::events;
  if (word == "maven") return Layout::maven;
  if (word == "pipedrive") return Layout::pipedrive;
  if (word == "xes") return Layout::xes;
  return std::nullopt;
}

std::string why_refused(Layout layout, const process::Map& map) {
  if (layout != Layout::maven) return {};
  std::vector<std::string_view> stages;
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages)
      if (!stage.internal) stages.push_back(stage.id);
  if (stages == std::vector<std::string_view>{"prospecting", "engaging"}) return {};
  return fmt::format(
      "The layout maven tells of two stages only, 'prospecting' and 'engaging', but the map '{}' "
      "has {}. Write --layout events, pipedrive or xes, or take a map with these two.",
      map.id, stages.size() == 2 ? "two others" : fmt::format("{} others", stages.size()));
}

std::string layout_head(Layout layout, const Scenario& scenario) {
  switch (layout) {
    case Layout::events:
      return "deal,kind,symbol,from,to,actor,at,at_precision,recorded_at,source_seq,details\n";
    case Layout::maven:
      return "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,"
             "close_value,simulated\n";
    case Layout::pipedrive:
      return "deal_id,change_time,changed_field_key,new_value\n";
    case Layout::xes:
      break;
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<!-- Simulated by stagecraft sample from a map and seed {}: nobody's real deals. -->\n"
      "<log xes.version=\"1849-2016\" xmlns=\"http://www.xes-standard.org/\">\n"
      "<extension name=\"Concept\" prefix=\"concept\" "
      "uri=\"http://www.xes-standard.org/concept.xesext\"/>\n"
      "<extension name=\"Time\" prefix=\"time\" uri=\"http://www.xes-standard.org/time.xesext\"/>\n"
      "<extension name=\"Organizational\" prefix=\"org\" "
      "uri=\"http://www.xes-standard.org/org.xesext\"/>\n",
      scenario.seed());
}

std::string_view layout_tail(Layout layout) { return layout == Layout::xes ? "</log>\n" : ""; }

std::string_view deals_head() {
  return "deal,name,account,owner,team,channel,offering,campaign,persona,amount,currency,expected_"
         "close,map,"
         "map_version,simulated\n";
}

void append_deal(Layout layout, const Scenario& scenario, const SimulatedDeal& deal,
                 std::string& text) {
  switch (layout) {
    case Layout::events:
      return append_events(deal, text);
    case Layout::maven:
      return append_maven(scenario, deal, text);
    case Layout::pipedrive:
      return append_pipedrive(scenario, deal, text);
    case Layout::xes:
      return append_xes(scenario, deal, text);
  }
}

void append_deals_row(const Scenario& scenario, const SimulatedDeal& deal, std::string& text) {
  append_number(text, deal.number);
  text += ',';
  append_field(text, deal.account);
  for (const auto field : {std::string_view(deal.account), deal.owner, deal.team, deal.channel,
                           deal.offering, deal.campaign, deal.persona}) {
    text += ',';
    append_field(text, field);
  }
  fmt::format_to(out(text), ",{},{},{},{},,seed {}\n", deal.amount, scenario.currency(),
                 base::to_iso(deal.expected_close), scenario.map().id, scenario.seed());
}

}  // namespace stagecraft::sample
