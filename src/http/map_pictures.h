#pragma once

#include <string>

#include "drawing/draw_map.h"
#include "drawing/tokens.h"

namespace stagecraft::http {

/// Query parameters of pictures. Throw Error{invalid} that names the parameter.
drawing::ViewChoice read_view(const std::string& word);
drawing::Theme read_theme(const std::string& word);

}  // namespace stagecraft::http
