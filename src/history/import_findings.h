#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/sentence.h"
#include "history/import.h"

namespace stagecraft::history {

/// Where in a file something was found.
struct CellPlace {
  std::string_view file;
  std::int64_t line = 0;
  std::string_view column = {};
  std::string_view value = {};
};

/// Writes into an ImportReport, within its limits. Not thread-safe.
class ImportFindings {
 public:
  explicit ImportFindings(ImportReport& report) : report_(report) {}

  /// A row that makes nothing.
  void reject_row(const CellPlace& place, base::Sentence reason);
  /// One value that can't be used; the rest of its row can.
  void leave_out_value(const CellPlace& place, base::Sentence reason);
  void accept_row() { ++report_.rows_accepted; }
  void read_row() { ++report_.rows_read; }
  void count_oddity(const base::Sentence& what, std::int64_t n = 1);
  void count_outside(std::string_view activity, std::int64_t n = 1);
  void count_correction(const std::string& what) { ++report_.corrections[what]; }
  void note(base::Sentence text);

  const ImportReport& report() const { return report_; }

 private:
  void list(const CellPlace& place, base::Sentence reason);

  ImportReport& report_;
};

}  // namespace stagecraft::history
