#include <fmt/format.h>
#include <sodium.h>

#include <charconv>

#include "base/base64.h"
#include "base/text.h"
#include "http/pages.h"

namespace stagecraft::http {
namespace {

std::string to_source(std::string_view text) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return fmt::format(" 'sha256-{}'", base::to_base64(hash));
}

/// Of every `<element>` that stands in the page itself, the hash of what is in it. The page is one
/// that our own build wrote: lower-case tags, no `>` in attributes.
std::string sources_in(std::string_view html, std::string_view element) {
  const auto start = fmt::format("<{}", element), end = fmt::format("</{}>", element);
  std::string out;
  for (;;) {
    const auto begins = html.find(start);
    if (begins == html.npos) return out;
    html.remove_prefix(begins + start.size());
    const auto closes = html.find('>');
    const auto ends = html.find(end);
    if (closes == html.npos || ends == html.npos || closes > ends) return out;
    const auto attributes = html.substr(0, closes);
    const bool is_other_element = !attributes.empty() && attributes.front() != ' ' &&
                                  attributes.front() != '\n' && attributes.front() != '\t';
    if (!is_other_element && attributes.find(" src=") == attributes.npos)
      out += to_source(html.substr(closes + 1, ends - closes - 1));
    html.remove_prefix(ends + end.size());
  }
}

double share_in(std::string_view item) {
  const auto semicolon = item.find(';');
  if (semicolon == item.npos) return 1;
  auto parameter = base::trim(item.substr(semicolon + 1));
  if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return 1;
  parameter.remove_prefix(2);
  double share = 0;
  const auto [end, error] =
      std::from_chars(parameter.data(), parameter.data() + parameter.size(), share);
  return error == std::errc() && share >= 0 && share <= 1 ? share : 0;
}

}  // namespace

std::string policy_of(std::string_view html) {
  return fmt::format(
      "default-src 'none'; script-src 'self'{}; style-src 'self'{}; "
      "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
      "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; "
      "base-uri 'none'; frame-ancestors 'none'",
      sources_in(html, "script"), sources_in(html, "style"));
}

double wanted_share(std::string_view accepted, std::string_view encoding) {
  double of_all = 0;
  while (!accepted.empty()) {
    const auto end = std::min(accepted.find(','), accepted.size());
    const auto item = base::trim(accepted.substr(0, end));
    accepted.remove_prefix(std::min(end + 1, accepted.size()));
    const auto name = base::trim(item.substr(0, item.find(';')));
    if (name == encoding) return share_in(item);
    if (name == "*") of_all = share_in(item);
  }
  return of_all;
}

}  // namespace stagecraft::http
