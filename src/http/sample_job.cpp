#include "http/sample_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <map>

#include "base/error.h"
#include "base/text.h"
#include "http/import_job.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/map_texts.h"
#include "http/measure_settings.h"
#include "sample/embedded_data.h"
#include "sample/story.h"
#include "store/deals.h"
#include "store/objection_topics.h"
#include "store/sample_people.h"
#include "store/services.h"

namespace stagecraft::http {
namespace {

using base::Error;
using base::ErrorKind;
using selling::EventKind;
using selling::PersonId;

constexpr std::string_view system_word = "stagecraft sample";
/// Of one step: a write of some ten milliseconds.
constexpr std::uint64_t customers_a_step = 50;
constexpr std::size_t made_events_a_step = 2'000;

std::string map_text() { return std::string(sample::embedded_data("four-goals.yaml")); }

/// Exchange rates for the currencies of the sample's customers.
std::string rates_text(std::uint64_t seed, base::Instant until) {
  std::map<std::string_view, double> rates;
  for (std::uint64_t i = 0; i < 10; ++i) {
    const auto customer = sample::make_customer(seed, i);
    if (customer.rate != 1) rates[customer.currency] = customer.rate;
  }
  const auto from = std::chrono::floor<std::chrono::days>(until) - std::chrono::days(730);
  std::string text = "stagecraft_settings: 1\nreporting_currency: EUR\nrates:\n";
  for (const auto& [currency, rate] : rates)
    text += fmt::format("  - {{currency: {}, from: {}, rate: {:.4f}}}\n", currency,
                        base::to_iso(from), 1 / rate);
  return text;
}

std::string answers_json(const sample::ObjectionText& text) {
  boost::json::array answers;
  for (const auto answer : text.answers) answers.emplace_back(answer);
  return boost::json::serialize(answers);
}

std::optional<selling::TeamId> team_named(store::Transaction& transaction, std::string_view name,
                                          base::Instant now) {
  if (name.empty()) return {};
  for (const auto& team : store::list_teams(transaction.db()))
    if (base::fold(team.name) == base::fold(name)) return team.id;
  return store::create_team(transaction, name, now);
}

class SampleRun {
 public:
  explicit SampleRun(RunningJob& running)
      : running_(running),
        job_(running.job()),
        command_(from_json<SampleCommand>(command_of(job_))),
        seed_(static_cast<std::uint64_t>(command_.seed)),
        deals_(static_cast<std::uint64_t>(command_.deals)),
        customers_(sample::customer_count(deals_)) {
    if (job_.report != "{}") report_ = from_json<SampleReport>(job_.report);
  }
  /// Steps that were begun refer to this.
  ~SampleRun() {
    try {
      running_.finish_steps();
    } catch (const std::exception&) {
      // What made the run end is on its way already.
    }
  }
  SampleRun(const SampleRun&) = delete;
  SampleRun& operator=(const SampleRun&) = delete;

  void run() {
    if (!find_import()) begin();
    find_import();
    read_names();
    for (auto next = done(); next < customers_; next = done()) make_customers(next);
    read_customers();
    const sample::Scenario scenario(version_->map, seed_, command_.until, sample::workspace_extent);
    tell_stories(scenario);
  }

 private:
  std::uint64_t done() const { return done_; }
  std::int64_t total() const { return static_cast<std::int64_t>(customers_ + deals_); }
  Advance advance(std::uint64_t done) const {
    return {.done = static_cast<std::int64_t>(done), .total = total(), .report = to_json(report_)};
  }

  bool find_import() {
    done_ = static_cast<std::uint64_t>(job_.done_count);
    running_.look([this](const Desk& desk) {
      import_ = store::find_import_of(desk.db(), job_.id);
      if (import_) version_ = &desk.newest_version(import_->process.value());
      return 0;
    });
    return import_.has_value();
  }

  // --- the company ---

