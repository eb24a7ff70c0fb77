#include "http/map_pictures.h"

#include "base/error.h"

namespace stagecraft::http {

drawing::ViewChoice read_view(const std::string& word) {
  if (const auto view = drawing::find_view(word)) return *view;
  throw base::Error(
      base::ErrorKind::invalid, "There is no such view.",
      {{.at = "?view", .message = "write overview, lanes, goal:ID or measured", .mend = {}}});
}

drawing::Theme read_theme(const std::string& word) {
  if (const auto theme = drawing::find_theme(word)) return *theme;
  throw base::Error(base::ErrorKind::invalid, "There is no such theme.",
                    {{.at = "?theme", .message = "write light, dark or print", .mend = {}}});
}

}  // namespace stagecraft::http
