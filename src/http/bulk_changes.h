#pragma once

#include "http/job_runner.h"

namespace stagecraft::http {

inline constexpr std::string_view bulk_change_word = "bulk_change";

/// Runs a job of that kind.
void run_bulk_change(RunningJob& running);
/// How many deals were changed, unchanged, refused so far.
std::string report_bulk_change(store::Connection& db, const store::Job& job);

}  // namespace stagecraft::http
