#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "store/live_log.h"
#include "store/processes.h"
#include "store/workspace.h"

namespace stagecraft::http {

/// How long it is usually quiet between two events of a deal, by stage (selling/silence.h), learnt
/// from the live history of all deals. What is usual changes slowly, so it is learnt now and then
/// and not for each answer. Thread-safe.
class SilenceHabits {
 public:
  using Days = std::map<std::string, double, std::less<>>;

  /// Nothing is usual before it has learnt.
  SilenceHabits(store::Workspace& workspace, store::LiveLog& live_log, store::MapCache& maps)
      : workspace_(workspace), live_log_(live_log), maps_(maps) {}

  /// The longest silence of nine in ten, in days; stages with fewer than 20 silences are left out.
  std::shared_ptr<const Days> usual() const;
  /// One pass over the history; where it is not in memory yet it is read.
  void learn();

 private:
  store::Workspace& workspace_;
  store::LiveLog& live_log_;
  store::MapCache& maps_;
  mutable std::mutex mutex_;
  /// Shared with those who still read it when it is learnt anew.
  std::shared_ptr<const Days> usual_ = std::make_shared<const Days>();
};

}  // namespace stagecraft::http
