#include <array>

#include "http/bulk_changes.h"
#include "http/import_job.h"
#include "http/job_runner.h"

namespace stagecraft::http {

std::span<const JobKind> job_kinds() {
  static constexpr std::array kinds{
      JobKind{bulk_change_word, selling::Right::deal_bulk, run_bulk_change, report_bulk_change},
      JobKind{import_word, selling::Right::deal_import, run_import},
      JobKind{import_undo_word, selling::Right::deal_import, run_import_undo}};
  return kinds;
}

}  // namespace stagecraft::http
