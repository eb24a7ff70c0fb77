#include "drawing/scene.h"

namespace stagecraft::drawing {

bool Rect::overlaps(const Rect& other) const {
  return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
}

bool Rect::contains(Point point) const {
  return point.x > x && point.x < right() && point.y > y && point.y < bottom();
}

}  // namespace stagecraft::drawing
