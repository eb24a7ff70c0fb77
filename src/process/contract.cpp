#include <algorithm>
#include <map>

#include "process/automaton.h"
#include "process/common_stages.h"

namespace stagecraft::process {
namespace {

using Ids = std::vector<std::string>;

template <typename T>
void append_new(std::vector<T>& to, const std::vector<T>& more) {
  for (const auto& item : more)
    if (std::ranges::find(to, item) == to.end()) to.push_back(item);
}

/// Known only when it is of every part.
void add_up(std::optional<double>& sum, std::optional<double> more) {
  sum = sum && more ? std::optional(*sum + *more) : std::nullopt;
}

class Contraction {
 public:
  Contraction(const Map& map, std::span<const CommonStage> groups) : map_(map), automaton_(map) {
    for (const auto& group : groups)
      for (const auto& part : group.parts) common_[part] = &group;
  }

  Map run() {
    Map made = map_;
    made.goals = joined_goals();
    for (auto& goal : made.goals) contract_stages(goal);
    if (made.start) made.start = renamed(*made.start);
    for (auto& outcome : made.outcomes) {
      const auto last = automaton_.on_leaving();
      if (outcome.kind == OutcomeKind::won && last != no_node)
        outcome.on_leaving = renamed(automaton_.node(last).id);
      if (outcome.from) outcome.from = renamed(*outcome.from);
    }
    for (auto& persona : made.personas)
      for (auto& step : persona.journey) step.served_by = renamed(step.served_by);
    return made;
  }

 private:
  const CommonStage* group_of(const std::string& id) const {
    const auto found = common_.find(id);
    return found == common_.end() ? nullptr : found->second;
  }
  std::string renamed(const std::string& id) const {
    const auto* group = group_of(id);
    return group == nullptr ? id : group->id;
  }
  Ids renamed(const Ids& ids) const {
    Ids made;
    for (const auto& id : ids) append_new(made, {renamed(id)});
    return made;
  }

  /// The last goal that has to be one with goal `g`, because a common stage lies in both.
  std::size_t last_joined(std::size_t g) const {
    std::size_t last = g;
    for (; g <= last; ++g)
      for (const auto& stage : map_.goals[g].stages)
        if (const auto* group = group_of(stage.id))
          for (std::size_t other = last + 1; other < map_.goals.size(); ++other)
            for (const auto& one : map_.goals[other].stages)
              if (group_of(one.id) == group) last = other;
    return last;
  }

  std::vector<Goal> joined_goals() const {
    std::vector<Goal> goals;
    for (std::size_t g = 0; g < map_.goals.size(); ++g) {
      Goal goal = map_.goals[g];
      const std::size_t last = last_joined(g);
      for (; g < last; ++g) {
        const Goal& next = map_.goals[g + 1];
        goal.id += '+' + next.id;
        goal.name += " + " + next.name;
        goal.measures.clear();  // The targets of one of them are none of both.
        goal.stages.insert(goal.stages.end(), next.stages.begin(), next.stages.end());
      }
      goals.push_back(std::move(goal));
    }
    return goals;
  }

  void contract_stages(Goal& goal) const {
    std::vector<Stage> stages;
    for (auto& stage : goal.stages) {
      const auto* group = group_of(stage.id);
      if (group == nullptr) {
        if (stage.next) stage.next = renamed(*stage.next);
        if (stage.back) stage.back = renamed(*stage.back);
        stages.push_back(std::move(stage));
      } else if (group->parts.front() == stage.id) {
        stages.push_back(common_stage(*group));
      }
    }
    goal.stages = std::move(stages);
  }

  Stage common_stage(const CommonStage& group) const {
    Stage made = *find_stage(map_, group.parts.front());
    made.id = group.id;
    made.late_after_days = late_limit(made);
    append_new(made.replaces, {group.parts.front()});
    made.measures.clear();
    add_targets(made, *find_stage(map_, group.parts.front()));
    for (auto part = group.parts.begin() + 1; part != group.parts.end(); ++part)
      add_part(made, *find_stage(map_, *part));
    set_moves(made, group);
    return made;
  }

  /// The measures of a part are measured, but what it aims at is not what all parts aim at.
  static void add_targets(Stage& made, const Stage& part) {
    for (Target target : part.measures) {
      target.target = std::nullopt;
      append_new(made.measures, {target});
    }
  }

  static void add_part(Stage& made, const Stage& part) {
    add_targets(made, part);
    made.name += " + " + part.name;
    append_new(made.aliases, part.aliases);
    append_new(made.replaces, part.replaces);
    append_new(made.replaces, {part.id});
    append_new(made.learns, part.learns);
    append_new(made.does, part.does);
    append_new(made.exit, part.exit);
    append_new(made.tasks, part.tasks);
    append_new(made.outputs, part.outputs);
    append_new(made.with, part.with);
    if (!part.lead.empty() && part.lead != made.lead) append_new(made.with, {part.lead});
    append_new(made.tools, part.tools);
    append_new(made.literature, part.literature);
    add_up(made.expected_days, part.expected_days);
    add_up(made.late_after_days, late_limit(part));
    add_up(made.work_hours, part.work_hours);
    made.expected_conversion =
        made.expected_conversion && part.expected_conversion
            ? std::optional(*made.expected_conversion * *part.expected_conversion)
            : std::nullopt;
    made.optional = made.optional && part.optional;
  }

  /// Left to the order of the map where that says the same.
  void set_moves(Stage& made, const CommonStage& group) const {
    made.next = made.back = std::nullopt;
    if (made.internal) return;
    bool next_is_stated = !is_unbroken(group), back_is_stated = false;
    Ids next, back;
    for (const auto& id : group.parts) {
      const Stage& part = *find_stage(map_, id);
      next_is_stated = next_is_stated || part.next;
      back_is_stated = back_is_stated || part.back;
      const NodeIndex node = automaton_.find(id);
      for (const NodeIndex to : automaton_.main_moves(node))
        append_new(next, {renamed(automaton_.node(to).id)});
      for (const NodeIndex to : automaton_.allowed_moves(node))
        if (to < node) append_new(back, {renamed(automaton_.node(to).id)});
    }
    std::erase(next, made.id);
    std::erase(back, made.id);
    if (next_is_stated) made.next = std::move(next);
    if (back_is_stated) made.back = std::move(back);
  }

  bool is_unbroken(const CommonStage& group) const {
    const auto first = automaton_.find(group.parts.front());
    const auto last = automaton_.find(group.parts.back());
    return last + 1u == first + group.parts.size();
  }

  const Map& map_;
  Automaton automaton_;
  std::map<std::string, const CommonStage*, std::less<>> common_;
};

}  // namespace

Map contract(const Map& map, std::span<const CommonStage> groups) {
  return Contraction(map, groups).run();
}

}  // namespace stagecraft::process
