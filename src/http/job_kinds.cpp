#include <array>

#include "http/bulk_changes.h"
#include "http/import_job.h"
#include "http/job_runner.h"
#include "http/sample_job.h"

namespace stagecraft::http {

std::span<const JobKind> job_kinds() {
  static constexpr std::array kinds{
      JobKind{bulk_change_word, selling::Right::deal_bulk, run_bulk_change, report_bulk_change},
      JobKind{import_word, selling::Right::deal_import, run_import},
      JobKind{import_undo_word, selling::Right::deal_import, run_import_undo},
      JobKind{sample_word, selling::Right::workspace_change, run_sample},
      JobKind{sample_removal_word, selling::Right::workspace_change, run_sample_removal}};
  return kinds;
}

}  // namespace stagecraft::http
