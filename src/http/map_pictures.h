#pragma once

#include <string>

#include "drawing/draw_map.h"
#include "drawing/tokens.h"

namespace stagecraft::http {

/// Query parameters of pictures. Throw Error{invalid} that names the parameter.
drawing::ViewChoice read_view(const std::string& word);
drawing::Theme read_theme(const std::string& word);

/// The map without figures, as SVG; `version` stands beside its name. Throws Error{invalid} for a
/// view that there is not, and for the one that measures.
std::string draw_unmeasured(const process::Map& map, const std::string& view,
                            const std::string& theme, std::string version);

}  // namespace stagecraft::http
