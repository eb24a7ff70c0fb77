#include "measures/side_by_side.h"

#include <iterator>

#include "base/parallel.h"

namespace stagecraft::measures {

std::vector<Figure> make_side_by_side(unsigned threads, std::initializer_list<FigureMaker> makers) {
  std::vector<std::vector<Figure>> made(makers.size());
  base::for_each_index(threads, makers.size(),
                       [&](std::size_t i) { made[i] = makers.begin()[i](); });
  std::vector<Figure> figures;
  for (auto& some : made)
    figures.insert(figures.end(), std::make_move_iterator(some.begin()),
                   std::make_move_iterator(some.end()));
  return figures;
}

}  // namespace stagecraft::measures
