#include "http/import_job.h"

#include <algorithm>
#include <limits>
#include <memory>

#include "base/error.h"
#include "http/import_files.h"
#include "http/import_names.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/references.h"
#include "selling/importing.h"
#include "store/deals.h"
#include "store/events.h"
#include "store/imports.h"

namespace stagecraft::http {
namespace {

using base::Error;
using base::ErrorKind;
using history::DealIndex;
using selling::DealId;
using selling::Right;
using store::JobLine;

/// Of one step: a write of some ten milliseconds.
constexpr std::size_t deals_a_step = 200;
constexpr std::size_t events_a_step = 2'000;
constexpr std::size_t accounts_a_step = 200, lines_a_step = 1'000;
/// Of the report; files can have any number of rows that cannot be read.
constexpr std::size_t most_rejected_lines = 100'000, most_counts = 100;

/// One deal of the file, and what is to be done about it.
struct Prepared {
  selling::ImportedDeal imported;
  DealId id;  ///< 0: not here yet.
  selling::ImportedChange found;
  std::string refusal;  ///< As who imports is told it.
};

using Counts = std::map<std::string, std::int64_t>;

/// The most frequent, so that a report stays readable.
Counts most_frequent(const Counts& counts) {
  if (counts.size() <= most_counts) return counts;
  std::vector<std::pair<std::string, std::int64_t>> all(counts.begin(), counts.end());
  std::ranges::stable_sort(all, std::greater<>(), [](const auto& one) { return one.second; });
  return {all.begin(), all.begin() + most_counts};
}

class ImportRun {
 public:
  explicit ImportRun(RunningJob& running)
      : running_(running),
        job_(running.job()),
        command_(from_json<ImportCommand>(command_of(job_))),
        files_(running.app(), command_.uploads, job_.by.value()),
        mapping_(read_mapping(command_.mapping, files_.uploads())) {
    if (mapping_) mapping_->folder = files_.folder().string();
  }

  void run() {
    prepare();
    read();
    write_rejected();
    find_accounts();
    import_deals();
    running_.step([this](const Desk&, store::Transaction&) {
      return Advance{.done = total(), .total = total(), .report = to_json(report_)};
    });
  }

 private:
  std::int64_t total() const { return static_cast<std::int64_t>(log_.deal_count()); }

  void prepare() {
    running_.look([this](const Desk& desk) {
      version_ = command_.version ? &desk.version({command_.process, *command_.version})
                                  : &desk.newest_version(command_.process);
      names_.emplace(desk.db(), command_);
      import_ = store::find_import_of(desk.db(), job_.id);
      next_line_ = store::last_job_line(desk.db(), job_.id) + 1;
      return 0;
    });
    if (job_.done_count > 0) {
      report_ = from_json<ImportJobReport>(job_.report);
      names_->count_on(report_.unknown_people, report_.unknown_teams);
    }
    if (import_ || command_.dry_run) return;
    running_.step([this](const Desk& desk, store::Transaction& transaction) {
      store::create_import(transaction, {.source = source(),
                                         .sha256 = files_.uploads().front().sha256,
                                         .system = command_.system,
                                         .mapping = command_.mapping ? command_.mapping->text : "",
                                         .process = command_.process,
                                         .job = job_.id,
                                         .by = job_.by,
                                         .at = desk.now()});
      return Advance{};
    });
    running_.look([this](const Desk& desk) {
      import_ = store::find_import_of(desk.db(), job_.id);
      return 0;
    });
  }

  std::string source() const {
    std::string names;
    for (const auto& upload : files_.uploads()) names += (names.empty() ? "" : ", ") + upload.name;
    return names;
  }

  void read() {
    const history::ImportOptions options{
        .map = &version_->map,
        .mapping = mapping_ ? &*mapping_ : nullptr,
        .lifecycle = command_.lifecycle,
        .advice = running_.told(base::Sentence::of(mapping_advice)),
        .on_progress = [this](const auto&) { running_.require_running(); }};
    try {
      auto imported = history::import_history(files_.paths(), options);
      log_ = std::move(imported.log);
      read_ = std::move(imported.report);
    } catch (const Error& error) {
      throw Error(ErrorKind::invalid, files_.plain(running_.told(error.sentence())));
    }
    if (job_.done_count > 0) return;
    report_.dry_run = command_.dry_run;
    report_.rows_read = read_.rows_read;
    report_.rows_accepted = read_.rows_accepted;
    report_.rows_rejected = read_.rows_rejected;
    report_.rejected_by_reason = most_frequent(told(read_.rejected_by_reason));
    report_.outside_map = most_frequent(read_.outside_map);
    report_.corrections = most_frequent(read_.corrections);
    report_.oddities = most_frequent(told(read_.oddities));
    for (const auto& note : read_.notes)
      report_.remarks.push_back(files_.plain(running_.told(note)));
    report_.as_of = read_.as_of;
    report_.as_of_stated = read_.as_of_stated;
  }

