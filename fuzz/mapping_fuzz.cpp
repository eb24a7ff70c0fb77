#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"
#include "history/import.h"
#include "history/mapping.h"

namespace {

namespace history = stagecraft::history;

/// A file of this process, so that several fuzzers can run at once.
std::string data_file() {
  static const std::string file = (std::filesystem::temp_directory_path() /
                                   ("stagecraft_fuzz_" + std::to_string(getpid()) + ".csv"))
                                      .string();
  return file;
}

}  // namespace

/// The mapping up to a line `---`, then a CSV that is read by it. Whatever they hold, the answer is
/// a log and a report, or an Error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto cut = text.find("\n---\n");
  try {
    const auto mapping = history::read_mapping(text.substr(0, cut), "fuzz.yaml");
    if (cut == std::string::npos) return 0;
    std::ofstream(data_file(), std::ios::binary) << text.substr(cut + 5);
    (void)history::import_history({data_file()}, {.mapping = &mapping, .threads = 1});
  } catch (const stagecraft::base::Error&) {
    // The expected way out for input that can't be used.
  }
  return 0;
}
