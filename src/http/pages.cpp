#include "http/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "http/embedded_data.h"

namespace stagecraft::http {
namespace {

constexpr std::string_view index_name = "index.html", page_ending = ".html";

constexpr std::array<std::pair<std::string_view, std::string_view>, 22> types{{
    {"avif", "image/avif"},
    {"css", "text/css; charset=utf-8"},
    {"csv", "text/csv; charset=utf-8"},
    {"html", "text/html; charset=utf-8"},
    {"ico", "image/x-icon"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript; charset=utf-8"},
    {"json", "application/json"},
    {"map", "application/json"},
    {"md", "text/markdown; charset=utf-8"},
    {"mjs", "text/javascript; charset=utf-8"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"svg", "image/svg+xml"},
    {"txt", "text/plain; charset=utf-8"},
    {"wasm", "application/wasm"},
    {"webmanifest", "application/manifest+json"},
    {"webp", "image/webp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"xml", "application/xml"},
}};

/// Behind the last dot, if it looks like one: `js`, but not the `2` of `version-1.2`.
std::string_view extension_of(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == name.npos) return {};
  const auto extension = name.substr(dot + 1);
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const bool is_one = !extension.empty() && extension.size() <= 11 && is_letter(extension[0]) &&
                      std::ranges::all_of(extension, [&](char c) {
                        return is_letter(c) || (c >= '0' && c <= '9');
                      });
  return is_one ? extension : std::string_view();
}

std::string_view type_of(std::string_view name) {
  const auto extension = extension_of(name);
  const auto* found = std::ranges::find(types, extension, &decltype(types)::value_type::first);
  return found == types.end() ? "application/octet-stream" : found->second;
}

Keeping keeping_of(std::string_view name) {
  return name.starts_with("assets/") ? Keeping::for_good_by_all : Keeping::ask_again;
}

/// The name without `.br` or `.gz`, where the plain file is there too; else empty.
std::string_view compressed_of(std::string_view name, const PageFiles& files) {
  if (!name.ends_with(".br") && !name.ends_with(".gz")) return {};
  const auto plain = name.substr(0, name.size() - 3);
  return files.contains(plain) ? plain : std::string_view();
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file)
    throw base::Error(base::ErrorKind::invalid,
                      fmt::format("The page '{}' cannot be read.", path.string()));
  return text.str();
}

}  // namespace

PageFiles read_pages(const std::filesystem::path& folder) {
  PageFiles files;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error))
    if (at->is_regular_file())
      files.emplace(at->path().lexically_relative(folder).generic_string(), text_of(at->path()));
  if (error || !files.contains(index_name))
    throw base::Error(base::ErrorKind::invalid,
                      fmt::format("There are no web pages in '{}'{}. Build them: ./dev build-web, "
                                  "which puts them into web/dist.",
                                  folder.string(), error ? ": " + error.message() : ""));
  return files;
}

PageFiles missing_pages() {
  return {{std::string(index_name), std::string(embedded_data("no_pages.html"))}};
}

Pages::Pages(const PageFiles& files) {
  const auto add = [&](std::string_view name, std::string_view encoding) {
    const auto bytes = files.find(fmt::format("{}{}", name,
                                              encoding == "br"     ? ".br"
                                              : encoding == "gzip" ? ".gz"
                                                                   : ""));
    if (bytes == files.end()) return;
    files_[std::string(name)].forms.push_back(
        {bytes->second, content_etag(bytes->second), std::string(encoding)});
  };
  const auto index = files.find(index_name);
  const auto policy = policy_of(index == files.end() ? std::string_view() : index->second);
  for (const auto& [name, bytes] : files) {
    if (!compressed_of(name, files).empty()) continue;
    auto& file = files_[name];
    file.type = type_of(name);
    file.keeping = keeping_of(name);
    file.policy = name.ends_with(page_ending) ? policy_of(bytes) : policy;
    for (const auto* encoding : {"br", "gzip", ""}) add(name, encoding);
  }
}

const Pages::File* Pages::find(const std::vector<std::string>& segments) const {
  const auto has_slash = [](const std::string& segment) {
    return segment.find_first_of("/\\") != segment.npos;
  };
  if (std::ranges::any_of(segments, has_slash)) return nullptr;
  const auto name = fmt::format("{}", fmt::join(segments, "/"));
  auto found = files_.find(name);
  const bool is_file = name.starts_with("assets/") || !extension_of(segments.back()).empty();
  if (found == files_.end() && !is_file)
    found = files_.find(fmt::format("{}{}", name, page_ending));
  if (found == files_.end() && !is_file) found = files_.find(index_name);
  return found == files_.end() ? nullptr : &found->second;
}

Response Pages::answer(const Request& request) const {
  const auto* file = find(request.target.segments);
  if (file == nullptr) throw Refusal(404, "There is nothing at this address.");
  const auto accepted = request.header("accept-encoding").value_or("");
  const auto* form = &file->forms.back();
  double best = 0;
  for (const auto& other : file->forms) {
    const auto share = other.encoding.empty() ? 0 : wanted_share(accepted, other.encoding);
    if (share <= best) continue;
    best = share;
    form = &other;
  }
  Response response;
  response.type = file->type;
  response.body = form->bytes;
  response.content_security_policy = file->policy;
  if (file->forms.size() > 1) response.with("Vary", "Accept-Encoding");
  response = with_etag(std::move(response), form->etag, request, file->keeping);
  if (!form->encoding.empty() && response.status == 200)
    response.with("Content-Encoding", form->encoding);
  return response;
}

void add_pages(Routes& routes, Pages pages) {
  // Shared because a handler has to be copied.
  auto shared = std::make_shared<const Pages>(std::move(pages));
  routes.add_rest({.path = "pages",
                   .access = Access::anyone(),
                   .summary = "The web pages",
                   .replies = {},
                   .handler = [shared = std::move(shared)](
                                  const Request& request, App&) { return shared->answer(request); },
                   .is_quick = true,
                   // An address within the page may hold what only its reader should know.
                   .is_secret = true,
                   .takes_any_query = true});
}

}  // namespace stagecraft::http
