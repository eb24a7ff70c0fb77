#include "report/bottleneck_words.h"

#include <fmt/format.h>

#include "measures/display.h"
#include "report/figure_index.h"

namespace stagecraft::report {
namespace {

using base::say;
using base::Sentence;
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
      add(say("Reason: {}.", found_.undefined));
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
  void add(Sentence sentence) { words_.sentences.push_back(std::move(sentence)); }

  const process::MapNode& node(const BottleneckStage& stage) const {
    return measured_.automaton.node(static_cast<process::NodeIndex>(stage.stage));
  }
  std::string title(const BottleneckStage& stage) const {
    return number_of(measured_.map, node(stage).id) + " " + node(stage).name;
  }
  Sentence money(double amount) const {
    return Sentence::number(
        measures::money_text(amount, currency_, measures::MoneyStyle::headline));
  }
  Sentence with_interval(const Gain& gain) const {
    if (!gain.interval) return money(gain.value);
    return say("{} [{} to {}]", money(gain.value), money(gain.interval->low),
               money(gain.interval->high));
  }
  static Sentence percent(double share, std::int64_t n) {
    return Sentence::number(measures::share_text(share, n));
  }
  static Sentence number(double value) { return Sentence::number(measures::number_text(value, 1)); }

  void name_losses(const BottleneckStage& stage) {
    words_.stage = node(stage).id;
    words_.headline = say("{} is the limit", title(stage));
    add(say("Of {} visits that ended there, {} went forward and {} were lost.",
            Sentence::number(measures::count_text(stage.ended)),
            percent(stage.forward, stage.ended), percent(stage.lost, stage.ended)));
    add(say(
        "A tenth fewer losses at this stage would bring {} more won money a month, more than at "
        "any other.",
        with_interval(stage.losses_minus_10)));
    add(say(
        "A tenth less time would bring {} a month if deals are lost because they wait; if not, {} "
        "once.",
        money(stage.time_minus_10.value), money(stage.once_only)));
  }

  void name_capacity(const BottleneckStage& stage) {
    words_.stage = node(stage).id;
    words_.headline = say("{} is the limit: its people can't keep up", title(stage));
    add(say(
        "They can serve {} of the visits that arrive; the backlog grows by {} a month, so there is "
        "no steady state.",
        percent(stage.served, stage.visits), number(stage.backlog)));
  }

  void cannot_tell() {
    words_.headline = "Which stage is the limit can't be told yet";
    std::vector<Sentence> names;
    for (const auto index : found_.possible) names.emplace_back(title(found_.stages[index]));
    if (measured_.request.intervals != measures::Intervals::full)
      add(say("No stage is named without resamples; leave out --intervals {}.",
              measures::to_word(measured_.request.intervals)));
    else if (!names.empty())
      add(say("The leads are within chance. Not excluded: {}.",
              Sentence::joined(std::move(names), ", ")));
  }

  void how_sure() {
    add(say("Model: {} new deals and {} won a month, mean won amount {}: {} a month.",
            number(found_.deals_a_month), number(found_.won_a_month.value),
            money(found_.mean_won_amount), with_interval(found_.money_a_month)));
    if (!found_.capacity_is_stated)
      add(say("Capacity is not stated, so no stage is limited by its people here."));
    if (!found_.how.empty()) add(say("Intervals: {}.", found_.how));
    add(say("It is a model's elasticity, not a promise: other things stay as they are in it."));
  }

  const Measured& measured_;
  const Bottleneck& found_;
  std::string currency_;  ///< Of the gains.
  BottleneckWords words_;
};

}  // namespace

BottleneckWords bottleneck_words(const Measured& measured) { return Words(measured).words(); }

}  // namespace stagecraft::report
