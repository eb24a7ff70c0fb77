#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "drawing/icons.h"
#include "drawing/text_metrics.h"
#include "drawing/tokens.h"

/// A picture before it is written: what lies where, in px at scale 1, origin top left. Views and
/// charts make a Scene; svg.h writes it. Tests read it: what overlaps, what overflows, what cannot
/// be read.
namespace stagecraft::drawing {

struct Point {
  double x = 0, y = 0;

  bool operator==(const Point&) const = default;
};

struct Rect {
  double x = 0, y = 0, width = 0, height = 0;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
  double middle() const { return y + height / 2; }
  /// Whether the insides share a point; rectangles that only touch do not.
  bool overlaps(const Rect& other) const;
  bool contains(Point point) const;
  bool operator==(const Rect&) const = default;
};

enum class Anchor : std::uint8_t { start, middle, end };
enum class Dash : std::uint8_t { none, fine, wide };
/// Stripes in place of a fill: loud for what is lost at the bottleneck, quiet for what is not
/// complete.
enum class Hatch : std::uint8_t { none, limit, quiet };

struct Box {
  Rect rect;
  std::optional<Token> fill, stroke;
  double stroke_width = 1;
  double radius = 0;
  Dash dash = Dash::none;
  Hatch hatch = Hatch::none;
  double opacity = 1;
};

struct Line {
  std::vector<Point> points;
  Token stroke = Token::edge;
  double width = 1;
  Dash dash = Dash::none;
  bool has_arrow = false;  ///< At the last point.
  double opacity = 1;
};

/// A closed shape.
struct Area {
  std::vector<Point> points;
  std::optional<Token> fill, stroke;
  Hatch hatch = Hatch::none;
};

struct Dot {
  Point at;
  double radius = 3;
  std::optional<Token> fill, stroke;
};

/// One line of text.
struct Words {
  Point at;  ///< On the base line, at the anchor.
  std::string text;
  Face face = Face::sans;
  double size = 13;
  Token colour = Token::ink;
  Token on = Token::paper;  ///< What lies behind it; for the contrast.
  Anchor anchor = Anchor::start;
  double room = 0;   ///< Width that it may take; 0: not checked.
  std::string full;  ///< The whole text where this is cut; shown on pointing.
  bool is_right_to_left = false;
};

struct Mark {
  Icon icon;
  Point at;  ///< Top left.
  double size = 14;
  Token colour = Token::ink_2;
};

using Item = std::variant<Box, Line, Area, Dot, Words, Mark>;

enum class GroupKind : std::uint8_t {
  plain,
  card,  ///< A stage: overlaps no other card, chip or band, and no edge crosses it.
  chip,  ///< An internal stage.
  band,  ///< Won.
  edge,
};

struct Group {
  GroupKind kind = GroupKind::plain;
  std::string id;     ///< Empty: none.
  std::string title;  ///< What it is, in words; empty: none.
  std::string href;   ///< Empty: no link.
  Rect rect;          ///< Of cards, chips and bands.
  std::vector<Item> items;
};

struct Scene {
  double width = 0, height = 0;
  std::string title, description;
  std::vector<Group> groups;
};

}  // namespace stagecraft::drawing
