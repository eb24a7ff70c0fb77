#include "http/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "http/json_writer.h"

namespace stagecraft::http {
namespace {

struct Status {
  int number;
  std::string_view phrase;
};

constexpr std::array statuses{Status{200, "OK"},
                              Status{201, "Created"},
                              Status{202, "Accepted"},
                              Status{204, "No Content"},
                              Status{206, "Partial Content"},
                              Status{302, "Found"},
                              Status{303, "See Other"},
                              Status{304, "Not Modified"},
                              Status{400, "Bad Request"},
                              Status{401, "Unauthorized"},
                              Status{403, "Forbidden"},
                              Status{404, "Not Found"},
                              Status{405, "Method Not Allowed"},
                              Status{406, "Not Acceptable"},
                              Status{408, "Request Timeout"},
                              Status{409, "Conflict"},
                              Status{410, "Gone"},
                              Status{411, "Length Required"},
                              Status{412, "Precondition Failed"},
                              Status{413, "Content Too Large"},
                              Status{414, "URI Too Long"},
                              Status{415, "Unsupported Media Type"},
                              Status{417, "Expectation Failed"},
                              Status{421, "Misdirected Request"},
                              Status{422, "Unprocessable Content"},
                              Status{428, "Precondition Required"},
                              Status{429, "Too Many Requests"},
                              Status{431, "Request Header Fields Too Large"},
                              Status{500, "Internal Server Error"},
                              Status{501, "Not Implemented"},
                              Status{503, "Service Unavailable"},
                              Status{505, "HTTP Version Not Supported"}};

int status_of(base::ErrorKind kind) {
  switch (kind) {
    case base::ErrorKind::invalid:
      return 422;
    case base::ErrorKind::not_found:
      return 404;
    case base::ErrorKind::conflict:
      return 409;
    case base::ErrorKind::forbidden:
      return 403;
    case base::ErrorKind::too_large:
      return 413;
    case base::ErrorKind::io:
      return 503;
  }
  return 500;
}

}  // namespace

std::string_view reason_phrase(int status) {
  for (const auto& known : statuses)
    if (known.number == status) return known.phrase;
  return "Unknown";
}

Problem to_problem(const base::Error& error) {
  return {.status = status_of(error.kind()), .detail = error.sentence(), .faults = error.faults()};
}

namespace {

/// An object with the members of another added to it.
std::string joined(std::string object, std::string_view members) {
  if (members.size() <= 2) return object;
  object.back() = ',';
  return object.append(members.substr(1));
}

}  // namespace

std::string to_json(const Problem& problem, std::string_view request_id,
                    const base::Phrasebook& book) {
  JsonList faults;
  for (const auto& fault : problem.faults)
    faults.add(JsonObject()
                   .text("at", fault.at)
                   .text("message", fault.message.text(book))
                   .text("mend", fault.mend.text(book))
                   .str());
  return joined(JsonObject()
                    .text("type", fmt::format("/api/docs#status-{}", problem.status))
                    .text("title", reason_phrase(problem.status))
                    .add("status", fmt::to_string(problem.status))
                    .text("detail", problem.detail.text(book))
                    .add("faults", faults.str())
                    .text("request_id", request_id)
                    .str(),
                problem.members);
}

bool is_known_to(const Problem& problem, const base::Phrasebook& book) {
  return problem.detail.is_known_to(book) &&
         std::ranges::all_of(problem.faults, [&](const base::Fault& fault) {
           return fault.message.is_known_to(book) && fault.mend.is_known_to(book);
         });
}

}  // namespace stagecraft::http
