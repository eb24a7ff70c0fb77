#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "http/job_runner.h"
#include "http/shape.h"
#include "store/imports.h"
#include "store/people.h"

/// Sample data: an invented company with its history up to now, imported like any other history, so
/// that it can be undone.
namespace stagecraft::http {

inline constexpr std::string_view sample_word = "sample_data",
                                  sample_removal_word = "sample_data_removal";

/// What a sample is made from.
struct SampleCommand {
  std::int64_t seed = 0, deals = 0;
  base::Instant until{};  ///< End of its history.
};
BOOST_DESCRIBE_STRUCT(SampleCommand, (), (seed, deals, until))

/// What came of it.
struct SampleReport {
  std::optional<selling::ProcessId> process;
  bool made_process = false;
  std::int64_t people = 0, accounts = 0, contacts = 0, deals = 0, events = 0;
  static constexpr Note notes[] = {
      {.field = "made_process", .text = "Else a process with this map was there already"}};
};
BOOST_DESCRIBE_STRUCT(SampleReport, (),
                      (process, made_process, people, accounts, contacts, deals, events))

struct SampleRemoval {
  std::int64_t import_id = 0;
};
BOOST_DESCRIBE_STRUCT(SampleRemoval, (), (import_id))

/// `done` and `total` count customers and deals.
void run_sample(RunningJob& running);
/// Its report is an UndoReport.
void run_sample_removal(RunningJob& running);

/// The sample that is there, also in part; nullopt: none is.
std::optional<store::Import> find_sample(store::Connection& db);

/// Makes the people of the sample, or lets those in again who were put away; who administers comes
/// first. They have no passwords. Throws Error{conflict} where another person has such an address.
std::vector<selling::PersonId> let_in_sample_people(store::Transaction& transaction,
                                                    base::Instant now);

/// Makes a sample in a workspace without a server, and blocks until it is there. Gives its people.
/// Throws Error as the job fails.
std::vector<store::Person> make_sample(App& app, const SampleCommand& command);

}  // namespace stagecraft::http
