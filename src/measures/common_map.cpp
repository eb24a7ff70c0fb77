#include "measures/common_map.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

#include "base/parallel.h"
#include "measures/study.h"

namespace stagecraft::measures {

namespace {

using history::EventIndex;
using history::EventKind;
using process::CommonStage;

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

bool replaces_anything(const process::Map& map) {
  return std::ranges::any_of(map.goals, [](const process::Goal& goal) {
    return std::ranges::any_of(goal.stages,
                               [](const auto& stage) { return !stage.replaces.empty(); });
  });
}

/// When each symbol of the log was first entered as a stage.
struct FirstEntries {
  std::vector<std::int64_t> at;

  FirstEntries& operator+=(const FirstEntries& other) {
    for (std::size_t s = 0; s < at.size(); ++s) at[s] = std::min(at[s], other.at[s]);
    return *this;
  }
};

FirstEntries first_entries(const history::EventLog& log, const history::Reading& reading,
                           unsigned threads) {
  const FirstEntries none{std::vector<std::int64_t>(log.symbols().size(), never)};
  return base::sum_over(threads, log.event_count(), none, [&](FirstEntries& first, std::size_t i) {
    const auto e = static_cast<EventIndex>(i);
    if (log.kind(e) != EventKind::stage_entered && log.kind(e) != EventKind::reopened) return;
    const bool by_day = log.precision(e) == history::Precision::date;
    if (!reading.as_of.holds_before(log.at(e), by_day) ||
        !reading.known_at.holds_before(log.recorded_at(e), by_day))
      return;
    auto& at = first.at[log.symbol(e)];
    at = std::min(at, log.at(e).time_since_epoch().count());
  });
}

/// The recorded ids that mean several stages, and since when a part that kept the old id is one.
class Splits {
 public:
  Splits(const Inputs& inputs, const history::Reading& reading, unsigned threads)
      : inputs_(inputs), first_(first_entries(inputs.log, reading, threads)) {
    const auto& symbols = inputs.log.symbols();
    for (std::uint32_t s = 1; s < symbols.size(); ++s)
      if (first_.at[s] != never) add(std::string(symbols.text(s)), first_.at[s]);
  }

  const std::vector<std::string>& olds() const { return olds_; }
  const std::map<std::string, std::int64_t>& part_since() const { return part_since_; }

 private:
  void add(const std::string& id, std::int64_t first) {
    const auto parts = process::meanings(id, inputs_.map, inputs_.earlier);
    if (parts.size() < 2) return;
    if (process::find_stage(inputs_.map, id) != nullptr) {
      std::int64_t since = never;
      for (const auto& part : parts)
        if (part != id) since = std::min(since, first_entry(part));
      if (first >= since) return;  // All of it was recorded as a part.
      part_since_[id] = since;
    }
    olds_.push_back(id);
  }

  std::int64_t first_entry(const std::string& id) const {
    const auto symbol = inputs_.log.symbols().find(id);
    return symbol ? first_.at[*symbol] : never;
  }

  const Inputs& inputs_;
  FirstEntries first_;
  std::vector<std::string> olds_;
  std::map<std::string, std::int64_t> part_since_;
};

/// Work hours a visit add up where they are known of every part; a group is exempt when all of it
/// is.
Settings settings_of(const Inputs& inputs, const std::vector<CommonStage>& groups) {
  Settings made = inputs.settings;
  for (const CommonStage& group : groups) {
    std::optional<double> work = 0, staff = 0;
    bool is_exempt = true;
    for (const auto& part : group.parts) {
      const auto stated = made.work_hours.find(part);
      const auto hours = stated != made.work_hours.end()
                             ? std::optional(stated->second)
                             : process::find_stage(inputs.map, part)->work_hours;
      work = work && hours ? std::optional(*work + *hours) : std::nullopt;
      const auto team = made.staff_hours.find(part);
      staff = staff && team != made.staff_hours.end() ? std::optional(*staff + team->second)
                                                      : std::nullopt;
      is_exempt = is_exempt && made.exempt_stages.contains(part);
    }
    if (work) made.work_hours[group.id] = *work;
    if (is_exempt) made.exempt_stages.insert(group.id);
    if (!staff) continue;
    for (const auto& part : group.parts) made.staff_hours.erase(part);
    made.staff_hours[group.id] = *staff;
  }
  return made;
}

/// "'X' and 'Q'".
base::Sentence all_quoted(const std::vector<std::string>& ids) {
  std::vector<base::Sentence> parts;
  for (const auto& id : ids) parts.push_back(base::say("'{}'", id));
  return base::Sentence::joined(std::move(parts), " and ");
}

}  // namespace

base::Sentence CommonMap::remark(const CommonStage& group) {
  return base::say("{} are measured as one stage, because older visits are of {}",
                   all_quoted(group.parts), all_quoted(group.olds));
}

base::Sentence CommonMap::remark_of_part(const CommonStage& group, const std::string& part) {
  return base::say("rests on visits recorded as '{}' since {} was split", part,
                   all_quoted(group.olds));
}

const CommonStage* CommonMap::find_group(const std::string& part) const {
  for (const CommonStage& group : groups)
    if (std::ranges::find(group.parts, part) != group.parts.end()) return &group;
  return nullptr;
}

std::shared_ptr<const CommonMap> find_common_map(const Inputs& inputs,
                                                 const history::Reading& reading,
                                                 unsigned threads) {
  if (!replaces_anything(inputs.map) && std::ranges::none_of(inputs.earlier, replaces_anything))
    return nullptr;
  const Splits splits(inputs, reading, threads);
  auto groups = process::common_stages(inputs.map, splits.olds(), inputs.earlier);
  if (groups.empty()) return nullptr;
  process::Map map = process::contract(inputs.map, groups);
  process::Automaton automaton(map);
  Settings settings = settings_of(inputs, groups);
  return std::make_shared<const CommonMap>(CommonMap{std::move(groups), std::move(map),
                                                     std::move(automaton), std::move(settings),
                                                     splits.part_since()});
}

}  // namespace stagecraft::measures
