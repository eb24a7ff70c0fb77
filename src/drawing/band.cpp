#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "drawing/goal_head.h"
#include "drawing/sheet.h"
#include "measures/display.h"

namespace stagecraft::drawing {
namespace {

constexpr double band_label_room = 36;  // Above the band, for the target and what is lost.
constexpr double slant = 9;             // Of a step down.
constexpr double figure_base = 9;       // Of the counts, above the base line.

struct Step {
  double share = 1;  // Of the deals that entered the goal.
  double count = 0;
};

struct Steps {
  std::vector<Step> stages;
  std::optional<double> last;  // Share that left the goal forward.
};

using StagesById = std::map<std::string, StageFigures>;

const StageFigures* find(const StagesById& stages, const PlannedStage& planned) {
  const auto at = stages.find(planned.stage->id);
  return at == stages.end() ? nullptr : &at->second;
}

Steps steps_of(const PlannedColumn& column, const StagesById& figures) {
  Steps steps;
  double first = 0;
  double share = 1;
  for (const auto& planned : column.stages) {
    const auto* stage = find(figures, planned);
    const double count = stage && stage->reached ? stage->reached->value.value_or(0) : 0;
    if (steps.stages.empty()) first = count;
    if (first <= 0) return {};
    // A stage that deals enter from elsewhere could be reached by more than the first; a band only
    // falls.
    share = std::min(share, count / first);
    steps.stages.push_back({share, count});
  }
  if (column.stages.empty()) return steps;
  const auto* last = find(figures, column.stages.back());
  if (last && last->conversion && last->conversion->value)
    steps.last = steps.stages.back().share * std::clamp(*last->conversion->value, 0.0, 1.0);
  return steps;
}

// The stages of one part; what follows it in the column is where its last step leads.
Steps part_of(Steps steps, const BandPart& part) {
  if (steps.stages.empty()) return steps;
  const auto end = part.first + part.count;
  if (end < steps.stages.size()) steps.last = steps.stages[end].share;
  const auto at = [&](std::size_t i) {
    return steps.stages.begin() + static_cast<std::ptrdiff_t>(std::min(i, steps.stages.size()));
  };
  steps.stages = std::vector<Step>(at(part.first), at(end));
  return steps;
}

class BandDrawer {
 public:
  BandDrawer(Group& group, const BandPart& part, Rect at) : group_(group), part_(part), at_(at) {}

  void draw(const MapFigures& figures) {
    const Steps steps = part_of(steps_of(part_.column, figures.stages), part_);
    if (!steps.stages.empty()) {
      draw_fill(steps);
      for (std::size_t i = 0; i < steps.stages.size(); ++i) {
        if (stage(i).stage->id == figures.limit.stage) draw_loss(steps, i, figures);
        draw_count(steps, i);
      }
    }
    draw_before(part_of(steps_of(part_.column, figures.before.stages), part_));
    group_.items.emplace_back(
        Line{.points = {{at_.x, at_.bottom()}, {at_.right(), at_.bottom()}}, .stroke = Token::ink});
    if (part_.first + part_.count == part_.column.stages.size()) draw_target();
  }

 private:
  const PlannedStage& stage(std::size_t i) const { return part_.column.stages[part_.first + i]; }
  double y(double share) const { return at_.bottom() - share * (at_.height - band_label_room); }
  double x(std::size_t i) const {
    return i == part_.count ? at_.right() : at_.x + part_.step * static_cast<double>(i);
  }

  // The steps from left to right.
  std::vector<Point> outline(const Steps& steps) const {
    std::vector<Point> points;
    const auto& stages = steps.stages;
    for (std::size_t i = 0; i < stages.size(); ++i) {
      points.push_back({x(i), y(stages[i].share)});
      const bool is_last = i + 1 == stages.size();
      if (is_last && !steps.last) {
        points.push_back({at_.right(), y(stages[i].share)});
      } else {
        points.push_back({x(i + 1) - slant, y(stages[i].share)});
        if (is_last) points.push_back({at_.right(), y(*steps.last)});
      }
    }
    return points;
  }

