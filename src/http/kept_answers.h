#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "http/coalesced.h"
#include "http/desk.h"
#include "http/kept.h"

namespace stagecraft::http {

/// Answers to reading, kept for as long as nothing in the workspace changes. A page that many look
/// at is made once. Thread-safe.
class KeptAnswers {
 public:
  /// What answers depend on beside what is stored: those that speak of what is due are kept for a
  /// second at most.
  enum class DependOn : std::uint8_t { time, nothing_else };

  explicit KeptAnswers(DependOn also) : also_(also) {}

  struct Kept {
    std::string body;
    std::string etag;  ///< Empty where the answer has none.
  };

  /// The answer to `request`: the kept one, else what `make` tells within a reading.
  std::shared_ptr<const Kept> get(const Request& request, App& app,
                                  const std::function<Kept(const Desk&)>& make);

 private:
  struct Answer {
    std::shared_ptr<const Kept> told;
    std::int64_t second = 0;  ///< Of Unix time; 0 where time does not matter.
  };

  std::int64_t second_of(base::Instant at) const;

  DependOn also_;

  http::Kept<Answer> answers_{1024};
  Coalesced<std::shared_ptr<const Kept>> made_;
};

}  // namespace stagecraft::http
