#pragma once

#include <string>
#include <vector>

#include "base/sentence.h"

namespace stagecraft::history {

/// In English.
inline std::vector<std::string> texts_of(const std::vector<base::Sentence>& sentences) {
  std::vector<std::string> texts;
  for (const auto& sentence : sentences) texts.push_back(sentence.text());
  return texts;
}

}  // namespace stagecraft::history
