#pragma once

namespace stagecraft::base {

/// Empties a vector and gives its memory back; `vector = {}` keeps it.
template <typename Vector>
void release(Vector& vector) {
  Vector().swap(vector);
}

}  // namespace stagecraft::base
