#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace stagecraft::http {

/// Name and value of a header; names of requests are in lower case.
using Header = std::pair<std::string, std::string>;

/// Why a request was not done, as its answer says it (RFC 9457).
struct Problem {
  int status = 500;
  base::Sentence detail;  ///< A sentence that a person can act on.
  std::vector<base::Fault> faults = {};
  std::vector<Header> headers = {};  ///< Allow, Retry-After ...
  /// A JSON object whose members stand beside the usual ones: what a program needs to go on. Empty:
  /// none. Routes that give some say so in their replies.
  std::string members = {};
};

/// Ends a request for a reason of HTTP's own; what the domain refuses is base::Error.
class Refusal : public std::exception {
 public:
  explicit Refusal(Problem problem) : problem_(std::move(problem)), what_(problem_.detail.text()) {}
  Refusal(int status, base::Sentence detail) : Refusal(Problem{status, std::move(detail)}) {}
  const Problem& problem() const { return problem_; }
  /// The detail in English.
  const char* what() const noexcept override { return what_.c_str(); }

 private:
  Problem problem_;
  std::string what_;
};

/// invalid 422, not_found 404, conflict 409, forbidden 403, too_large 413, io 503.
Problem to_problem(const base::Error& error);

/// `application/problem+json`: type, title, status, detail, faults, request_id, further members;
/// detail and faults as the book tells them.
std::string to_json(const Problem& problem, std::string_view request_id,
                    const base::Phrasebook& book);
/// Whether the book has every sentence of it.
bool is_known_to(const Problem& problem, const base::Phrasebook& book);

/// The phrase of a status: 404 is `Not Found`.
std::string_view reason_phrase(int status);

}  // namespace stagecraft::http
