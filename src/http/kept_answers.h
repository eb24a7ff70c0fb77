#pragma once

#include <functional>
#include <memory>
#include <string>

#include "http/desk.h"
#include "http/kept.h"

namespace stagecraft::http {

/// Answers to reading, kept for as long as nothing in the workspace changes, and for a second at
/// most, since what is due depends on the time. A page that many look at is made once. Thread-safe.
class KeptAnswers {
 public:
  struct Kept {
    std::string body;
    std::string etag;
  };

  /// The answer to `request`: the kept one, else what `make` tells within a reading.
  std::shared_ptr<const Kept> get(const Request& request, App& app,
                                  const std::function<Kept(const Desk&)>& make);

 private:
  struct Answer {
    std::shared_ptr<const Kept> told;
    std::int64_t second = 0;  ///< Of Unix time.
  };

  http::Kept<Answer> answers_{1024};
};

}  // namespace stagecraft::http
