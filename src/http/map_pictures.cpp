#include "http/map_pictures.h"

#include <utility>

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

std::string draw_unmeasured(const process::Map& map, const std::string& view,
                            const std::string& theme, std::string version) {
  const auto choice = read_view(view);
  if (choice.view == drawing::View::measured)
    throw base::Error(base::ErrorKind::invalid, "This picture of a map shows no figures.",
                      {{.at = "?view", .message = "write overview, lanes or goal:ID", .mend = {}}});
  return drawing::draw_map(map, {.choice = choice, .version = std::move(version)},
                           {.palette = drawing::Palette::standalone(read_theme(theme))});
}

}  // namespace stagecraft::http
