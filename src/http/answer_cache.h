#pragma once

#include <functional>
#include <memory>
#include <string>

#include "http/recent_results.h"

namespace stagecraft::http {

/// Answers that took long to make.
class AnswerCache {
 public:
  explicit AnswerCache(std::size_t most) : results_(most) {}

  std::shared_ptr<const std::string> get(const std::string& key,
                                         const std::function<std::string()>& make) {
    return results_.get(key, [&] { return std::make_shared<const std::string>(make()); });
  }

 private:
  RecentResults<std::string> results_;
};

}  // namespace stagecraft::http
