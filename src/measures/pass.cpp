#include "measures/pass.h"

#include <algorithm>

#include "base/parallel.h"

namespace stagecraft::measures {

namespace {

/// All pieces of all gatherers share the threads: those of one alone would leave some without work
/// at its end, a dozen times a pass. What falls into few pieces has long ones and begins first.
void join_all(unsigned threads, const Gatherers& gatherers) {
  std::vector<Pieces> joins;
  for (const auto& gatherer : gatherers) joins.push_back(gatherer->join());
  std::ranges::stable_sort(joins, {}, &Pieces::count);
  std::vector<std::pair<std::size_t, std::size_t>> pieces;  // Gatherer, and piece of it.
  for (std::size_t gatherer = 0; gatherer < joins.size(); ++gatherer)
    for (std::size_t i = 0; i < joins[gatherer].count; ++i) pieces.emplace_back(gatherer, i);
  base::for_each_index(threads, pieces.size(), [&](std::size_t i) {
    const auto [gatherer, piece] = pieces[i];
    joins[gatherer].work(piece);
  });
}

}  // namespace

void pass_deals(const Study& study, const Tier& tier, Gatherers gatherers) {
  const unsigned threads = study.threads();
  for (const auto& gatherer : gatherers) gatherer->make_parts(threads);
  base::in_parts(threads, study.deal_count(),
                 [&](unsigned part, std::size_t begin, std::size_t end) {
                   for (const auto& gatherer : gatherers) gatherer->begin(part, end - begin);
                   for_each_deal(study, tier, begin, end, [&](const PassingDeal& deal) {
                     for (const auto& gatherer : gatherers) gatherer->add(part, deal);
                   });
                 });
  join_all(threads, gatherers);
}

}  // namespace stagecraft::measures
