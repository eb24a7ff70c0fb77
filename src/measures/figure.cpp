#include "measures/figure.h"

namespace stagecraft::measures {

std::string_view to_word(Unit unit) {
  switch (unit) {
    case Unit::deals:
      return "deals";
    case Unit::visits:
      return "visits";
    case Unit::share:
      return "share";
    case Unit::working_days:
      return "working_days";
    case Unit::days:
      return "days";
    case Unit::money:
      return "money";
    case Unit::money_per_day:
      return "money_per_day";
    case Unit::per_week:
      return "per_week";
    case Unit::per_month:
      return "per_month";
    case Unit::ratio:
      return "ratio";
  }
  return "";
}

std::string_view to_word(Method method) {
  switch (method) {
    case Method::none:
      return "none";
    case Method::wilson:
      return "wilson";
    case Method::wilson_effective:
      return "wilson_effective";
    case Method::newcombe:
      return "newcombe";
    case Method::greenwood:
      return "greenwood";
    case Method::brookmeyer_crowley:
      return "brookmeyer_crowley";
    case Method::garwood:
      return "garwood";
    case Method::bootstrap_deals:
      return "bootstrap_deals";
    case Method::bootstrap_weeks:
      return "bootstrap_weeks";
  }
  return "";
}

std::string_view to_word(FigureState state) {
  switch (state) {
    case FigureState::ok:
      return "ok";
    case FigureState::too_thin:
      return "too_thin";
    case FigureState::undefined:
      return "undefined";
  }
  return "";
}

}  // namespace stagecraft::measures
