#include "report/figure_index.h"

#include <algorithm>

namespace stagecraft::report {
namespace {

constexpr char separator = '\x1F';

std::string text_of(const FigureKey& key) {
  std::string text;
  for (const auto part : {key.measure, key.part, key.place, key.to, key.slice, key.currency})
    text.append(part) += separator;
  return text;
}

}  // namespace

FigureIndex::FigureIndex(const std::vector<measures::Figure>& figures) : figures_(figures) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const auto& figure = figures[i];
    FigureKey key{.measure = figure.measure,
                  .part = figure.part,
                  .place = figure.stage.empty() ? figure.goal : figure.stage,
                  .to = figure.to,
                  .slice = figure.slice,
                  .currency = figure.currency};
    by_key_.emplace(text_of(key), i);
    key.to = key.currency = {};
    first_.emplace(text_of(key), i);
  }
}

const measures::Figure* FigureIndex::find(const FigureKey& key) const {
  const auto found = by_key_.find(text_of(key));
  return found == by_key_.end() ? nullptr : &figures_[found->second];
}

const measures::Figure* FigureIndex::first(const FigureKey& key) const {
  FigureKey loose = key;
  loose.to = loose.currency = {};
  const auto found = first_.find(text_of(loose));
  return found == first_.end() ? nullptr : &figures_[found->second];
}

std::vector<std::string> FigureIndex::currencies_of(std::string_view measure) const {
  std::vector<std::string> currencies;
  for (const auto& figure : figures_)
    if (figure.measure == measure && figure.part.empty() && figure.stage.empty() &&
        figure.goal.empty() && figure.slice.empty() &&
        std::ranges::find(currencies, figure.currency) == currencies.end())
      currencies.push_back(figure.currency);
  return currencies;
}

}  // namespace stagecraft::report
