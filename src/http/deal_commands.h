#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "http/deal_shapes.h"
#include "http/desk.h"
#include "selling/attributes.h"
#include "selling/closing.h"
#include "selling/creating.h"
#include "selling/moving.h"
#include "selling/promises.h"
#include "selling/touchpoints.h"

/// Bodies of the routes that run one verb on a deal, for bulk changes too.
namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(ChangeAttributes, (), (values, reason, note, at))
BOOST_DESCRIBE_STRUCT(EnterStage, (), (stage, at, exception, note))
BOOST_DESCRIBE_STRUCT(Qualify, (), (stage, at, exception))
BOOST_DESCRIBE_STRUCT(Finish, (), (at, exception))
BOOST_DESCRIBE_STRUCT(CloseDeal, (),
                      (outcome, reason, note, motivations, pain_points, at, exception))
BOOST_DESCRIBE_STRUCT(ReopenDeal, (), (stage, note, at, exception))
BOOST_DESCRIBE_STRUCT(LogTouchpoint, (),
                      (kind, contacts, at, direction, result, campaign, confirms, literature, note,
                       person, keeps))
BOOST_DESCRIBE_STRUCT(GiveLiterature, (), (literature, contacts, at))
BOOST_DESCRIBE_STRUCT(NewPromise, (), (side, text, due, planned, person, contacts, at, in_plan))

constexpr std::array<std::string_view, 1> required_of(const ChangeAttributes*) {
  return {"values"};
}
constexpr std::array<std::string_view, 1> required_of(const EnterStage*) { return {"stage"}; }
constexpr std::array<std::string_view, 0> required_of(const Qualify*) { return {}; }
constexpr std::array<std::string_view, 0> required_of(const Finish*) { return {}; }
constexpr std::array<std::string_view, 1> required_of(const CloseDeal*) { return {"outcome"}; }
constexpr std::array<std::string_view, 0> required_of(const ReopenDeal*) { return {}; }
constexpr std::array<std::string_view, 1> required_of(const LogTouchpoint*) { return {"kind"}; }
constexpr std::array<std::string_view, 1> required_of(const GiveLiterature*) {
  return {"literature"};
}
constexpr std::array<std::string_view, 2> required_of(const NewPromise*) { return {"side", "due"}; }

}  // namespace stagecraft::selling

namespace stagecraft::http {

struct MigrateDeal {
  std::optional<selling::ProcessId> process;
  int version = 0;
  std::string stage, note;
  static constexpr Note notes[] = {{.field = "process", .text = "Left out: the deal's own"},
                                   {.field = "version", .least = 1},
                                   {.field = "stage",
                                    .text = "Where it shall stand, when the preview asks to choose",
                                    .may_be_left_out = true},
                                   {.field = "note", .may_be_left_out = true}};
};
BOOST_DESCRIBE_STRUCT(MigrateDeal, (), (process, version, stage, note))

/// Looks up the versions that selling::migrate needs, and asks it.
selling::Change migrate(const Desk& desk, const selling::Deal& deal, const MigrateDeal& wanted);

struct Deletion {
  std::string note;
  static constexpr Note notes[] = {
      {.field = "note", .text = "Why it should not be there", .least = 1}};
};
BOOST_DESCRIBE_STRUCT(Deletion, (), (note))

}  // namespace stagecraft::http
