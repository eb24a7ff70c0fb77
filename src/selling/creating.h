#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "process/map.h"
#include "selling/attributes.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// How deals begin (D1): the process that they run on, the lead, its first stage.
namespace stagecraft::selling {

/// A process that deals may run on, and which ones it serves.
struct ServingProcess {
  ProcessId process;
  std::optional<process::Serves> serves;  ///< Left out: any deal.
};

/// Empty: not stated, which no stated list holds.
struct DealTraits {
  std::string channel, offering, persona;
};

/// The processes whose every stated list holds the deal's value, with the highest weight (offering
/// 4 + channel 2 + persona 1 for each list stated; process-map.md, 2). One: it is the deal's. None,
/// or several: the person chooses.
std::vector<ProcessId> choose_process(std::span<const ServingProcess> processes,
                                      const DealTraits& traits);

/// The one process that serves the deal better than its own, after a change of channel, offering
/// or persona: a migration to propose. Nullopt: none, or not clear.
std::optional<ProcessId> find_better_process(const Deal& deal,
                                             std::span<const ServingProcess> processes);

struct NewDeal {
  std::string name;
  std::vector<ContactId> contacts = {};
  std::vector<AttributeValue> values = {};  ///< account, owner, channel ... as in attributes.h.
  std::optional<base::Instant> at = {};     ///< Nullopt: now.
};

/// A lead on the version of the setting: `created`, its attributes, its contacts. Throws
/// Error{invalid} with all that is wrong.
Change create_deal(const NewDeal& command, const Setting& setting);

struct Qualify {
  std::string stage = {};  ///< Empty: the first stage; where a map has several, it must be named.
  std::optional<base::Instant> at = {};
  std::string exception = {};
};

/// Makes a deal of a lead: it enters its first stage. Throws Error{conflict} when it is no lead,
/// `invalid` when the stage has to be named, and as enter_stage.
Change qualify(const Deal& lead, const Qualify& command, const Setting& setting);

}  // namespace stagecraft::selling
