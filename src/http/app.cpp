#include "http/app.h"

namespace stagecraft::http {

base::Instant system_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace stagecraft::http
