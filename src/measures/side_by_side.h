#pragma once

#include <functional>
#include <initializer_list>
#include <vector>

#include "measures/figure.h"

namespace stagecraft::measures {

/// Makes some figures; from any thread.
using FigureMaker = std::function<std::vector<Figure>()>;

/// The figures of all makers, in their order. What is made of closings and counts alone is a loop
/// on one thread, of a few milliseconds a million deals: a dozen of them share `threads`.
std::vector<Figure> make_side_by_side(unsigned threads, std::initializer_list<FigureMaker> makers);

}  // namespace stagecraft::measures
