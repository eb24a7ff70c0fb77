#include "measures/pass.h"

#include "base/parallel.h"
#include "measures/visit_reader.h"

namespace stagecraft::measures {

void pass_deals(const Study& study, const Tier& tier, Gatherers gatherers) {
  const unsigned threads = study.threads();
  for (const auto& gatherer : gatherers) gatherer->make_parts(threads);
  base::in_parts(threads, study.deal_count(),
                 [&](unsigned part, std::size_t begin, std::size_t end) {
                   for (const auto& gatherer : gatherers) gatherer->begin(part, end - begin);
                   VisitReader reader(tier);
                   Trace trace;
                   for (std::size_t i = begin; i < end; ++i) {
                     const auto d = static_cast<history::DealIndex>(i);
                     const history::DealState& state = study.deal(d);
                     const auto visits = reader.of(d);
                     if (!is_gone(state)) trace.load(study, tier, d, visits);
                     const PassingDeal deal{d, state, visits, trace};
                     for (const auto& gatherer : gatherers) gatherer->add(part, deal);
                   }
                 });
  for (const auto& gatherer : gatherers) gatherer->join();
}

}  // namespace stagecraft::measures
