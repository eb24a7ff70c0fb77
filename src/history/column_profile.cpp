#include "history/column_profile.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cstdlib>

#include "base/text.h"
#include "history/amount_parser.h"

namespace stagecraft::history {
namespace {

constexpr std::size_t seen_limit = 1'000'000;
constexpr std::size_t values_limit = 200;
constexpr std::size_t text_limit = 120;
constexpr std::size_t commonest_limit = 10;

std::uint64_t fnv_hash(std::string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
  return hash;
}

bool is_flag(std::string_view value) {
  constexpr std::array<std::string_view, 4> words = {"true", "false", "yes", "no"};
  if (value.size() > 5) return false;
  std::string lower(value);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return std::ranges::find(words, lower) != words.end();
}

bool is_whole(std::string_view value) {
  if (value.starts_with('-')) value.remove_prefix(1);
  return !value.empty() && value.size() <= 18 &&
         std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

/// Numbers and dates are short, and no name of a person is taken for one.
bool may_be_number(std::string_view value) {
  return value.size() <= 40 &&
         std::ranges::any_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

void collect_texts(const boost::json::value& value, std::map<std::string, std::int64_t>& texts) {
  if (value.is_string() && value.get_string().size() <= text_limit) {
    if (texts.size() < values_limit) ++texts[std::string(value.get_string())];
  } else if (value.is_array()) {
    for (const auto& item : value.get_array()) collect_texts(item, texts);
  } else if (value.is_object()) {
    for (const auto& pair : value.get_object()) collect_texts(pair.value(), texts);
  }
}

}  // namespace

std::string_view to_word(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::empty:
      return "empty";
    case ColumnKind::flag:
      return "yes or no";
    case ColumnKind::whole_number:
      return "whole number";
    case ColumnKind::number:
      return "number";
    case ColumnKind::date:
      return "date";
    case ColumnKind::json:
      return "JSON";
    case ColumnKind::text:
      return "text";
  }
  return "text";
}

void ColumnProfile::count_value(std::string_view value) {
  const auto hash = fnv_hash(value);
  const auto known = seen_.find(hash);
  if (known != seen_.end())
    ++known->second;
  else if (seen_.size() < seen_limit)
    seen_.emplace(hash, 1);
  else
    is_full_ = true;
  if (value.size() > text_limit || has_many_values_) return;
  if (values_.size() < values_limit || values_.contains(std::string(value)))
    ++values_[std::string(value)];
  else
    has_many_values_ = true;
}

void ColumnProfile::see_number(std::string_view value) {
  const auto point = parse_amount(value, {.decimal = '.', .digits = 6, .currency = {}});
  const auto comma = parse_amount(value, {.decimal = ',', .digits = 6, .currency = {}});
  points_ += point.problem == AmountProblem::none;
  commas_ += comma.problem == AmountProblem::none;
  if (point.problem != AmountProblem::none) return;
  const double number = std::strtod(point.canonical.c_str(), nullptr);
  if (!has_number_ || number < least_number_) {
    least_number_ = number;
    least_number_text_ = value;
  }
  if (!has_number_ || number > most_number_) {
    most_number_ = number;
    most_number_text_ = value;
  }
  has_number_ = true;
}

void ColumnProfile::see_json(std::string_view value) {
  if (value.front() != '[' && value.front() != '{') return;
  boost::system::error_code error;
  const auto parsed = boost::json::parse(value, error);
  if (error) return;
  ++json_;
  collect_texts(parsed, texts_);
}

void ColumnProfile::see(std::string_view value, std::int64_t line) {
  value = base::trim(value);
  if (value.empty()) {
    ++empty_;
    return;
  }
  ++filled_;
  count_value(value);
  flags_ += is_flag(value);
  wholes_ += is_whole(value);
  see_json(value);
  if (may_be_number(value)) {
    see_number(value);
    dates_.see(value, line);
  }
  if (filled_ == 1 || value < least_) least_ = value.substr(0, text_limit);
  if (filled_ == 1 || value > most_) most_ = value.substr(0, text_limit);
}

/// Nine values in ten decide: a column of dates with a few 'n/a' is one of dates.
ColumnKind ColumnProfile::kind() const {
  const auto most = [&](std::int64_t n) { return n * 10 >= filled_ * 9; };
  if (filled_ == 0) return ColumnKind::empty;
  if (most(flags_)) return ColumnKind::flag;
  if (most(wholes_) && !(dates_.answer().format && dates_.answer().fitting == filled_ &&
                         least_.size() >= 8 && dates_.answer().format->style == DateStyle::iso))
    return ColumnKind::whole_number;
  if (most(json_)) return ColumnKind::json;
  if (dates_.is_ambiguous() || (dates_.answer().format && most(dates_.answer().fitting)))
    return ColumnKind::date;
  if (!most(std::max(points_, commas_))) return ColumnKind::text;
  return ColumnKind::number;
}

ColumnSummary ColumnProfile::summary() const {
  ColumnSummary column{.name = name_, .kind = kind(), .filled = filled_, .empty = empty_};
  column.distinct = static_cast<std::int64_t>(seen_.size());
  column.distinct_is_least = is_full_;
  for (const auto& [hash, count] : seen_) column.repeated += count > 1;
  column.decimal = commas_ > points_ ? ',' : '.';
  const bool is_number =
      column.kind == ColumnKind::whole_number || column.kind == ColumnKind::number;
  column.least = is_number && has_number_ ? least_number_text_ : least_;
  column.most = is_number && has_number_ ? most_number_text_ : most_;
  if (column.kind == ColumnKind::date && !dates_.is_ambiguous())
    column.date_format = to_word(dates_.answer().format.value_or(DateFormat()));
  if (has_many_values_) return column;
  column.commonest.assign(values_.begin(), values_.end());
  std::ranges::stable_sort(column.commonest, std::greater(),
                           &std::pair<std::string, std::int64_t>::second);
  if (column.commonest.size() > commonest_limit) column.commonest.resize(commonest_limit);
  return column;
}

}  // namespace stagecraft::history