  /// Of what the reading counts in English.
  Counts told(const Counts& english) const {
    Counts counts;
    for (const auto& [text, count] : english)
      counts[files_.plain(running_.told(read_.sentences.at(text)))] += count;
    return counts;
  }

  void write_rejected() {
    if (job_.done_count > 0) return;
    const auto count = std::min(read_.rejected.size(), most_rejected_lines);
    while (static_cast<std::size_t>(next_line_) <= count) {
      std::vector<JobLine> lines;
      for (auto i = static_cast<std::size_t>(next_line_) - 1;
           i < count && lines.size() < lines_a_step; ++i)
        lines.push_back(rejected_line(read_.rejected[i], static_cast<std::int64_t>(i) + 1));
      next_line_ += std::ssize(lines);
      running_.step([&](const Desk&, store::Transaction& transaction) {
        store::add_job_lines(transaction, job_.id, lines);
        return Advance{.total = total(), .report = to_json(report_)};
      });
    }
  }

  JobLine rejected_line(const history::RejectedRow& row, std::int64_t number) const {
    return {.number = number,
            .outcome = "rejected",
            .source = files_.plain(row.file),
            .line = row.line,
            .field = row.column,
            .value = row.value,
            .text = running_.told(row.reason)};
  }

  /// Names of accounts in the file, found or made before the deals that need them.
  void find_accounts() {
    const auto* accounts = log_.find_attribute("account");
    if (accounts == nullptr || !accounts->is_text()) return;
    std::vector<std::string> missing;
    running_.look([&](const Desk& desk) {
      for (std::uint32_t code = 1; code < accounts->dictionary.size(); ++code) {
        const std::string name(accounts->dictionary.text(code));
        if (names_->knows_account(name)) continue;
        if (const auto id = store::find_account_named(desk.db(), selling::fit_line(name)))
          names_->add_account(name, *id);
        else
          missing.push_back(name);
      }
      return 0;
    });
    if (command_.dry_run)
      count_accounts(missing);
    else
      make_accounts(missing);
  }

  /// Numbers that nothing has stand for accounts that would be made. A dry run that goes on after
  /// an interruption finds none of them made, and counts them anew.
  void count_accounts(const std::vector<std::string>& missing) {
    report_.accounts_created = 0;
    auto id = std::numeric_limits<std::int64_t>::max();
    for (const auto& name : missing) {
      if (names_->knows_account(name)) continue;
      names_->add_account(name, {id--});
      ++report_.accounts_created;
    }
  }

  void make_accounts(const std::vector<std::string>& missing) {
    for (std::size_t begin = 0; begin < missing.size(); begin += accounts_a_step) {
      const auto end = std::min(begin + accounts_a_step, missing.size());
      std::vector<std::pair<std::string, selling::AccountId>> found;
      std::int64_t made = 0;
      running_.step([&](const Desk& desk, store::Transaction& transaction) {
        selling::require(desk.actor(), Right::account_change);
        found.clear();
        made = 0;
        for (auto i = begin; i < end; ++i) {
          const auto name = selling::fit_line(missing[i]);
          // Two spellings of one name make one account.
          auto id = store::find_account_named(desk.db(), name);
          if (!id) {
            id = store::create_imported_account(transaction, import_->id,
                                                {.name = name, .created_at = desk.now()});
            ++made;
          }
          found.emplace_back(missing[i], *id);
        }
        return Advance{.done = job_.done_count, .total = total()};
      });
      for (const auto& [name, id] : found) names_->add_account(name, id);
      report_.accounts_created += made;
    }
  }

  // --- deals ---

  void import_deals() {
    auto next = static_cast<DealIndex>(job_.done_count);
    while (next < log_.deal_count()) {
      auto step = std::make_shared<std::vector<Prepared>>(prepare_deals(next));
      next += static_cast<DealIndex>(step->size());
      auto lines = std::make_shared<std::vector<JobLine>>(lines_of(*step));
      count(*step);
      report_.unknown_people = most_frequent(names_->unknown_people());
      report_.unknown_teams = most_frequent(names_->unknown_teams());
      // The next deals are prepared while these are written.
      running_.finish_steps();
      running_.begin_step([this, step, lines, next, report = to_json(report_)](
                              const Desk& desk, store::Transaction& transaction) {
        if (!command_.dry_run) write(desk, transaction, *step);
        store::add_job_lines(transaction, job_.id, *lines);
        return Advance{.done = next, .total = total(), .report = report};
      });
    }
    running_.finish_steps();
  }

  selling::ImportSetting setting_of(const Desk& desk) const {
    return {.process = *version_,
            .now = desk.now(),
            .as_of = read_.as_of,
            .zone = desk.zone(),
            .maps = desk.maps()};
  }

