#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "http/precondition.h"
#include "http/request.h"
#include "http/response.h"
#include "http/routes.h"

/// The web pages: the files that the build of the front end makes, and the addresses that its main
/// page has. Another page, as `plan.html`, has its name for its address: `/plan`.
namespace stagecraft::http {

/// Files by their path below the folder of the front end, as `assets/app-1a2b.js`. `X.br` and
/// `X.gz` beside X are the same file compressed.
using PageFiles = std::map<std::string, std::string, std::less<>>;

/// All files below a folder. Throws Error{invalid} when it cannot be read or has no index.html.
PageFiles read_pages(const std::filesystem::path& folder);

/// A page that says that the front end was not built, and how to.
PageFiles missing_pages();

/// Files ready to be sent. Immutable.
class Pages {
 public:
  /// Without an index.html among the files nothing is found but the files themselves.
  explicit Pages(const PageFiles& files);

  /// The file of this path. Where it has no extension and is not below /assets: the page of this
  /// name, else index.html, as it is an address within that page then. Throws Refusal{404} for all
  /// else.
  Response answer(const Request& request) const;

 private:
  struct Form {
    std::string bytes, etag, encoding;  ///< Encoding: empty, `br`, `gzip`.
  };
  struct File {
    std::string_view type;
    Keeping keeping = Keeping::ask_again;
    std::vector<Form> forms;  ///< The preferred first, the plain one last.
    std::string policy;       ///< Of a page its own, else that of index.html.
  };

  const File* find(const std::vector<std::string>& segments) const;

  std::map<std::string, File, std::less<>> files_;
};

/// What a page may load and run: files of this server, and the scripts and styles that stand in
/// `html` itself, by their hashes.
std::string policy_of(std::string_view html);

/// How much an Accept-Encoding wants an encoding: 0 (not at all) to 1. RFC 9110, 12.5.3.
double wanted_share(std::string_view accepted, std::string_view encoding);

/// Serves the pages at every address that no other route has. After all other routes.
void add_pages(Routes& routes, Pages pages);

}  // namespace stagecraft::http
