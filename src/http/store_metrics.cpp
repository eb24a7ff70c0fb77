#include "http/store_metrics.h"

#include <atomic>
#include <memory>

#include "base/error.h"
#include "store/events.h"

namespace stagecraft::http {
namespace {

struct WriterFigures {
  std::atomic<std::int64_t> batches{0}, jobs{0};
  Histogram commit_seconds;
  Histogram batch_jobs{Histogram::sizes};
};

void tell(MetricsPage& page, const WriterFigures& figures) {
  const auto told = [](const std::atomic<std::int64_t>& value) {
    return static_cast<double>(value.load(std::memory_order_relaxed));
  };
  page.counter({"stagecraft_commits_total", "Transactions of the writer that were committed."},
               told(figures.batches));
  page.counter({"stagecraft_changes_total", "Changes in them, also those that were refused."},
               told(figures.jobs));
  page.histogram({"stagecraft_commit_duration_seconds", "The commit alone: until it is durable."},
                 figures.commit_seconds);
  page.histogram({"stagecraft_commit_changes", "Changes that shared a commit."},
                 figures.batch_jobs);
}

/// Nothing where the database is away: then /ready says so.
void tell_lag(MetricsPage& page, store::Workspace& workspace, store::LiveLog& live_log) {
  try {
    const auto last = workspace.read(store::last_event);
    page.gauge({"stagecraft_events", "Number of the last event that is committed."},
               static_cast<double>(last.value));
    page.gauge({"stagecraft_live_log_lag_events",
                "Events that the history in memory has not read yet; it does when it is asked."},
               static_cast<double>(last.value - live_log.reached().value));
  } catch (const base::Error&) {
  }
}

}  // namespace

void tell_of_store(Metrics& metrics, store::Workspace& workspace, store::LiveLog& live_log) {
  // Shared by the writer, which counts, and the page.
  const auto figures = std::make_shared<WriterFigures>();
  workspace.writer().measure([figures](const store::Writer::Batch& batch) {
    figures->batches.fetch_add(1, std::memory_order_relaxed);
    figures->jobs.fetch_add(static_cast<std::int64_t>(batch.jobs), std::memory_order_relaxed);
    figures->commit_seconds.observe(batch.commit_seconds);
    figures->batch_jobs.observe(static_cast<double>(batch.jobs));
  });
  metrics.add([figures, &workspace, &live_log](MetricsPage& page) {
    tell(page, *figures);
    page.gauge({"stagecraft_writer_queue", "Changes that wait for the writer."},
               static_cast<double>(workspace.writer().waiting()));
    tell_lag(page, workspace, live_log);
  });
}

}  // namespace stagecraft::http
