#include "sample/sample.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <vector>

#include "base/parallel.h"

namespace stagecraft::sample {
namespace {

constexpr std::uint64_t deals_a_block = 2048;

/// So many deals of one block as text.
struct Block {
  std::string main, deals;
  std::uint64_t deal_count = 0, event_count = 0;
};

struct BlockOrder {
  std::uint64_t first = 0, count = 0;
  std::uint64_t deals_in_all = 0;
  std::uint64_t most_events = UINT64_MAX;
};

Block make_block(const Scenario& scenario, Layout layout, const BlockOrder& order) {
  Block block;
  SimulatedDeal deal;
  for (std::uint64_t i = 0; i < order.count && block.event_count < order.most_events; ++i) {
    simulate_deal(scenario, order.first + i, order.deals_in_all, deal);
    const auto room = order.most_events - block.event_count;
    if (deal.events.size() > room) deal.events.resize(room);
    if (deal.events.empty()) continue;
    append_deal(layout, scenario, deal, block.main);
    if (layout == Layout::events) append_deals_row(scenario, deal, block.deals);
    block.event_count += deal.events.size();
    ++block.deal_count;
  }
  return block;
}

/// How many deals give about so many events: seasons are spread over that number.
std::uint64_t deals_for(const Scenario& scenario, std::uint64_t events) {
  constexpr std::uint64_t probes = 2000;
  SimulatedDeal deal;
  std::uint64_t counted = 0;
  for (std::uint64_t i = 0; i < probes; ++i) {
    simulate_deal(scenario, i, probes, deal);
    counted += deal.events.size();
  }
  const double per_deal = std::max(1.0, static_cast<double>(counted) / probes);
  return std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(std::ceil(static_cast<double>(events) / per_deal)));
}

/// Hands blocks out in order, while later ones are being made.
class Blocks {
 public:
  Blocks(const Scenario& scenario, Layout layout, std::uint64_t deals_in_all, bool is_endless,
         unsigned threads)
      : scenario_(scenario), layout_(layout), deals_in_all_(deals_in_all), is_endless_(is_endless) {
    for (unsigned i = 0; i < threads; ++i) order_next();
  }

  bool is_done() const { return waiting_.empty(); }

  std::pair<BlockOrder, Block> take() {
    auto [order, future] = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
    order_next();
    return {order, future.get()};
  }

 private:
  void order_next() {
    if (!is_endless_ && next_ >= deals_in_all_) return;
    const BlockOrder order{
        next_, is_endless_ ? deals_a_block : std::min(deals_a_block, deals_in_all_ - next_),
        deals_in_all_};
    next_ += order.count;
    waiting_.emplace_back(order, std::async(std::launch::async, [this, order] {
                            return make_block(scenario_, layout_, order);
                          }));
  }

  const Scenario& scenario_;
  Layout layout_;
  std::uint64_t deals_in_all_;
  bool is_endless_;
  std::uint64_t next_ = 0;
  std::vector<std::pair<BlockOrder, std::future<Block>>> waiting_;
};

}  // namespace

SampleCounts write_sample(const Scenario& scenario, const SampleSize& size, Layout layout,
                          const SampleSinks& sinks, unsigned threads) {
  const std::uint64_t limit = size.events.value_or(UINT64_MAX);
  const std::uint64_t deals_in_all =
      size.events ? deals_for(scenario, *size.events) : size.deals.value_or(0);
  SampleCounts counts;
  const auto write = [&](const auto& sink, std::string_view text) {
    counts.bytes += text.size();
    if (sink) sink(text);
  };
  write(sinks.main, layout_head(layout, scenario));
  if (layout == Layout::events) write(sinks.deals, deals_head());
  Blocks blocks(scenario, layout, deals_in_all, size.events.has_value(),
                base::thread_count(threads));
  while (!blocks.is_done() && counts.events < limit) {
    auto [order, block] = blocks.take();
    if (block.event_count > limit - counts.events) {
      order.most_events = limit - counts.events;
      block = make_block(scenario, layout, order);
    }
    write(sinks.main, block.main);
    if (layout == Layout::events) write(sinks.deals, block.deals);
    counts.events += block.event_count;
    counts.deals += block.deal_count;
    if (sinks.on_progress) sinks.on_progress(counts);
  }
  write(sinks.main, layout_tail(layout));
  return counts;
}

}  // namespace stagecraft::sample
