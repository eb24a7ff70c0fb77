#include "measures/asked_period.h"

#include "base/error.h"
#include "history/value_text.h"

namespace stagecraft::measures {
namespace {

using base::Day;
using base::Instant;
using base::say;
using base::Sentence;

constexpr std::string_view how_to_write_a_day =
    "a day that exists, from 1900 to 2200, as 2026-01-31";

[[noreturn]] void refuse(std::string_view name, const Sentence& sentence) {
  throw base::Error(base::ErrorKind::invalid, sentence,
                    {{.at = std::string(name), .message = sentence, .mend = {}}});
}

/// nullopt: neither a date nor an instant with an offset.
std::optional<history::ParsedInstant> parse(const std::string& text) {
  bool has_offset = false;
  const auto parsed = history::parse_iso_instant(text, &has_offset);
  if (!parsed || (!parsed->date_only && !has_offset)) return std::nullopt;
  return parsed;
}

Instant to_instant(const history::ParsedInstant& parsed) {
  return Instant(base::Milliseconds(parsed.at));
}

Day read_day(std::string_view name, const std::string& text) {
  const auto parsed = parse(text);
  if (!parsed || !parsed->date_only)
    refuse(name, say("{} {}: write {}.", name, text, Sentence::of(how_to_write_a_day)));
  return std::chrono::floor<std::chrono::days>(to_instant(*parsed));
}

}  // namespace

Instant read_instant(std::string_view name, const std::string& text, const base::Zone& zone) {
  const auto parsed = parse(text);
  if (!parsed)
    refuse(name, say("{} {}: write {}, or an instant with its offset, as "
                     "2026-01-31T12:00:00Z or 2026-01-31T12:00:00+01:00.",
                     name, text, Sentence::of(how_to_write_a_day)));
  if (!parsed->date_only) return to_instant(*parsed);
  const auto day = std::chrono::floor<std::chrono::days>(to_instant(*parsed));
  return zone.start_of(day + std::chrono::days(1)) - base::Milliseconds(1);
}

std::optional<FigurePeriod> read_period(const AskedPeriod& asked) {
  const auto& [from_name, to_name, from, to] = asked;
  if (from.empty() && to.empty()) return std::nullopt;
  if (from.empty() || to.empty())
    refuse(from.empty() ? from_name : to_name,
           say("A period needs both {} and {}; {} is the first day after it.", from_name, to_name,
               to_name));
  const FigurePeriod period{read_day(from_name, from), read_day(to_name, to)};
  if (period.from >= period.to)
    refuse(from_name, say("{} {} is not before {} {}.", from_name, from, to_name, to));
  return period;
}

}  // namespace stagecraft::measures
