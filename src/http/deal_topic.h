#pragma once

#include "http/event_streams.h"
#include "store/viewer.h"

namespace stagecraft::http {

/// What happens to the deals that a viewer sees, by numbers of events; event `deal_event`, and
/// `reset` where an import was undone: what it brought is no longer there.
class DealTopic : public StreamTopic {
 public:
  explicit DealTopic(store::Viewer viewer) : viewer_(viewer) {}

  std::string log() const override { return "events"; }
  std::string audience() const override;
  std::int64_t last(store::Connection& db) const override;
  StreamPage after(store::Connection& db, std::int64_t number) const override;

 private:
  store::Viewer viewer_;
};

}  // namespace stagecraft::http
