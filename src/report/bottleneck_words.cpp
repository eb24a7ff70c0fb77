#include "report/bottleneck_words.h"

#include <fmt/format.h>

#include "measures/display.h"
#include "report/figure_index.h"

namespace stagecraft::report {
namespace {

using measures::Bottleneck;
using measures::BottleneckStage;
using measures::Gain;

class Words {
 public:
  explicit Words(const Measured& measured)
      : measured_(measured), found_(measured.report.bottleneck) {
    if (const auto* model = FigureIndex(measured.report.figures)
                                .first({.measure = "bottleneck", .part = "money_a_month"}))
      currency_ = model->currency;
  }

  BottleneckWords words() {
    if (!found_.undefined.empty()) {
      words_.headline = "The bottleneck can't be told";
      say("Reason: {}.", found_.undefined);
      return std::move(words_);
    }
    if (!found_.binding.empty())
      name_capacity(found_.stages[found_.binding.front()]);
    else if (found_.named)
      name_losses(found_.stages[*found_.named]);
    else
      cannot_tell();
    how_sure();
    return std::move(words_);
  }

 private:
  template <typename... Parts>
  void say(fmt::format_string<Parts...> format, Parts&&... parts) {
    words_.sentences.push_back(fmt::format(format, std::forward<Parts>(parts)...));
  }

  const process::MapNode& node(const BottleneckStage& stage) const {
    return measured_.automaton.node(static_cast<process::NodeIndex>(stage.stage));
  }
  std::string title(const BottleneckStage& stage) const {
    return number_of(measured_.map, node(stage).id) + " " + node(stage).name;
  }
  std::string money(double amount) const {
    return measures::money_text(amount, currency_, measures::MoneyStyle::headline);
  }
  std::string gain_text(const Gain& gain) const {
    if (!gain.interval) return money(gain.value);
    return fmt::format("{} [{} to {}]", money(gain.value), money(gain.interval->low),
                       money(gain.interval->high));
  }
  static std::string percent(double share, std::int64_t n) {
    return measures::share_text(share, n);
  }

  void name_losses(const BottleneckStage& stage) {
    words_.stage = node(stage).id;
    words_.headline = fmt::format("{} is the limit", title(stage));
    say("Of {} visits that ended there, {} went forward and {} were lost.",
        measures::count_text(stage.ended), percent(stage.forward, stage.ended),
        percent(stage.lost, stage.ended));
    say("A tenth fewer losses at this stage would bring {} more won money a month, more than at "
        "any other.",
        gain_text(stage.losses_minus_10));
    say("A tenth less time would bring {} a month if deals are lost because they wait; if not, {} "
        "once.",
        money(stage.time_minus_10.value), money(stage.once_only));
  }

  void name_capacity(const BottleneckStage& stage) {
    words_.stage = node(stage).id;
    words_.headline = fmt::format("{} is the limit: its people can't keep up", title(stage));
    say("They can serve {} of the visits that arrive; the backlog grows by {} a month, so there is "
        "no steady state.",
        percent(stage.served, stage.visits), measures::number_text(stage.backlog, 1));
  }

  void cannot_tell() {
    words_.headline = "Which stage is the limit can't be told yet";
    std::string names;
    for (const auto index : found_.possible)
      names += (names.empty() ? "" : ", ") + title(found_.stages[index]);
    if (measured_.request.intervals != measures::Intervals::full)
      say("No stage is named without resamples; leave out --intervals {}.",
          measures::to_word(measured_.request.intervals));
    else if (!names.empty())
      say("The leads are within chance. Not excluded: {}.", names);
  }

  void how_sure() {
    say("Model: {} new deals and {} won a month, mean won amount {}: {} a month.",
        measures::number_text(found_.deals_a_month, 1),
        measures::number_text(found_.won_a_month.value, 1), money(found_.mean_won_amount),
        gain_text(found_.money_a_month));
    if (!found_.capacity_is_stated)
      say("Capacity is not stated, so no stage is limited by its people here.");
    if (!found_.how.empty()) say("Intervals: {}.", found_.how);
    say("It is a model's elasticity, not a promise: other things stay as they are in it.");
  }

  const Measured& measured_;
  const Bottleneck& found_;
  std::string currency_;  ///< Of the gains.
  BottleneckWords words_;
};

}  // namespace

BottleneckWords bottleneck_words(const Measured& measured) { return Words(measured).words(); }

}  // namespace stagecraft::report
