#include "process/reader.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "base/error.h"
#include "process/decode.h"
#include "process/extends.h"
#include "process/limits.h"
#include "process/places.h"

namespace stagecraft::process {
namespace {

/// True when the file is of a format that this release reads; reports otherwise.
bool is_known_format(const Node& tree, Reading& reading) {
  const Node* version = tree.find("stagecraft");
  if (!version || !version->is_scalar() || version->text == "1") return true;
  const bool is_number =
      version->text.find_first_not_of("0123456789") == std::string::npos && version->text != "0";
  if (!is_number) return true;
  reading.report("format-version", version->mark,
                 base::say("this map is of format {}; stagecraft {} reads format 1, so a newer "
                           "release is needed",
                           shown(version->text), std::string(STAGECRAFT_VERSION)));
  return false;
}

/// Reports what is no map at all.
bool is_map(const Resolved& resolved, Reading& reading) {
  if (!reading.errors.empty() && !resolved.has_content) return false;
  if (!resolved.has_content) {
    reading.report("missing-key", {.file = 0, .line = 1, .column = 1},
                   "this file is empty; 'stagecraft map new' makes a first map");
    return false;
  }
  if (resolved.tree.is_mapping()) return true;
  if (!resolved.tree.cut && resolved.tree.kind != Node::Kind::refused)
    reading.report("wrong-type", resolved.tree.mark,
                   "a map is a mapping: its first line is 'stagecraft: 1'");
  return false;
}

/// At most one byte more than a map may have, which suffices to refuse the rest.
std::string read_all(std::istream& stream) {
  std::string text(limits::file_bytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

}  // namespace

std::optional<std::string> no_files(const std::string&) { return std::nullopt; }

std::optional<std::string> read_text_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  return read_all(stream);
}

LoadedMap read_map(std::string_view text, const std::string& file_name, const FileSource& files) {
  Reading reading;
  LoadedMap loaded;
  Resolved resolved = resolve(text, file_name, files, reading);
  if (is_map(resolved, reading) && is_known_format(resolved.tree, reading)) {
    loaded.map = decode_map(resolved.tree, reading);
    check_invariants(loaded.map, resolved.tree, reading);
  }
  loaded.errors = std::move(reading.errors);
  sort_errors(loaded.errors);
  loaded.removed = std::move(resolved.removed);
  loaded.unknown_edits = std::move(resolved.unknown_edits);
  loaded.implicit_ids = std::move(resolved.implicit_ids);
  loaded.places = PlaceIndex::build(std::move(resolved.tree), std::move(reading.files));
  return loaded;
}

LoadedMap read_map_file(const std::string& path) {
  if (path == "-") {
    const std::string text = read_all(std::cin);
    return read_map(text, path, read_text_file);
  }
  const auto text = read_text_file(path);
  if (!text)
    throw base::Error(base::ErrorKind::io, fmt::format("'{}' cannot be read.", shown_file(path)));
  const auto folder = std::filesystem::path(path).parent_path();
  return read_map(*text, path, [&](const std::string& base) {
    return read_text_file((folder / base).string());
  });
}

}  // namespace stagecraft::process
