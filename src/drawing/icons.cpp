#include "drawing/icons.h"

namespace stagecraft::drawing {

std::string_view outline(Icon icon) {
  switch (icon) {
    case Icon::won:
      return "M3 8.5 6.5 12 13 4.5";
    case Icon::lost:
      return "M4 4 12 12M12 4 4 12";
    case Icon::no_decision:
      return "M8 3A5 5 0 0 1 8 13A5 5 0 0 1 8 3ZM5.5 8H10.5";
    case Icon::limit:
      return "M8 2.5 14.5 13.5H1.5ZM8 6.5V9.5M8 11.4V11.6";
    case Icon::touchpoint:
      return "M2.5 3.5H13.5V10.5H8L5 13.5V10.5H2.5Z";
    case Icon::document:
      return "M4 2H9.5L12.5 5V14H4ZM9.5 2V5H12.5M6 8.5H10.5M6 11H10.5";
    case Icon::field:
      return "M2 5H14V11H2ZM5 6.8V9.2";
    case Icon::record:
      return "M3 4H13M3 8H13M3 12H9";
    case Icon::answer:
      return "M5.5 6A2.5 2.5 0 1 1 8 8.5V10M8 12.6V12.8";
    case Icon::person:
      return "M8 3A2.3 2.3 0 0 1 8 7.6A2.3 2.3 0 0 1 8 3ZM3.5 13.5A4.5 4.5 0 0 1 12.5 13.5";
  }
  return {};
}

}  // namespace stagecraft::drawing
