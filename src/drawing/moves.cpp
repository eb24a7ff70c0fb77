#include <algorithm>

#include "drawing/connectors.h"
#include "drawing/placed_map.h"

namespace stagecraft::drawing {
namespace {

constexpr double track_step = 4;   // Between lines that run side by side.
constexpr double first_track = 7;  // From the cards: room for an arrow.
constexpr double channel_padding = 8;

struct Ends {
  const NodePlace* from;
  const NodePlace* to;
};

bool is_same_row(const PlacedMap& placed, const Ends& ends) {
  const auto row = [&](const NodePlace* node) {
    return placed.columns[static_cast<std::size_t>(node->column)].row;
  };
  return row(ends.from) == row(ends.to);
}

enum class Route { straight, beside, next_column, channel, circles };

Route route_of(const Move& move, const Ends& ends, const PlacedMap& placed) {
  if (!is_same_row(placed, ends)) return Route::circles;
  if (ends.from->column == ends.to->column)
    return move.kind == MoveKind::forward ? Route::straight : Route::beside;
  if (ends.to->column == ends.from->column + 1 && move.kind != MoveKind::back)
    return Route::next_column;
  return Route::channel;
}

// Where lines leave and reach a card: apart, so that arrows do not lie on each other.
double forward_entry(const Rect& rect) { return rect.y + std::min(14.0, rect.height / 2); }
double back_entry(const Rect& rect) { return rect.y + std::min(25.0, rect.height * 0.6); }
double side_exit(const Rect& rect) { return rect.bottom() - std::min(8.0, rect.height / 4); }

// Arcs beside one column that overlap in height run on tracks of their own; those from one card
// share one.
struct Track {
  std::string from;
  int column = 0;
  bool is_left = false;
  double top = 0, bottom = 0;
  int index = 0;
};

class MoveDrawer {
 public:
  MoveDrawer(const MapPlan& plan, const PlacedMap& placed) : plan_(plan), placed_(placed) {}

  std::vector<Group> draw() {
    find_tracks();
    std::vector<Group> groups;
    for (const Move& move : plan_.moves)
      if (const auto ends = ends_of(move); ends.from && ends.to)
        groups.push_back(draw_move(move, ends));
    std::erase_if(groups, [](const Group& group) { return group.items.empty(); });
    return groups;
  }

 private:
  Ends ends_of(const Move& move) const {
    const auto find = [&](const std::string& id) {
      const auto at = placed_.nodes.find(id);
      return at == placed_.nodes.end() ? nullptr : &at->second;
    };
    return {find(move.from), find(move.to)};
  }

  void find_tracks() {
    for (const Move& move : plan_.moves) {
      const auto ends = ends_of(move);
      if (!ends.from || !ends.to || route_of(move, ends, placed_) != Route::beside) continue;
      const bool is_left = move.kind == MoveKind::back;
      auto known = std::ranges::find_if(tracks_, [&](const Track& track) {
        return track.from == move.from && track.is_left == is_left;
      });
      if (known == tracks_.end())
        known = tracks_.insert(known, {move.from, ends.from->column, is_left, 1e9, -1e9});
      known->top = std::min({known->top, ends.from->rect.y, ends.to->rect.y});
      known->bottom = std::max({known->bottom, ends.from->rect.bottom(), ends.to->rect.bottom()});
    }
    for (std::size_t i = 0; i < tracks_.size(); ++i) tracks_[i].index = free_index(i);
  }

  // The lowest index that no earlier track beside the same column uses at this height.
  int free_index(std::size_t at) const {
    const Track& track = tracks_[at];
    for (int index = 0;; ++index) {
      const bool is_taken = std::any_of(
          tracks_.begin(), tracks_.begin() + static_cast<std::ptrdiff_t>(at),
          [&](const Track& other) {
            return other.column == track.column && other.is_left == track.is_left &&
                   other.index == index && other.top < track.bottom && track.top < other.bottom;
          });
      if (!is_taken) return index;
    }
  }

  // Distance of a track from its column; many share what room there is.
  double offset_of(int index) const {
    const double most = placed_.is_list ? first_track + 1 : column_gap - 5;
    return std::min(first_track + index * track_step, most);
  }

  double track_offset(const Move& move) const {
    const bool is_left = move.kind == MoveKind::back;
    for (const Track& track : tracks_)
      if (track.from == move.from && track.is_left == is_left) return offset_of(track.index);
    return first_track;
  }

