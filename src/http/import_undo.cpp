#include "base/error.h"
#include "http/import_job.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/references.h"
#include "http/stream_answers.h"
#include "store/deals.h"
#include "store/imports.h"

namespace stagecraft::http {
namespace {

using selling::DealId;
using store::JobLine;

/// Of one step: a write of some ten milliseconds.
constexpr int undone_a_step = 200, removed_a_step = 200;

class UndoRun {
 public:
  UndoRun(RunningJob& running, store::ImportId import)
      : running_(running), job_(running.job()), import_(import) {
    if (job_.done_count > 0) report_ = from_json<UndoReport>(job_.report);
  }

  void run() {
    while (undo_some()) {
    }
    while (remove_customers()) {
    }
    running_.step([this](const Desk& desk, store::Transaction& transaction) {
      store::end_undoing(transaction, {.import = import_, .by = job_.by.value(), .at = desk.now()});
      if (const auto import = store::find_import(desk.db(), import_); import && import->job)
        store::note_undone(transaction, *import->job);
      return Advance{.done = done(), .total = done(), .report = to_json(report_)};
    });
    wake_followers(running_.app());
  }

 private:
  std::int64_t done() const { return report_.deals_undone + report_.deals_kept; }

  bool undo_some() {
    const auto before = report_;
    bool has_more = true;
    running_.step([&](const Desk& desk, store::Transaction& transaction) {
      report_ = before;
      const auto deals =
          store::deals_to_undo(desk.db(), import_, DealId{report_.last_deal}, undone_a_step);
      has_more = !deals.empty();
      std::vector<DealId> undone;
      std::vector<JobLine> kept;
      auto number = store::last_job_line(desk.db(), job_.id);
      for (const auto id : deals)
        if (const auto reason = reason_to_keep(desk, id); reason.empty())
          undone.push_back(id);
        else
          kept.push_back(
              {.number = ++number, .outcome = "kept", .deal = id, .text = desk.told(reason)});
      store::undo_deals(transaction, import_, undone, desk.maps());
      store::add_job_lines(transaction, job_.id, kept);
      report_.deals_undone += std::ssize(undone);
      report_.deals_kept += std::ssize(kept);
      if (has_more) report_.last_deal = deals.back().value;
      return Advance{.done = done(), .report = to_json(report_)};
    });
    return has_more;
  }

  base::Sentence reason_to_keep(const Desk& desk, DealId id) const {
    if (base::Sentence reason = store::changed_since(desk.db(), import_, id); !reason.empty())
      return reason;
    const auto deal = store::find_deal(desk.db(), desk.viewer(), id, desk.maps());
    if (deal && selling::reaches(desk.actor(), holder_of(*deal))) return {};
    return "it is not in your reach";
  }

  /// Contacts first, as accounts are needed by their contacts.
  bool remove_customers() {
    const auto before = report_;
    int removed = 0;
    running_.step([&](const Desk&, store::Transaction& transaction) {
      report_ = before;
      removed = store::remove_imported_contacts(transaction, import_, removed_a_step);
      report_.contacts_removed += removed;
      if (removed == 0) {
        removed = store::remove_imported_accounts(transaction, import_, removed_a_step);
        report_.accounts_removed += removed;
      }
      return Advance{.done = done(), .report = to_json(report_)};
    });
    return removed > 0;
  }

  RunningJob& running_;
  const store::Job& job_;
  store::ImportId import_;
  UndoReport report_;
};

}  // namespace

void run_import_undo(RunningJob& running) {
  undo_import(running, {from_json<UndoCommand>(command_of(running.job())).import_id});
}

void undo_import(RunningJob& running, store::ImportId import) { UndoRun(running, import).run(); }

}  // namespace stagecraft::http
