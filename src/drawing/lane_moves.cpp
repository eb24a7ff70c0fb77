#include "drawing/lane_moves.h"

#include <algorithm>
#include <optional>

#include "drawing/connectors.h"
#include "drawing/placed_map.h"

namespace stagecraft::drawing {
namespace {

constexpr double lane_channel_padding = 6;
constexpr double lane_track_step = 4;                // Between lines that run side by side.
constexpr double skip_offset = 7, back_offset = 17;  // Of lines in a gap, from the card before it.

enum class LaneRoute { next, above, below };

LaneRoute route_of(const Move& move, std::size_t from, std::size_t to) {
  if (move.kind == MoveKind::back || to < from) return LaneRoute::below;
  return to == from + 1 ? LaneRoute::next : LaneRoute::above;
}

// Where the lines of a move leave and reach a card: apart, so that arrows do not lie on each other.
double lane_entry(const Rect& rect) { return rect.y + std::min(18.0, rect.height / 2); }
double skip_level(const Rect& rect) { return rect.y + 6; }
double back_level(const Rect& rect) { return rect.bottom() - 6; }

// What follows after winning goes on from the stage that is won on leaving.
const std::string& source_of(const MapPlan& plan, const Move& move) {
  return move.from == won_place ? plan.won_after : move.from;
}

std::optional<std::size_t> index_in(const std::vector<std::string>& stages,
                                    const std::string& stage) {
  const auto at = std::ranges::find(stages, stage);
  if (at == stages.end()) return std::nullopt;
  return static_cast<std::size_t>(at - stages.begin());
}

double channel_height(std::size_t lines) {
  return lines == 0 ? 0
                    : 2 * lane_channel_padding + lane_track_step * static_cast<double>(lines - 1);
}

// Lines from one stage share a track.
double track(std::vector<std::string>& sources, const std::string& source) {
  const auto known = std::ranges::find(sources, source);
  const auto index = known - sources.begin();
  if (known == sources.end()) sources.push_back(source);
  return lane_channel_padding + lane_track_step * static_cast<double>(index);
}

struct Place {
  std::size_t strip = 0, card = 0;
};

class LaneMoveDrawer {
 public:
  LaneMoveDrawer(const MapPlan& plan, const std::vector<LaneStrip>& strips)
      : plan_(plan), strips_(strips), above_(strips.size()), below_(strips.size()) {}

  std::vector<Group> draw() {
    std::vector<Group> groups;
    for (const Move& move : plan_.moves) {
      const auto from = find(source_of(plan_, move));
      const auto to = find(move.to);
      if (!from || !to || (from->strip == to->strip && from->card == to->card)) continue;
      groups.push_back(draw_move(move, *from, *to));
    }
    return groups;
  }

 private:
  std::optional<Place> find(const std::string& stage) const {
    for (std::size_t s = 0; s < strips_.size(); ++s)
      for (std::size_t c = 0; c < strips_[s].cards.size(); ++c)
        if (strips_[s].cards[c].stage == stage) return Place{s, c};
    return std::nullopt;
  }
  const Rect& rect(const Place& place) const { return strips_[place.strip].cards[place.card].rect; }

  Group draw_move(const Move& move, const Place& from, const Place& to) {
    Group group{.kind = GroupKind::edge};
    if (from.strip != to.strip) {
      const bool is_back = move.kind == MoveKind::back;
      const double out = is_back ? back_level(rect(from)) : rect(from).middle();
      const double in = is_back ? back_level(rect(to)) : lane_entry(rect(to));
      connectors_.draw(group, move,
                       {.from = {is_back ? rect(from).x : rect(from).right(), out},
                        .to = {rect(to).x, in},
                        .is_out_left = is_back});
      return group;
    }
    Line line = line_of_move(move.kind);
    line.points = points_of(move, from, to);
    group.items.emplace_back(std::move(line));
    return group;
  }

  std::vector<Point> points_of(const Move& move, const Place& from, const Place& to) {
    const Rect& source = rect(from);
    const Rect& target = rect(to);
    const LaneRoute route = route_of(move, from.card, to.card);
    if (route == LaneRoute::next) return to_next(source, target);
    const auto& strip = strips_[from.strip];
    const auto& stage = strip.cards[from.card].stage;
    if (route == LaneRoute::above)
      return around({skip_level(source), skip_level(target)}, skip_offset,
                    strip.above + track(above_[from.strip], stage), {source.right(), target.x});
    return around({back_level(source), back_level(target)}, back_offset,
                  strip.below + track(below_[from.strip], stage), {source.right(), target.x});
  }

  static std::vector<Point> to_next(const Rect& from, const Rect& to) {
    const double x = from.right() + column_gap / 2;
    const double entry = lane_entry(to);
    const double exit = std::abs(from.middle() - entry) < 8 ? entry : from.middle();
    if (exit == entry) return {{from.right(), exit}, {to.x, entry}};
    return {{from.right(), exit}, {x, exit}, {x, entry}, {to.x, entry}};
  }

  struct OutIn {
    double out, in;
  };
  // Out to the right, along the channel, and in from the left.
  static std::vector<Point> around(OutIn level, double offset, double channel, OutIn x) {
    const double up = x.out + offset;
    const double down = x.in - column_gap + offset;
    return {{x.out, level.out}, {up, level.out},  {up, channel},
            {down, channel},    {down, level.in}, {x.in, level.in}};
  }

  const MapPlan& plan_;
  const std::vector<LaneStrip>& strips_;
  std::vector<std::vector<std::string>> above_, below_;  // Sources with a track, a strip each.
  Connectors connectors_;
};

}  // namespace

ChannelHeights channel_heights(const MapPlan& plan, const std::vector<std::string>& stages) {
  std::vector<std::string> above, below;
  for (const Move& move : plan.moves) {
    const auto from = index_in(stages, source_of(plan, move));
    const auto to = index_in(stages, move.to);
    if (!from || !to || *from == *to) continue;
    const LaneRoute route = route_of(move, *from, *to);
    if (route == LaneRoute::above) track(above, source_of(plan, move));
    if (route == LaneRoute::below) track(below, source_of(plan, move));
  }
  return {channel_height(above.size()), channel_height(below.size())};
}

std::vector<Group> draw_lane_moves(const MapPlan& plan, const std::vector<LaneStrip>& strips) {
  return LaneMoveDrawer(plan, strips).draw();
}

}  // namespace stagecraft::drawing