  Group draw_move(const Move& move, const Ends& ends) {
    Group group{.kind = GroupKind::edge};
    const Route route = route_of(move, ends, placed_);
    if (placed_.is_list && move.kind == MoveKind::forward && route != Route::circles) return group;
    if (route == Route::circles) {
      draw_circles(group, move, ends);
      return group;
    }
    Line line = line_of_move(move.kind);
    line.points = points_of(move, ends, route);
    if (!line.points.empty()) group.items.emplace_back(std::move(line));
    return group;
  }

  std::vector<Point> points_of(const Move& move, const Ends& ends, Route route) {
    const Rect& from = ends.from->rect;
    const Rect& to = ends.to->rect;
    switch (route) {
      case Route::straight: {
        const double x = from.x + card_padding + 8;
        return {{x, from.bottom()}, {x, to.y}};
      }
      case Route::beside:
        return beside(move, from, to);
      case Route::next_column: {
        const double x = (from.right() + to.x) / 2;
        return {{from.right(), from.middle()},
                {x, from.middle()},
                {x, forward_entry(to)},
                {to.x, forward_entry(to)}};
      }
      case Route::channel:
        return over_channel(move, ends);
      case Route::circles:
        break;
    }
    return {};
  }

  std::vector<Point> beside(const Move& move, const Rect& from, const Rect& to) const {
    const double offset = track_offset(move);
    if (move.kind == MoveKind::back) {
      const double x = from.x - offset;
      return {{from.x, side_exit(from)},
              {x, side_exit(from)},
              {x, back_entry(to)},
              {to.x, back_entry(to)}};
    }
    const double x = from.right() + offset;
    return {{from.right(), side_exit(from)},
            {x, side_exit(from)},
            {x, back_entry(to)},
            {to.right(), back_entry(to)}};
  }

  std::vector<Point> over_channel(const Move& move, const Ends& ends) {
    const Rect& from = ends.from->rect;
    const Rect& to = ends.to->rect;
    const auto row =
        static_cast<std::size_t>(placed_.columns[static_cast<std::size_t>(ends.from->column)].row);
    used_.resize(placed_.corridors.size());
    const double y = placed_.corridors[row] + channel_padding + track_step * used_[row]++;
    const bool is_back = move.kind == MoveKind::back;
    const double exit_x = is_back ? from.x : from.right();
    const double source_x = is_back ? from.x - offset_of(1) : from.right() + offset_of(1);
    const double target_x = to.x - offset_of(1);
    const double entry = is_back ? back_entry(to) : forward_entry(to);
    return {{exit_x, side_exit(from)},
            {source_x, side_exit(from)},
            {source_x, y},
            {target_x, y},
            {target_x, entry},
            {to.x, entry}};
  }

  void draw_circles(Group& group, const Move& move, const Ends& ends) {
    const bool is_back = move.kind == MoveKind::back;
    const Rect& from = ends.from->rect;
    const Rect& to = ends.to->rect;
    const Point out = is_back ? Point{from.x, side_exit(from)} : Point{from.right(), from.middle()};
    const Point in{to.x, is_back ? back_entry(to) : forward_entry(to)};
    connectors_.draw(group, move, {.from = out, .to = in, .is_out_left = is_back});
  }

  const MapPlan& plan_;
  const PlacedMap& placed_;
  std::vector<Track> tracks_;
  std::vector<int> used_;  // Lines in the channel of each row so far.
  Connectors connectors_;
};

int column_of(const PlacedMap& placed, const MapPlan& plan, std::string_view id) {
  const std::string_view wanted = id == won_place ? std::string_view(plan.won_after) : id;
  for (std::size_t c = 0; c < placed.columns.size(); ++c)
    for (const auto& planned : placed.columns[c].column->stages)
      if (planned.stage->id == wanted) return static_cast<int>(c);
  return -1;
}

}  // namespace

std::vector<double> corridor_heights(const MapPlan& plan, const PlacedMap& placed) {
  std::vector<int> lines;
  for (const Move& move : plan.moves) {
    const NodePlace from{.column = column_of(placed, plan, move.from)};
    const NodePlace to{.column = column_of(placed, plan, move.to)};
    if (from.column < 0 || to.column < 0) continue;
    if (route_of(move, {&from, &to}, placed) != Route::channel) continue;
    const auto row =
        static_cast<std::size_t>(placed.columns[static_cast<std::size_t>(from.column)].row);
    lines.resize(std::max(lines.size(), row + 1));
    ++lines[row];
  }
  std::vector<double> heights;
  for (const int count : lines)
    heights.push_back(count == 0 ? 0 : channel_padding * 2 + track_step * (count - 1));
  return heights;
}

std::vector<Group> draw_moves(const MapPlan& plan, const PlacedMap& placed) {
  return MoveDrawer(plan, placed).draw();
}

}  // namespace stagecraft::drawing