  void begin() {
    running_.step([this](const Desk& desk, store::Transaction& transaction) {
      report_ = {};
      report_.process = publish_map(desk, transaction);
      report_.people = std::ssize(let_in_sample_people(transaction, desk.now()));
      add_topics(desk, transaction);
      settle_rates(desk, transaction);
      store::create_import(transaction, {.source = "Sample data",
                                         .sha256 = {},
                                         .system = std::string(system_word),
                                         .mapping = {},
                                         .process = report_.process,
                                         .job = job_.id,
                                         .by = job_.by,
                                         .at = desk.now(),
                                         .undone_at = {},
                                         .undone_by = {}});
      return advance(0);
    });
  }

  /// That of the same id, if there is one.
  selling::ProcessId publish_map(const Desk& desk, store::Transaction& transaction) {
    const auto text = map_text();
    const auto loaded = read_map_text(desk, text);
    refuse_unreadable(loaded);
    if (const auto row = store::find_process(desk.db(), loaded.map.id)) {
      if (row->head == 0)
        throw Error(ErrorKind::conflict,
                    base::say("The sample needs a published version of the process '{}', which "
                              "is a draft. Publish it, then ask again.",
                              row->map_id));
      report_.made_process = row->archived_at.has_value();
      store::archive_process(transaction, row->id, {});
      return row->id;
    }
    report_.made_process = true;
    const auto process = store::create_process(transaction, {.map_id = loaded.map.id,
                                                             .name = loaded.map.name,
                                                             .owner = job_.by,
                                                             .by = job_.by.value(),
                                                             .at = desk.now()});
    store::publish(transaction, {.process = process,
                                 .head = 0,
                                 .own_text = text,
                                 .map = loaded.map,
                                 .base = {},
                                 .at = desk.now(),
                                 .by = job_.by.value(),
                                 .note = "Sample data"});
    return process;
  }

  static void add_topics(const Desk& desk, store::Transaction& transaction) {
    const auto known = store::list_objection_topics(desk.db());
    for (const auto& text : sample::objection_texts())
      if (std::ranges::find(known, text.topic, &store::ObjectionTopic::id) == known.end())
        store::put_objection_topic(transaction, {.id = std::string(text.topic),
                                                 .name = std::string(text.name),
                                                 .answers = answers_json(text)});
  }

  /// Where nobody has settled anything for figures.
  void settle_rates(const Desk& desk, store::Transaction& transaction) const {
    if (!measure_settings(desk.db()).text.empty()) return;
    store::set_setting(transaction,
                       {.name = measure_settings_name,
                        .value = to_json(MeasureSettings{rates_text(seed_, command_.until)}),
                        .at = desk.now(),
                        .by = job_.by});
  }

  void read_names() {
    running_.look([this](const Desk& desk) {
      for (const auto& member : sample::company())
        if (const auto person = store::find_person_by_email(desk.db(), member.email))
          people_[std::string(member.name)] = person->id;
      for (const auto& team : store::list_teams(desk.db())) teams_[base::fold(team.name)] = team.id;
      return 0;
    });
  }

  // --- customers ---

  void make_customers(std::uint64_t first) {
    const auto end = std::min(first + customers_a_step, customers_);
    const auto before = report_;
    running_.step([&](const Desk& desk, store::Transaction& transaction) {
      report_ = before;
      for (auto i = first; i < end; ++i) make_customer(desk, transaction, i);
      return advance(end);
    });
    done_ = end;
  }

  void make_customer(const Desk& desk, store::Transaction& transaction, std::uint64_t index) {
    const auto customer = sample::make_customer(seed_, index);
    const auto account = store::create_imported_account(transaction, import_->id,
                                                        {.name = customer.name,
                                                         .domain = customer.domain,
                                                         .address = std::string(customer.city),
                                                         .created_at = desk.now()});
    for (const auto& person : customer.people)
      store::create_imported_contact(transaction, import_->id,
                                     {.account = account,
                                      .name = person.name,
                                      .email = person.email,
                                      .position = std::string(person.position),
                                      .created_at = desk.now()});
    ++report_.accounts;
    report_.contacts += std::ssize(customer.people);
  }

