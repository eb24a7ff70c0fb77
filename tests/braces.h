#pragma once

#include <yaml-cpp/yaml.h>

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace stagecraft {

/// Of every text of a file of sentences, by entry and key (`no-goals/flat says`), the braces in it.
/// Examples, whose braces are YAML, have none.
inline std::map<std::string, std::multiset<std::string>> braces_of_texts(std::string_view yaml) {
  std::map<std::string, std::multiset<std::string>> texts;
  for (const auto& entry : YAML::Load(std::string(yaml)))
    for (const auto& text : entry.second) {
      const auto key = text.first.as<std::string>();
      const auto words = text.second.as<std::string>();
      auto& braces = texts[entry.first.as<std::string>() + " " + key];
      if (key == "breaks") continue;
      for (auto open = words.find('{'); open != std::string::npos; open = words.find('{', open + 1))
        braces.insert(words.substr(open, words.find('}', open) - open + 1));
    }
  return texts;
}

}  // namespace stagecraft
