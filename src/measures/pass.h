#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "measures/study.h"
#include "measures/trace.h"
#include "measures/visit_reader.h"

/// The pass over the deals: each is met once, with its visits, and every measure takes from it what
/// it needs. Reading ten million visits from memory costs more than what most measures do with
/// them.
namespace stagecraft::measures {

/// A deal as the measures meet it.
struct PassingDeal {
  history::DealIndex index;
  const history::DealState& state;
  std::span<const history::Visit> visits;  ///< At the level of the tier.
  const Trace& trace;                      ///< Of these visits; of deals that are gone: of another.
  /// Whether its visits are as most are, so that nothing has to be asked of each: see
  /// Trace::is_plain.
  bool is_plain;
};

/// Work in pieces that do not need each other: work(0), work(1) ... work(count - 1).
struct Pieces {
  std::size_t count = 0;
  std::function<void(std::size_t)> work;
};

/// What one measure gathers in the pass: in parts of the deals, each on a thread of its own, which
/// are joined in their order at the end.
class Gatherer {
 public:
  virtual ~Gatherer() = default;

  virtual void make_parts(unsigned parts) = 0;
  /// Makes `part` ready for so many deals. From here until the end it belongs to one thread.
  virtual void begin(unsigned part, std::size_t deals) = 0;
  /// Deals come in their order, those that are gone (study.h) too.
  virtual void add(unsigned part, const PassingDeal& deal) = 0;
  /// How the parts are joined. The pieces are done while the gatherer is there, on any thread.
  virtual Pieces join() = 0;
};

using Gatherers = std::vector<std::unique_ptr<Gatherer>>;

/// Calls `meet(const PassingDeal&)` with the deals [begin, end), in their order.
template <typename Meet>
void for_each_deal(const Study& study, const Tier& tier, std::size_t begin, std::size_t end,
                   Meet meet) {
  VisitReader reader(tier);
  Trace trace;
  for (std::size_t i = begin; i < end; ++i) {
    const auto d = static_cast<history::DealIndex>(i);
    const history::DealState& state = study.deal(d);
    const auto visits = reader.of(d);
    const bool is_there = !is_gone(state);
    if (is_there) trace.load(study, tier, d, visits);
    meet(PassingDeal{d, state, visits, trace, is_there && trace.is_plain()});
  }
}

/// Leads every deal past all `gatherers`, with its visits in `tier`, and lets them join their
/// parts.
void pass_deals(const Study& study, const Tier& tier, Gatherers gatherers);

/// A gatherer with a collector a part: `make(deals)` makes one, `collector.add(deal)` feeds it, and
/// `join(collectors)` takes a span of unique_ptr to them; it joins them, or returns the Pieces of
/// doing so, beside which those of other gatherers are done.
template <typename Make, typename Join>
class PartGatherer final : public Gatherer {
 public:
  using Collector = std::invoke_result_t<const Make&, std::size_t>;

  PartGatherer(Make make, Join join) : make_(std::move(make)), join_(std::move(join)) {}

  void make_parts(unsigned parts) override { collectors_.resize(parts); }
  void begin(unsigned part, std::size_t deals) override {
    collectors_[part].reset(new Collector(make_(deals)));  // In place: it may not be movable.
  }
  void add(unsigned part, const PassingDeal& deal) override { collectors_[part]->add(deal); }
  Pieces join() override {
    const std::span<const std::unique_ptr<Collector>> parts(collectors_);
    if constexpr (std::is_void_v<decltype(join_(parts))>)
      return {1, [this, parts](std::size_t) { join_(parts); }};
    else
      return join_(parts);
  }

 private:
  Make make_;
  Join join_;
  std::vector<std::unique_ptr<Collector>> collectors_;
};

template <typename Make, typename Join>
std::unique_ptr<Gatherer> make_gatherer(Make make, Join join) {
  return std::make_unique<PartGatherer<Make, Join>>(std::move(make), std::move(join));
}

/// One gatherer alone.
inline void pass_deals(const Study& study, const Tier& tier, std::unique_ptr<Gatherer> gatherer) {
  Gatherers gatherers;
  gatherers.push_back(std::move(gatherer));
  pass_deals(study, tier, std::move(gatherers));
}

/// Adds each to that of the same number: how counts of two parts are joined. REQUIRES equal sizes.
template <typename Count>
void add_all(std::vector<Count>& into, const std::vector<Count>& from) {
  for (std::size_t i = 0; i < into.size(); ++i) into[i] += from[i];
}

}  // namespace stagecraft::measures