  void read_customers() {
    running_.look([this](const Desk& desk) {
      accounts_ = store::accounts_of_import(desk.db(), import_->id);
      contacts_ = store::contacts_of_import(desk.db(), import_->id);
      return 0;
    });
    if (accounts_.size() != customers_ ||
        contacts_.size() != customers_ * sample::people_a_customer)
      throw Error(ErrorKind::conflict,
                  "Somebody has removed customers of the sample while it was made. Remove the "
                  "sample, then ask for it again.");
  }

  // --- deals ---

  void tell_stories(const sample::Scenario& scenario) {
    for (auto next = done_ - customers_; next < deals_;) {
      std::vector<sample::Story> stories;
      std::size_t events = 0;
      for (; next < deals_ && events < made_events_a_step; ++next) {
        stories.push_back(sample::tell_story(scenario, next, deals_));
        events += stories.back().events.size();
      }
      report_.deals += std::ssize(stories);
      report_.events += static_cast<std::int64_t>(events);
      running_.finish_steps();
      // The next stories are told while these are written.
      running_.begin_step([this, stories = std::move(stories), step = advance(customers_ + next)](
                              const Desk& desk, store::Transaction& transaction) {
        write(desk, transaction, stories);
        return step;
      });
    }
    running_.finish_steps();
  }

  void write(const Desk& desk, store::Transaction& transaction,
             const std::vector<sample::Story>& stories) const {
    std::vector<store::NewImportedDeal> added;
    for (const auto& story : stories) {
      auto change = change_of(story);
      if (change.empty()) continue;
      auto deal = selling::fold({}, change, desk.maps());
      added.push_back(
          {fmt::format("{}/{}", job_.id.value, story.key), std::move(deal), std::move(change)});
    }
    store::add_imported_deals(transaction, *import_, added);
  }

  selling::Change change_of(const sample::Story& story) const {
    selling::Change change;
    for (const auto& told : story.events) {
      auto event = told.event;
      event.actor = person_named(told.actor);
      event.details.person = person_named(told.person);
      for (const int place : told.contacts)
        event.details.contacts.push_back(contacts_[story.customer * sample::people_a_customer +
                                                   static_cast<std::size_t>(place)]);
      if (event.kind == EventKind::created) event.to = selling::to_text(version_->id);
      if (event.kind == EventKind::attribute_changed) name_ids(story, event);
      change.push_back(std::move(event));
    }
    return change;
  }

  std::optional<PersonId> person_named(std::string_view name) const {
    const auto found = people_.find(name);
    return found == people_.end() ? std::nullopt : std::optional(found->second);
  }

  /// Attributes that hold ids.
  void name_ids(const sample::Story& story, selling::Event& event) const {
    const auto replace = [](const auto& ids, std::string_view name, std::string& value) {
      const auto found = ids.find(name);
      value = found == ids.end() ? "" : fmt::to_string(found->second.value);
    };
    if (event.symbol == "owner") {
      replace(people_, std::string(event.from), event.from);
      replace(people_, std::string(event.to), event.to);
    } else if (event.symbol == "team") {
      replace(teams_, base::fold(event.from), event.from);
      replace(teams_, base::fold(event.to), event.to);
    } else if (event.symbol == "account") {
      event.to = fmt::to_string(accounts_[story.customer].value);
    }
  }