  void draw_fill(const Steps& steps) {
    auto points = outline(steps);
    points.insert(points.begin(), {at_.x, at_.bottom()});
    points.push_back({at_.right(), at_.bottom()});
    group_.items.emplace_back(Area{.points = std::move(points), .fill = Token::c_band});
  }

  void draw_before(const Steps& steps) {
    if (steps.stages.empty()) return;
    group_.items.emplace_back(Line{
        .points = outline(steps), .stroke = Token::c_before, .width = 1.4, .dash = Dash::wide});
  }

  void draw_count(const Steps& steps, std::size_t i) {
    const auto& step = steps.stages[i];
    if (i > 0)
      group_.items.emplace_back(Line{.points = {{x(i), y(step.share) + 2}, {x(i), at_.bottom()}},
                                     .stroke = Token::paper,
                                     .opacity = 0.35});
    const auto text = measures::count_text(static_cast<std::int64_t>(step.count));
    const bool is_inside = at_.bottom() - y(step.share) >= 20;
    const double base = is_inside ? at_.bottom() - figure_base : y(step.share) - 5;
    set_line(group_, {.text = text, .base = {x(i) + 6, base}},
             {Face::sans_bold, 12, 16, is_inside ? Token::paper : Token::ink,
              is_inside ? Token::c_band : Token::paper});
  }

  // What is lost at the bottleneck: between its level and the next, over the next step; at the last
  // stage of a goal, where no step follows, over the end of its own.
  void draw_loss(const Steps& steps, std::size_t i, const MapFigures& figures) {
    const bool is_last = i + 1 == steps.stages.size();
    if (is_last && !steps.last) return;
    const double top = y(steps.stages[i].share);
    const double bottom = y(is_last ? *steps.last : steps.stages[i + 1].share);
    if (bottom - top < 1) return;
    const double from = is_last ? at_.right() - part_.step * 0.4 : x(i + 1);
    const double to = is_last ? at_.right() : x(i + 2);
    std::vector<Point> points{{from - slant, top}, {to, top}, {to, bottom}, {from, bottom}};
    if (is_last) points.front().x = from;
    group_.items.emplace_back(
        Area{.points = std::move(points), .stroke = Token::limit_fill, .hatch = Hatch::limit});
    const auto* here = find(figures.stages, stage(i));
    if (!here || !here->conversion || !here->conversion->value) return;
    const auto lost =
        measures::share_text(1 - *here->conversion->value, here->conversion->n) + " leave here";
    const Style style{Face::sans_bold, 12, 16, Token::limit};
    const double width = text_width(lost, style.face, style.size);
    const double right = std::max(to, at_.x + width);
    // Above its own step when it fits over it, else above the whole band.
    const double level = right - width >= x(i) ? top : y(1);
    set_line(group_, {.text = lost, .base = {right, level - 6}, .anchor = Anchor::end}, style);
  }

  void draw_target() {
    if (!part_.column.goal) return;
    for (const auto& target : part_.column.goal->measures) {
      if (target.measure != "conversion" || !target.target) continue;
      const double level = y(std::clamp(*target.target, 0.0, 1.0));
      const double right = at_.right();
      group_.items.emplace_back(Line{
          .points = {{right - 12, level}, {right + 4, level}}, .stroke = Token::ink, .width = 1.1});
      group_.items.emplace_back(Line{.points = {{right + 0.5, level}, {right + 0.5, at_.y}},
                                     .stroke = Token::ink,
                                     .width = 1.1});
      set_line(group_,
               {.text = "target " + measures::stated_text(*target.target * 100) + " %",
                .base = {right - 5, at_.y + 10},
                .anchor = Anchor::end},
               {Face::sans_bold, 12, 16, Token::ink});
    }
  }

  Group& group_;
  const BandPart& part_;
  Rect at_;
};

}  // namespace

void set_band(Group& group, const BandPart& part, const MapFigures& figures, Rect at) {
  BandDrawer(group, part, at).draw(figures);
}

}  // namespace stagecraft::drawing
