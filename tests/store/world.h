#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "selling/event.h"
#include "store/deals.h"
#include "store/processes.h"
#include "store/workspace.h"
#include "tests/store/store_test.h"

namespace stagecraft::store {

/// A noon in 2026: `at(3)` is 3 January, 12:00 UTC; `at(40)` is 9 February.
base::Instant at(int day);
base::Day day(int day_of_year);

/// A workspace with two people in two teams, a process of three stages, and a place for deals.
class World : public StoreTest {
 protected:
  void SetUp() override;

  Workspace& workspace() { return *workspace_; }
  selling::MapVersion version() const { return version_; }
  selling::PersonId ann() const { return ann_; }  ///< Of team `north`.
  selling::PersonId bob() const { return bob_; }  ///< Of team `south`.
  selling::TeamId north() const { return north_; }

  selling::Event event(history::EventKind kind, std::string symbol, base::Instant when) const;
  selling::Event set(std::string attribute, std::string to, base::Instant when) const;
  /// A deal of Ann's with these events after `created` and its owner.
  selling::Deal deal(const std::string& name, std::vector<selling::Event> events = {});
  selling::Deal add(const selling::Deal& before, const selling::Change& change);
  selling::Deal load(selling::DealId id, const Viewer& viewer = Viewer::everything());
  MapCache& maps() { return maps_; }

 private:
  std::optional<Workspace> workspace_;
  MapCache maps_;
  selling::MapVersion version_;
  selling::PersonId ann_, bob_;
  selling::TeamId north_, south_;
};

}  // namespace stagecraft::store
