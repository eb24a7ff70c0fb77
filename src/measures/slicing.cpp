#include "measures/slicing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "measures/map_versions.h"

namespace stagecraft::measures {

using base::say;

namespace {

using history::Attribute;
using history::DealIndex;
using history::EventLog;

/// How the values of one attribute become slices: a label each, in the order they are shown.
struct Coding {
  std::vector<std::string> labels;
  Timeline::Encode encode;
};

std::string label(const std::string& attribute, std::string_view value) {
  return fmt::format("{}={}", attribute, value.empty() ? "(not stated)" : value);
}

using Before = bool (*)(std::string_view, std::string_view);

bool by_bytes(std::string_view a, std::string_view b) { return a < b; }
/// Versions count: 10 comes after 9.
bool by_number(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

/// Texts in an order, 'not stated' last.
Coding code_texts(const std::string& name, const Attribute& attribute, Before before) {
  const auto size = static_cast<std::uint32_t>(attribute.dictionary.size());
  std::vector<std::uint32_t> order(size);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    if ((a == 0) != (b == 0)) return b == 0;
    return before(attribute.dictionary.text(a), attribute.dictionary.text(b));
  });
  Coding coding;
  std::vector<Timeline::Code> rank(size);
  for (std::uint32_t i = 0; i < size; ++i) {
    rank[order[i]] = i;
    coding.labels.push_back(label(name, attribute.dictionary.text(order[i])));
  }
  coding.encode = [rank = std::move(rank)](DealIndex, std::int64_t value) {
    return rank[static_cast<std::size_t>(value)];
  };
  return coding;
}

std::vector<std::int64_t> stated_values(const Attribute& attribute) {
  std::vector<std::int64_t> values;
  for (const std::int64_t value : attribute.numbers.to_vector())
    if (value != Attribute::not_stated) values.push_back(value);
  return values;
}

/// Three slices with as many deals each as ties allow.
Coding code_thirds(const std::string& name, const Attribute& attribute) {
  std::vector<std::int64_t> values = stated_values(attribute);
  std::ranges::sort(values);
  const auto cut = [&](std::size_t part) {
    return values.empty() ? 0 : values[std::min(values.size() - 1, values.size() * part / 3)];
  };
  Coding coding;
  coding.labels = {label(name, "lower third"), label(name, "middle third"),
                   label(name, "upper third"), label(name, "")};
  coding.encode = [low = cut(1), high = cut(2)](DealIndex, std::int64_t value) -> Timeline::Code {
    if (value == Attribute::not_stated) return 3;
    return value < low ? 0 : value < high ? 1 : 2;
  };
  return coding;
}

std::int64_t month_of(std::int64_t days) {
  const std::chrono::year_month_day date{base::Day(std::chrono::days(days))};
  return static_cast<int>(date.year()) * 12LL + static_cast<unsigned>(date.month()) - 1;
}

Coding code_months(const std::string& name, const Attribute& attribute) {
  std::map<std::int64_t, Timeline::Code> code_of_month;
  for (const std::int64_t value : stated_values(attribute))
    code_of_month.emplace(month_of(value), 0);
  Coding coding;
  for (auto& [month, code] : code_of_month) {
    code = static_cast<Timeline::Code>(coding.labels.size());
    coding.labels.push_back(label(name, fmt::format("{:04}-{:02}", month / 12, month % 12 + 1)));
  }
  const auto none = static_cast<Timeline::Code>(coding.labels.size());
  coding.labels.push_back(label(name, ""));
  coding.encode = [codes = std::move(code_of_month), none](DealIndex, std::int64_t value) {
    if (value == Attribute::not_stated) return none;
    const auto found = codes.find(month_of(value));
    return found == codes.end() ? none : found->second;
  };
  return coding;
}

Coding code_values(const std::string& name, const Attribute& attribute) {
  switch (attribute.kind) {
    case history::ValueKind::text:
      return code_texts(name, attribute, by_bytes);
    case history::ValueKind::date:
      return code_months(name, attribute);
    default:
      return code_thirds(name, attribute);
  }
}

const Attribute& get_attribute(const EventLog& log, const std::string& name) {
  if (const Attribute* found = log.find_attribute(name)) return *found;
  if (name == "size")
    if (const Attribute* amount = log.find_attribute("amount")) return *amount;
  // As files of deals call it.
  if (name == version_field)
    if (const Attribute* version = log.find_attribute("map_version")) return *version;
  if (log.attributes().empty())
    throw base::Error(base::ErrorKind::invalid,
                      say("The history has no attributes, so it can't be sliced by '{}'.", name));
  std::vector<std::string_view> known;
  for (const Attribute& attribute : log.attributes()) known.push_back(attribute.name);
  const auto meant = base::nearest(name, known);
  throw base::Error(
      base::ErrorKind::invalid,
      meant.empty()
          ? say("The history has no attribute '{}' to slice by; it has: {}.", name,
                fmt::join(known, ", "))
          : say("The history has no attribute '{}' to slice by (did you mean '{}'?); it has: {}.",
                name, meant, fmt::join(known, ", ")));
}

Slicing slice_by(const EventLog& log, const Request& request, const history::Reading& reading,
                 const base::Border& period_end, const std::string& name) {
  const bool is_version =
      name == version_field && log.find_attribute(name) == nullptr && tells_versions(log);
  const std::optional<Attribute> versions =
      is_version ? std::optional(version_attribute(log)) : std::nullopt;
  const Attribute& attribute = versions ? *versions : get_attribute(log, name);
  Coding coding = versions ? code_texts(name, attribute, by_number) : code_values(name, attribute);
  Timeline timeline = Timeline::of_attribute(log, attribute, reading, coding.encode);
  if (request.where) timeline = timeline.where(log, *request.where, reading);
  Slicing slicing(request.slice_at, period_end, std::move(timeline));
  slicing.attribute = name;
  slicing.labels = std::move(coding.labels);
  if (!attribute.has_history)
    slicing.remarks.push_back(base::say("'{}' has no history: the value of now is used", name));
  return slicing;
}

}  // namespace

Slicing::Code Slicing::fixed(DealIndex d, std::int64_t created) const {
  switch (option_) {
    case SliceAt::created:
      return timeline_.at(d, created);
    case SliceAt::period_end:
      return timeline_.before(d, period_end_);
    default:
      return timeline_.last(d);
  }
}

std::vector<Slicing> make_slicings(const EventLog& log, const Request& request,
                                   const history::Reading& reading,
                                   const base::Border& period_end) {
  std::vector<Slicing> slicings;
  Timeline everything;
  if (request.where) everything = everything.where(log, *request.where, reading);
  slicings.emplace_back(request.slice_at, period_end, std::move(everything));
  slicings.back().labels = {""};
  for (const std::string& name : request.by)
    slicings.push_back(slice_by(log, request, reading, period_end, name));
  return slicings;
}

}  // namespace stagecraft::measures
