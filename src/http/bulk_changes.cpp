#include "http/bulk_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "http/deal_commands.h"
#include "http/deal_query.h"
#include "http/job_shapes.h"
#include "http/json_reader.h"
#include "http/references.h"
#include "http/resources.h"
#include "http/write_once.h"
#include "selling/gaps.h"
#include "selling/merging.h"
#include "store/deals.h"

namespace stagecraft::http {

/// One verb, with its command, on many deals.
struct BulkChange {
  std::vector<selling::DealId> deals;
  std::optional<std::string> filter;
  std::optional<selling::ChangeAttributes> attributes;
  std::optional<selling::EnterStage> stage_entry;
  std::optional<selling::Qualify> qualification;
  std::optional<selling::CloseDeal> closing;
  std::optional<selling::ReopenDeal> reopening;
  std::optional<selling::Finish> finish;
  std::optional<selling::LogTouchpoint> touchpoint;
  std::optional<selling::GiveLiterature> literature;
  std::optional<selling::NewPromise> promise;
  std::optional<MigrateDeal> migration;
  std::optional<Deletion> deletion;
  bool dry_run = false;
  static constexpr Note notes[] = {
      {.field = "deals", .text = "Their ids; or else `filter`", .may_be_left_out = true},
      {.field = "filter",
       .text = "Which deals, as behind /api/deals?: status=open&stage=needs. Those that it finds "
               "when it is asked for"},
      {.field = "attributes", .text = "Assign, or change fields: as PATCH /api/deals/{deal}"},
      {.field = "stage_entry", .text = "As /api/deals/{deal}/stage-entries"},
      {.field = "qualification", .text = "As /api/deals/{deal}/qualifications"},
      {.field = "closing", .text = "As /api/deals/{deal}/closings"},
      {.field = "reopening", .text = "As /api/deals/{deal}/reopenings"},
      {.field = "finish", .text = "As /api/deals/{deal}/finishes"},
      {.field = "touchpoint", .text = "As /api/deals/{deal}/touchpoints"},
      {.field = "literature", .text = "As /api/deals/{deal}/literature"},
      {.field = "promise", .text = "As /api/deals/{deal}/promises"},
      {.field = "migration", .text = "As /api/deals/{deal}/migrations"},
      {.field = "deletion", .text = "As /api/deals/{deal}/deletions"},
      {.field = "dry_run", .text = "Only say what would come of it", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(BulkChange, (),
                      (deals, filter, attributes, stage_entry, qualification, closing, reopening,
                       finish, touchpoint, literature, promise, migration, deletion, dry_run))

struct BulkReport {
  bool dry_run = false;
  std::int64_t deals = 0, changed = 0, unchanged = 0, refused = 0;
};
BOOST_DESCRIBE_STRUCT(BulkReport, (), (dry_run, deals, changed, unchanged, refused))

namespace {

using base::Error;
using base::ErrorKind;
using base::Sentence;
using selling::DealId;
using selling::Right;
using store::JobLine;

constexpr std::size_t most_deals = 100'000;
constexpr std::size_t deals_at_a_look = 50;
constexpr int page_size = 500;

constexpr std::string_view waiting = "waiting", changed = "changed", unchanged = "unchanged",
                           refused = "refused";

/// The verb of a bulk change, with its command.
struct BulkAct {
  Right right;
  std::function<selling::Change(const Desk&, const selling::Deal&)> verb;
};

/// The acts that a body asks for; one is right.
class Acts {
 public:
  template <class Command>
  Acts& add(Right right, const std::optional<Command>& command,
            selling::Change (*verb)(const selling::Deal&, const Command&,
                                    const selling::Setting&)) {
    if (command)
      acts_.push_back({right, [command = *command, verb](const Desk& desk, const auto& deal) {
                         return verb(deal, command, desk.setting(deal));
                       }});
    return *this;
  }
  Acts& add(BulkAct act) {
    acts_.push_back(std::move(act));
    return *this;
  }
  const std::vector<BulkAct>& all() const { return acts_; }

 private:
  std::vector<BulkAct> acts_;
};

/// Throws Error{invalid} unless exactly one act is asked for.
BulkAct act_of(const BulkChange& wanted) {
  Acts acts;
  acts.add(Right::deal_change, wanted.attributes, selling::change_attributes)
      .add(Right::deal_move, wanted.stage_entry, selling::enter_stage)
      .add(Right::deal_move, wanted.qualification, selling::qualify)
      .add(Right::deal_move, wanted.closing, selling::close_deal)
      .add(Right::deal_move, wanted.reopening, selling::reopen_deal)
      .add(Right::deal_move, wanted.finish, selling::finish)
      .add(Right::deal_change, wanted.touchpoint, selling::log_touchpoint)
      .add(Right::deal_change, wanted.literature, selling::give_literature)
      .add(Right::deal_change, wanted.promise, selling::make_promise);
  if (wanted.migration)
    acts.add({Right::deal_migrate, [to = *wanted.migration](const Desk& desk, const auto& deal) {
                return migrate(desk, deal, to);
              }});
  if (wanted.deletion)
    acts.add(
        {Right::deal_delete, [note = wanted.deletion->note](const Desk& desk, const auto& deal) {
           return selling::delete_deal(deal, note, desk.setting(deal));
         }});
  if (acts.all().size() == 1) return acts.all().front();
  selling::Gaps gaps;
  gaps.add("",
           acts.all().empty() ? Sentence("it says nothing to do")
                              : Sentence("it says several things to do"),
           "Give one of attributes, stage_entry, qualification, closing, reopening, finish, "
           "touchpoint, literature, promise, migration and deletion.");
  gaps.refuse("The deals cannot be changed");
  return {};
}

[[noreturn]] void refuse_many() {
  throw Error(ErrorKind::too_large,
              base::say("One bulk change takes at most {} deals. Make several.", most_deals));
}

std::vector<DealId> find_deals(const Desk& desk, std::string_view filter) {
  auto query = read_deal_filter(filter);
  query.order = "id";
  query.is_descending = false;
  query.limit = page_size;
  query.cursor.clear();
  std::vector<DealId> deals;
  do {
    const auto page = store::list_deals(desk.db(), desk.viewer(), query);
    for (const auto& row : page.rows) deals.push_back(row.id);
    if (deals.size() > most_deals) refuse_many();
    query.cursor = page.next;
  } while (!query.cursor.empty());
  return deals;
}

/// Each once, in the order given.
std::vector<DealId> deals_of(const Desk& desk, const BulkChange& wanted) {
  selling::Gaps gaps;
  gaps.unless(wanted.deals.empty() == wanted.filter.has_value(), "/deals",
              "the deals are told by their ids, or by a filter", "Give one of the two.");
  gaps.refuse("The deals cannot be changed");
  if (wanted.filter) return find_deals(desk, *wanted.filter);
  if (wanted.deals.size() > most_deals) refuse_many();
  std::vector<DealId> deals;
  std::set<DealId> known;
  for (const auto id : wanted.deals)
    if (known.insert(id).second) deals.push_back(id);
  return deals;
}

std::vector<JobLine> lines_of(const std::vector<DealId>& deals) {
  std::vector<JobLine> lines;
  for (const auto id : deals)
    lines.push_back({.number = std::ssize(lines) + 1,
                     .outcome = std::string(waiting),
                     .source = fmt::to_string(id.value)});
  return lines;
}

Response ask_for_change(const Request& request, App& app) {
  auto wanted = request.read<BulkChange>();
  const auto act = act_of(wanted);
  selling::require(request.who().actor, act.right);
  // A filter may walk all deals: not while writers wait.
  std::optional<Response> kept;
  const auto deals = look(request, app, [&](const Desk& desk) {
    kept = find_kept(request, desk);
    return kept ? std::vector<DealId>() : deals_of(desk, wanted);
  });
  if (kept) return *std::move(kept);
  auto response = write_once(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    auto command = wanted;
    command.deals.clear();  // They are the lines of the job.
    const auto id = queue_job(transaction, request, bulk_change_word, to_json(command), desk.now());
    store::add_job_lines(transaction, id, lines_of(deals));
    store::set_job_total(transaction, id, std::ssize(deals));
    return reply_queued(desk, id);
  });
  if (app.jobs != nullptr) app.jobs->wake();
  return response;
}

/// What a verb makes of one deal; the change, or why not.
struct Decision {
  std::optional<selling::Deal> deal;
  selling::Change change;
  Sentence refusal;
};

Decision decide(const Desk& desk, const BulkAct& act, const JobLine& line) {
  try {
    auto deal = desk.deal_for(act.right, selling::find_deal_id(line.source).value_or(DealId{}));
    auto change = act.verb(desk, deal);
    check_references(desk, deal, change);
    return {std::move(deal), std::move(change), {}};
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::io) throw;
    return {.deal = {}, .change = {}, .refusal = error.sentence()};
  }
}

JobLine told(const Desk& desk, const JobLine& line, const Decision& decision) {
  JobLine after = line;
  after.outcome = !decision.refusal.empty() ? refused
                  : decision.change.empty() ? unchanged
                                            : changed;
  after.text = desk.told(decision.refusal);
  if (decision.deal) after.deal = decision.deal->id;
  return after;
}

class BulkRun {
 public:
  explicit BulkRun(RunningJob& running)
      : running_(running),
        job_(running.job()),
        wanted_(from_json<BulkChange>(command_of(job_))),
        act_(act_of(wanted_)) {}

  void run() {
    done_ = running_.look([&](const Desk& desk) {
      return job_.total_count.value_or(0) -
             store::count_job_lines(desk.db(), job_.id)[std::string(waiting)];
    });
    for (auto lines = next_lines(0); !lines.empty(); lines = next_lines(lines.back().number)) {
      if (wanted_.dry_run)
        try_out(lines);
      else
        change(lines);
    }
  }

 private:
  /// That still wait: a step that failed may have left one among those that are done.
  std::vector<JobLine> next_lines(std::int64_t after) {
    return running_.look([&](const Desk& desk) {
      return store::list_job_lines(desk.db(), {.job = job_.id,
                                               .outcome = std::string(waiting),
                                               .after = after,
                                               .limit = static_cast<int>(deals_at_a_look)});
    });
  }

  void change(const std::vector<JobLine>& lines) {
    for (const auto& line : lines) change_one(line);
    running_.finish_steps();
  }

  /// A step a deal, so that one that fails takes no other with it; they share their commit.
  void change_one(const JobLine& line) {
    const auto done = ++done_;
    running_.begin_step([this, line, done](const Desk& desk, store::Transaction& transaction) {
      const auto decision = decide(desk, act_, line);
      if (!decision.change.empty())
        store::append(transaction, *decision.deal, decision.change, desk.maps());
      store::set_job_line(transaction, job_.id, told(desk, line, decision));
      return Advance{.done = done};
    });
  }

  void try_out(std::vector<JobLine>& lines) {
    running_.look([&](const Desk& desk) {
      for (auto& line : lines) line = told(desk, line, decide(desk, act_, line));
      return 0;
    });
    done_ += std::ssize(lines);
    running_.step([&](const Desk&, store::Transaction& transaction) {
      for (const auto& line : lines) store::set_job_line(transaction, job_.id, line);
      return Advance{.done = done_};
    });
  }

  RunningJob& running_;
  const store::Job& job_;
  BulkChange wanted_;
  BulkAct act_;
  std::int64_t done_ = 0;  ///< With those of the steps that were begun.
};

}  // namespace

void run_bulk_change(RunningJob& running) { running.carry_out<BulkRun>(); }

std::string report_bulk_change(store::Connection& db, const store::Job& job) {
  auto counts = store::count_job_lines(db, job.id);
  const auto count = [&](std::string_view outcome) { return counts[std::string(outcome)]; };
  return to_json(BulkReport{.dry_run = from_json<BulkChange>(command_of(job)).dry_run,
                            .deals = job.total_count.value_or(0),
                            .changed = count(changed),
                            .unchanged = count(unchanged),
                            .refused = count(refused)});
}

void add_bulk_changes(Routes& routes) {
  routes.add({.method = Method::post,
              .path = "/api/bulk-changes",
              .access = Access::with(Right::deal_bulk),
              .summary = "Change many deals at once, as a job",
              .text = "Each deal meets the same rules as by itself, with its gate and your rights "
                      "at that moment. The lines of the job say what became of each, and why.",
              .body = &shape_of<BulkChange>(),
              .replies = {{201, "The job", &shape_of<JobView>()}},
              .handler = ask_for_change,
              .takes_idempotency_key = true});
}

}  // namespace stagecraft::http