  /// So many deals as one step takes.
  std::vector<Prepared> prepare_deals(DealIndex begin) {
    return running_.look([&](const Desk& desk) {
      names_->look_into(&desk.db());
      std::vector<Prepared> prepared;
      std::size_t events = 0;
      for (auto d = begin;
           d < log_.deal_count() && prepared.size() < deals_a_step && events < events_a_step; ++d) {
        prepared.push_back(prepare_deal(desk, d));
        events += prepared.back().found.change.size();
      }
      names_->look_into(nullptr);
      return prepared;
    });
  }

  Prepared prepare_deal(const Desk& desk, DealIndex d) {
    const auto setting = setting_of(desk);
    Prepared deal;
    deal.imported = selling::read_imported(log_, d, *names_, setting);
    deal.id =
        store::find_imported_deal(desk.db(), command_.system, deal.imported.key).value_or(DealId{});
    const auto standing = deal.id ? store::events_of(desk.db(), deal.id) : selling::Change{};
    deal.found = selling::find_missing(deal.imported, deal.id, standing, setting);
    try {
      require_rights(desk, standing, deal.found);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::io) throw;
      deal.refusal = desk.told(error.sentence());
    }
    return deal;
  }

  /// The same that creating the deal, or changing it here, would ask for.
  static void require_rights(const Desk& desk, const selling::Change& standing,
                             const selling::ImportedChange& found) {
    if (found.change.empty()) return;
    if (gives_away(found.change, desk.actor())) selling::require(desk.actor(), Right::deal_assign);
    if (standing.empty()) return selling::require(desk.actor(), Right::deal_create);
    const auto before = selling::fold(found.after.id, standing, desk.maps());
    selling::require(desk.actor(), Right::deal_import, holder_of(before));
  }

  void count(const std::vector<Prepared>& step) {
    for (const auto& deal : step) {
      const auto& found = deal.found;
      report_.values_left_out += std::ssize(deal.imported.faults);
      report_.events_known += found.known;
      if (!deal.refusal.empty()) {
        ++report_.deals_refused;
        continue;
      }
      if (found.change.empty())
        ++report_.deals_unchanged;
      else
        ++(found.change.front().kind == selling::EventKind::created ? report_.deals_created
                                                                    : report_.deals_changed);
      report_.events_added += std::ssize(found.change);
      report_.moves += found.moves;
      report_.moves_with_gaps += found.unmet_moves;
      report_.unmet_criteria += found.unmet_criteria;
    }
  }

  std::vector<JobLine> lines_of(const std::vector<Prepared>& step) {
    std::vector<JobLine> lines;
    for (const auto& deal : step) {
      const auto id = deal.id ? std::optional(deal.id) : std::nullopt;
      for (const auto& fault : deal.imported.faults)
        lines.push_back({.number = next_line_++,
                         .outcome = "left_out",
                         .deal = id,
                         .source = deal.imported.key,
                         .field = fault.field,
                         .value = fault.value,
                         .text = running_.told(fault.text)});
      if (!deal.refusal.empty())
        lines.push_back({.number = next_line_++,
                         .outcome = "refused",
                         .deal = id,
                         .source = deal.imported.key,
                         .text = deal.refusal});
    }
    return lines;
  }

  void write(const Desk& desk, store::Transaction& transaction,
             const std::vector<Prepared>& step) const {
    std::vector<store::NewImportedDeal> added;
    for (const auto& deal : step) {
      if (!deal.refusal.empty() || deal.found.change.empty()) continue;
      if (deal.id)
        change(desk, transaction, deal);
      else
        added.push_back({deal.imported.key, deal.found.after, deal.found.change});
    }
    for (const auto& deal : added)
      if (store::find_imported_deal(desk.db(), command_.system, deal.key))
        throw Error(ErrorKind::conflict,
                    base::say("Another import has just made deal '{}' of '{}'. Start this one "
                              "again: what is there is not made twice.",
                              deal.key, command_.system));
    store::add_imported_deals(transaction, *import_, added);
  }

  /// Looked at again, because somebody may have changed the deal, or the rights of who imports,
  /// since it was prepared. What is refused now ends the job; started again, it refuses this deal.
  void change(const Desk& desk, store::Transaction& transaction, const Prepared& deal) const {
    const auto standing = store::events_of(desk.db(), deal.id);
    const auto found = selling::find_missing(deal.imported, deal.id, standing, setting_of(desk));
    if (found.change.empty()) return;
    require_rights(desk, standing, found);
    store::append(transaction, selling::fold(deal.id, standing, desk.maps()), found.change,
                  desk.maps(), import_->id);
  }

  RunningJob& running_;
  const store::Job& job_;
  ImportCommand command_;
  ImportFiles files_;
  std::optional<history::Mapping> mapping_;
  const selling::ProcessVersion* version_ = nullptr;
  std::optional<WorkspaceNames> names_;
  std::optional<store::Import> import_;
  history::EventLog log_;
  history::ImportReport read_;
  ImportJobReport report_;
  std::int64_t next_line_ = 1;
};

}  // namespace

void run_import(RunningJob& running) { running.carry_out<ImportRun>(); }

}  // namespace stagecraft::http
