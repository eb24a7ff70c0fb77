#include "http/file_sample.h"

#include <fstream>
#include <string_view>

#include "base/error.h"
#include "history/byte_source.h"

namespace stagecraft::http {
namespace {

/// At most so many bytes; `is_whole` when the file has no more.
std::string read_beginning(const std::string& path, std::size_t most, bool& is_whole) {
  const auto source = history::open_source(path);
  std::string text(most + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const auto read = source->read(text.data() + size, text.size() - size);
    if (read == 0) break;
    size += read;
  }
  is_whole = size <= most;
  text.resize(size);
  return text;
}

/// Leaves whole rows or traces; false: there is none.
bool cut(std::string& text) {
  constexpr std::string_view end_of_trace = "</trace>", end_of_log = "\n</log>\n";
  const auto first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool is_xml = first != std::string::npos && text[first] == '<';
  const auto end = is_xml ? text.rfind(end_of_trace) : text.rfind('\n');
  if (end == std::string::npos) return false;
  text.resize(end + (is_xml ? end_of_trace.size() : 1));
  if (is_xml) text += end_of_log;
  return true;
}

}  // namespace

FileSample sample_file(const std::string& path, const std::filesystem::path& folder,
                       std::size_t most) {
  FileSample sample;
  auto text = read_beginning(path, most, sample.is_whole);
  if (!sample.is_whole) sample.is_whole = !cut(text);
  const auto name = folder / std::filesystem::path(path).filename();
  sample.path = name.string();
  std::filesystem::create_directories(folder);
  std::filesystem::remove(name);  // It may be a link, behind which stands the file.
  if (sample.is_whole) {
    std::filesystem::create_hard_link(path, name);
    return sample;
  }
  sample.bytes = std::ssize(text);
  std::ofstream out(name, std::ios::binary);
  out << text;
  if (!out.flush())
    throw base::Error(base::ErrorKind::io,
                      base::say("The beginning of a file cannot be kept in {}.", folder.string()));
  return sample;
}

}  // namespace stagecraft::http
