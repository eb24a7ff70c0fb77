#pragma once

#include "http/pages.h"

namespace stagecraft::cli {

/// The files of web/dist as they were when the program was built; empty when the front end was not
/// built by then. cmake/pages.cmake makes it.
http::PageFiles embedded_pages();

}  // namespace stagecraft::cli
