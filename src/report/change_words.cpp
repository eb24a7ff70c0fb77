#include "report/change_words.h"

namespace stagecraft::report {

bool is_main_change(const measures::Change& change, const measures::Figure& now) {
  return change.differs && now.part.find('/') == std::string::npos;
}

measures::Shown shown_difference(const measures::Figure& now, const measures::Change& change) {
  measures::Figure difference = now;
  difference.value = change.difference;
  difference.low = change.low;
  difference.high = change.high;
  difference.value_is_bound = difference.high_is_open = false;
  auto shown = measures::show(difference);
  if (now.unit == measures::Unit::share) shown.unit = "points";
  return shown;
}

}  // namespace stagecraft::report
