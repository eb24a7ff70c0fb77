#include "history/cut_log.h"

#include <stdexcept>
#include <string>

#include "history/log_builder.h"
#include "history/value_text.h"

namespace stagecraft::history {
namespace {

class Cut {
 public:
  explicit Cut(const EventLog& log) : log_(log), change_(log.changes().begin()) {
    attribute_of_.assign(log.symbols().size(), nullptr);
    for (const auto& attribute : log.attributes()) {
      builder_.declare_attribute(attribute.name, attribute.kind);
      if (attribute.has_history) attribute_of_[attribute.symbol] = &attribute;
    }
  }

  void take(DealIndex d) {
    builder_.add_deal(log_.deal_id(d));
    for (const auto& attribute : log_.attributes())
      require(builder_.set_attribute(log_.deal_id(d), attribute.name,
                                     value_text(attribute, d, attribute.value(d))));
    for (EventIndex e = log_.begin(d); e < log_.end(d); ++e) take(d, e);
  }

  EventLog finish() { return builder_.finish(); }

 private:
  void take(DealIndex d, EventIndex e) {
    std::string from, to;
    if (const auto* change = change_of(e)) {
      from = text_of(d, e, change->from);
      to = text_of(d, e, change->to);
    }
    EventRow row{.deal = log_.deal_id(d), .kind = log_.kind(e)};
    row.symbol = log_.symbols().text(log_.symbol(e));
    row.from = from;
    row.to = to;
    row.actor = log_.actors().text(log_.actor(e));
    row.at = log_.at_column()[e];
    row.precision = log_.precision(e);
    if (!log_.is_reconstructed()) row.recorded_at = log_.recorded_at(e).time_since_epoch().count();
    row.source_seq = log_.source_seq(e);
    row.details = log_.details(e);
    require(builder_.add(row));
  }

  /// Events come in rising order, so the changes do as well.
  const Change* change_of(EventIndex e) {
    while (change_ != log_.changes().end() && change_->event < e) ++change_;
    return change_ != log_.changes().end() && change_->event == e ? &*change_ : nullptr;
  }

  std::string text_of(DealIndex d, EventIndex e, std::int64_t value) const {
    if (log_.kind(e) != EventKind::attribute_changed)
      return std::string(log_.texts().text(static_cast<std::uint32_t>(value)));
    return value_text(*attribute_of_[log_.symbol(e)], d, value);
  }

  /// What one log took, another one takes.
  static void require(std::string_view refusal) {
    if (!refusal.empty())
      throw std::logic_error("a log does not take its own: " + std::string(refusal));
  }

  const EventLog& log_;
  std::span<const Change>::iterator change_;
  std::vector<const Attribute*> attribute_of_;  ///< By symbol.
  LogBuilder builder_{Ties::by_arrival};
};

}  // namespace

EventLog cut_log(const EventLog& log, std::span<const char> keep) {
  Cut cut(log);
  for (DealIndex d = 0; d < log.deal_count(); ++d)
    if (keep[d] != 0) cut.take(d);
  return cut.finish();
}

}  // namespace stagecraft::history
