#include "http/origin.h"

namespace stagecraft::http {

bool is_from_another_site(const Request& request) {
  if (const auto site = request.header("sec-fetch-site"))
    return *site != "same-origin" && *site != "none";
  const auto origin = request.header("origin");
  if (!origin) return false;
  const auto scheme_end = origin->find("://");
  if (scheme_end == std::string_view::npos) return true;
  return origin->substr(scheme_end + 3) != request.header("host").value_or("");
}

}  // namespace stagecraft::http
