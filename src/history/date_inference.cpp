#include "history/date_inference.h"

#include <algorithm>

#include "base/text.h"

namespace stagecraft::history {
namespace {

using base::say;

/// Plain digits are seconds or milliseconds by their number of digits: years 2001 to 2200 either
/// way.
bool looks_like_epoch(std::string_view value, bool milliseconds) {
  const auto digits = value.substr(0, value.find('.'));
  return milliseconds ? digits.size() >= 12 && digits.size() <= 13
                      : digits.size() >= 9 && digits.size() <= 10;
}

bool fits(std::string_view value, DateStyle style) {
  if (style == DateStyle::epoch_s && !looks_like_epoch(value, false)) return false;
  if (style == DateStyle::epoch_ms && !looks_like_epoch(value, true)) return false;
  return parse_date(value, {.style = style, .pattern = {}}).problem != DateProblem::not_a_date;
}

}  // namespace

void DateInference::see(std::string_view value, std::int64_t line) {
  value = base::trim(value);
  if (value.empty()) return;
  ++count_;
  if (fits(value, DateStyle::iso)) {
    ++reads_[static_cast<std::size_t>(DateStyle::iso)];
    return;  // A year first leaves nothing to ask.
  }
  for (const auto style : {DateStyle::epoch_s, DateStyle::epoch_ms})
    if (fits(value, style)) ++reads_[static_cast<std::size_t>(style)];
  const auto dmy = parse_date(value, {.style = DateStyle::dmy, .pattern = {}});
  const auto mdy = parse_date(value, {.style = DateStyle::mdy, .pattern = {}});
  reads_[static_cast<std::size_t>(DateStyle::dmy)] += dmy.is_date();
  reads_[static_cast<std::size_t>(DateStyle::mdy)] += mdy.is_date();
  const auto keep = [&](std::int64_t& counter, Example& example) {
    if (counter++ == 0) example = {std::string(value.substr(0, 40)), line};
  };
  if (dmy.is_date() && !mdy.is_date()) keep(only_dmy_, dmy_);
  if (mdy.is_date() && !dmy.is_date()) keep(only_mdy_, mdy_);
  if (dmy.is_date() && mdy.is_date() && dmy.value != mdy.value) keep(differing_, either_);
}

bool DateInference::is_settled(std::int64_t enough) const {
  return count_ >= enough && reads(DateStyle::iso) == count_;
}

bool DateInference::is_ambiguous() const {
  return reads(DateStyle::dmy) > reads(DateStyle::iso) && only_dmy_ == 0 && only_mdy_ == 0 &&
         differing_ > 0;
}

DateInference::Answer DateInference::answer() const {
  constexpr std::array styles = {DateStyle::iso, DateStyle::dmy, DateStyle::mdy, DateStyle::epoch_s,
                                 DateStyle::epoch_ms};
  const auto best = *std::ranges::max_element(styles, {}, [&](DateStyle s) { return reads(s); });
  const bool is_national = best == DateStyle::dmy || best == DateStyle::mdy;
  Answer answer;
  if (reads(best) == 0) {
    answer.reason = "holds no date that could be recognised";
  } else if (is_ambiguous()) {
    answer.reason =
        say("holds only dates that could be day first or month first, as '{}' in line {}",
            either_.value, either_.line);
  } else if (is_national && only_dmy_ > 0 && only_mdy_ > 0) {
    answer.reason = say(
        "holds dates with the day first ('{}' in line {}) and with the month first ('{}' in line "
        "{})",
        dmy_.value, dmy_.line, mdy_.value, mdy_.line);
  } else {
    answer.format = DateFormat{.style = best, .pattern = {}};
    answer.fitting = reads(best);
  }
  return answer;
}

}  // namespace stagecraft::history