  RunningJob& running_;
  const store::Job& job_;
  SampleCommand command_;
  std::uint64_t seed_, deals_, customers_, done_ = 0;
  SampleReport report_;
  std::optional<store::Import> import_;
  const selling::ProcessVersion* version_ = nullptr;
  std::map<std::string, PersonId, std::less<>> people_;
  std::map<std::string, selling::TeamId, std::less<>> teams_;
  std::vector<selling::AccountId> accounts_;
  std::vector<selling::ContactId> contacts_;
};

bool is_of_sample(store::Connection& db, const store::Import& import) {
  const auto job = import.job ? store::find_job(db, *import.job) : std::nullopt;
  return job && job->kind == sample_word;
}

/// What was settled for figures, unless people have changed it since.
void unsettle_rates(const Desk& desk, store::Transaction& transaction,
                    const SampleCommand& command) {
  const auto ours = rates_text(static_cast<std::uint64_t>(command.seed), command.until);
  if (measure_settings(desk.db()).text != ours) return;
  store::set_setting(transaction, {.name = measure_settings_name,
                                   .value = to_json(MeasureSettings{}),
                                   .at = desk.now(),
                                   .by = desk.actor().person});
}

void put_away_process(const Desk& desk, store::Transaction& transaction, const SampleReport& made) {
  if (made.made_process && made.process && !store::has_deals(desk.db(), *made.process))
    store::archive_process(transaction, *made.process, desk.now());
}

}  // namespace

std::optional<store::Import> find_sample(store::Connection& db) {
  for (const auto& import : store::list_imports(db))
    if (!import.undone_at && is_of_sample(db, import)) return import;
  return std::nullopt;
}

std::vector<PersonId> let_in_sample_people(store::Transaction& transaction, base::Instant now) {
  auto& db = transaction.db();
  std::vector<PersonId> people;
  for (const auto& member : sample::company()) {
    const auto team = team_named(transaction, member.team, now);
    if (auto person = store::find_person_by_email(db, member.email)) {
      if (!store::is_sample_person(db, person->id))
        throw Error(ErrorKind::conflict, base::say("{} has the address {}, which the sample needs.",
                                                   person->name, person->email));
      person->is_active = true;
      person->team = team;
      store::update_person(transaction, *person);
      people.push_back(person->id);
      continue;
    }
    people.push_back(store::create_person(transaction, {.email = std::string(member.email),
                                                        .name = std::string(member.name),
                                                        .role = std::string(member.role),
                                                        .team = team,
                                                        .created_at = now}));
    store::mark_sample_person(transaction, people.back(), now);
  }
  return people;
}

void run_sample(RunningJob& running) { running.carry_out<SampleRun>(); }

void run_sample_removal(RunningJob& running) {
  const auto wanted = from_json<SampleRemoval>(command_of(running.job()));
  const store::ImportId import{wanted.import_id};
  undo_import(running, import);
  running.step([&](const Desk& desk, store::Transaction& transaction) {
    const auto found = store::find_import(desk.db(), import);
    const auto job = found ? store::find_job(desk.db(), found->job.value()) : std::nullopt;
    store::put_away_sample_people(transaction);
    if (job) {
      put_away_process(desk, transaction, from_json<SampleReport>(job->report));
      unsettle_rates(desk, transaction, from_json<SampleCommand>(command_of(*job)));
    }
    const auto now = store::find_job(desk.db(), running.job().id).value();
    return Advance{.done = now.done_count, .total = now.done_count};
  });
}

std::vector<store::Person> make_sample(App& app, const SampleCommand& command) {
  auto& workspace = *app.workspace;
  const auto job = workspace.write([&](store::Transaction& transaction) {
    const auto people = let_in_sample_people(transaction, app.now());
    return queue_job(transaction, JobOwner{.by = people.front()}, sample_word, to_json(command),
                     app.now());
  });
  JobRunner runner(app);
  while (runner.run_next()) {
  }
  return workspace.read([&](store::Connection& db) {
    const auto done = store::find_job(db, job).value();
    if (done.state != "done")
      throw Error(ErrorKind::conflict, base::say("The sample could not be made: {}", done.failure));
    std::vector<store::Person> people;
    for (const auto id : store::list_sample_people(db)) people.push_back(store::get_person(db, id));
    return people;
  });
}

}  // namespace stagecraft::http
