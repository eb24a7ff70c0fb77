#include "measures/pass.h"

#include "base/parallel.h"

namespace stagecraft::measures {

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
  for (const auto& gatherer : gatherers) gatherer->join();
}

}  // namespace stagecraft::measures
