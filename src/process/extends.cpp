#include "process/extends.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

#include "process/decode.h"
#include "process/elements.h"
#include "process/implicit_ids.h"
#include "process/limits.h"
#include "process/merge.h"

namespace stagecraft::process {
namespace {

using base::say;
using base::Sentence;

/// One file of a chain: its tree, and its path relative to the folder of the top file.
struct Layer {
  Node tree;
  std::string path;
};

std::string folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return std::string(slash == std::string_view::npos ? "" : path.substr(0, slash + 1));
}

/// `path`, seen from the file `from`, without `.` and `..`; nullopt when it leaves the top folder.
std::optional<std::string> join_path(std::string_view from, std::string_view path) {
  std::vector<std::string_view> parts;
  const std::string whole = folder_of(from) + std::string(path);
  for (std::size_t begin = 0; begin <= whole.size();) {
    const auto end = std::min(whole.find('/', begin), whole.size());
    const auto part = std::string_view(whole).substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else {
      if (parts.empty()) return std::nullopt;
      parts.pop_back();
    }
  }
  return fmt::format("{}", fmt::join(parts, "/"));
}

bool is_absolute(std::string_view path) {
  const bool has_drive = path.size() > 1 && path[1] == ':';
  return path.starts_with('/') || path.starts_with('\\') || has_drive ||
         path.find("://") != std::string_view::npos;
}

bool is_bpmn(std::string_view path, std::string_view text) {
  const auto content = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return path.ends_with(".bpmn") || (content != std::string_view::npos && text[content] == '<');
}

class Chain {
 public:
  Chain(const std::string& file_name, const FileSource& files, Reading& reading)
      : top_folder_(folder_of(file_name)), files_(files), reading_(reading) {}

  Resolved read(std::string_view text, const std::string& file_name) {
    Resolved result;
    const std::string path = file_name.substr(folder_of(file_name).size());
    result.has_content = add_layer(text, file_name, path, result);
    while (layers_.size() <= limits::extends + 1 && add_base(result)) {
    }
    result.tree = std::move(layers_.back().tree);
    for (std::size_t i = layers_.size() - 1; i-- > 0;) {
      if (i == 0) result.base = result.tree;
      merge_variant(std::move(result.tree), std::move(layers_[i].tree), reading_, result);
    }
    if (result.is_base_missing) result.tree.cut = true;
    return result;
  }

 private:
  /// Returns whether the file holds anything.
  bool add_layer(std::string_view text, const std::string& name, std::string path,
                 Resolved& result) {
    const auto number = static_cast<std::uint16_t>(reading_.files.size());
    reading_.files.push_back(name);
    ParsedYaml parsed = parse_yaml(text, name, number);
    std::ranges::move(parsed.errors, std::back_inserter(reading_.errors));
    Node& root = parsed.document.root;
    check_unique_ids(root, reading_);
    auto made = add_implicit_ids(root);
    std::ranges::move(made, std::back_inserter(result.implicit_ids));
    layers_.push_back({std::move(root), std::move(path)});
    return parsed.document.has_content;
  }

  /// Reads what the last layer extends; false when it extends nothing that can be read.
  bool add_base(Resolved& result) {
    const Entry* extends = layers_.back().tree.find_entry("extends");
    if (!extends || !extends->value.is_scalar()) return false;
    const Node& value = extends->value;
    result.is_base_missing = true;
    const auto path = base_path(value);
    if (!path || closes_cycle(value.mark, *path)) return false;
    if (layers_.size() > limits::extends) {
      reading_.report("too-large", value.mark,
                      say("more than {} maps extend one another", limits::extends));
      return false;
    }
    const auto text = files_(*path);
    if (!text) return missing(value, "is not there");
    if (is_bpmn(*path, *text)) return missing(value, "is a BPMN file; import it into a map first");
    result.is_base_missing = false;
    if (!add_layer(*text, top_folder_ + *path, *path, result)) return missing(value, "is empty");
    return true;
  }

  std::optional<std::string> base_path(const Node& extends) {
    if (is_absolute(extends.text)) {
      missing(extends, "is an absolute path; write it relative to this file");
      return std::nullopt;
    }
    auto path = join_path(layers_.back().path, extends.text);
    if (!path || path->empty()) {
      missing(extends, "lies outside the folder of the map that is read");
      return std::nullopt;
    }
    return path;
  }

  bool closes_cycle(Mark at, const std::string& path) {
    if (std::ranges::find(layers_, path, &Layer::path) == layers_.end()) return false;
    std::string chain;
    for (const Layer& layer : layers_) chain += shown(layer.path) + " -> ";
    reading_.report("extends-cycle", at,
                    say("the maps extend one another in a circle: {}", chain + shown(path)));
    return true;
  }

  bool missing(const Node& extends, Sentence why) {
    reading_.report("extends-missing", extends.mark,
                    say("'{}', which this map extends, {}", shown(extends.text), std::move(why)));
    return false;
  }

  std::string top_folder_;
  const FileSource& files_;
  Reading& reading_;
  std::vector<Layer> layers_;
};

}  // namespace

Resolved resolve(std::string_view text, const std::string& file_name, const FileSource& files,
                 Reading& reading) {
  return Chain(file_name, files, reading).read(text, file_name);
}

}  // namespace stagecraft::process
