#include "measures/aggregate.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "measures/deal_fields.h"
#include "measures/figures.h"
#include "measures/record_fields.h"
#include "measures/visit_reader.h"

namespace stagecraft::measures {

namespace {

using history::DealIndex;
using history::DealState;
using history::EventIndex;
using history::Visit;
using process::AggregateValue;
using process::FieldValue;
using process::Source;

bool is_record(Source source) { return source >= Source::touchpoints; }

/// A place of either tier.
struct Where {
  const Tier* tier = nullptr;
  PlaceIndex place = no_place;

  bool holds(const Visit& visit) const {
    return place == no_place ? visit.stage < tier->customer_count : visit.stage == place;
  }
};

std::optional<Where> find_place(const Study& study, const std::string& id) {
  if (id.empty()) return Where{&study.stages(), no_place};
  for (const Tier* tier : {&study.stages(), study.goals()}) {
    if (tier == nullptr) continue;
    if (const PlaceIndex place = tier->find(id); place != no_place) return Where{tier, place};
  }
  if (study.common())
    if (const auto* group = study.common()->find_group(id)) return find_place(study, group->id);
  return std::nullopt;
}

double days_between(const Study& study, Moment from, Moment to) {
  return to_days(static_cast<double>(elapsed_ms(from, to, study.request().zone)));
}

Moment created(const DealState& deal) {
  return {deal.created, deal.has(DealState::created_date_only)};
}

class AggregateCollector {
 public:
  AggregateCollector(const Study& study, const Slicing& slicing, const process::FormulaNode& node,
                     const std::string& home)
      : study_(study),
        slicing_(slicing),
        aggregate_(node.aggregate),
        op_(node.op),
        records_(study.log(), node.aggregate.source, study.flow().reading.as_of),
        found_(slicing.size()),
        currencies_(slicing.size()) {
    const auto id_of = [&](const std::string& id) { return id.empty() ? home : id; };
    const auto source = find_place(study, id_of(aggregate_.source_place));
    const auto value = find_place(study, id_of(aggregate_.value_place));
    if (!source || !value) {
      undefined_ = "the map has no such place";
      return;
    }
    source_ = *source;
    value_ = *value;
    for (const std::string& name : aggregate_.where.fields) add_reader(name);
    if (aggregate_.value == AggregateValue::field) add_reader(aggregate_.field);
  }

  std::vector<AggregateItems> run() {
    for (DealIndex d = 0; d < study_.deal_count() && undefined_.empty(); ++d) {
      if (is_gone(study_.deal(d))) continue;
      is_record(aggregate_.source) ? add_records(d) : add_deal(d);
    }
    for (AggregateItems& found : found_) {
      if (!undefined_.empty()) found.undefined = undefined_;
      std::ranges::sort(found.items, {}, &AggregateItem::value);
    }
    return std::move(found_);
  }

 private:
  void add_reader(const std::string& name) {
    if (is_record(aggregate_.source)) return;  // The map knows their fields.
    if (!deal_field_table(study_.inputs().map, study_.log()).find(name)) {
      undefined_ = base::say("this history does not know '{}'", name);
      return;
    }
    readers_.emplace_back(study_.log(), name);
  }

  /// When the deal became one of the source's; nullopt: it is none of them.
  std::optional<Moment> moment(DealIndex d) const {
    const DealState& deal = study_.deal(d);
    const Period& period = study_.period();
    const auto in_period = [&](Moment moment) -> std::optional<Moment> {
      if (!period.holds(moment.at, moment.by_day)) return std::nullopt;
      return moment;
    };
    switch (aggregate_.source) {
      case Source::created:
        return deal.created == DealState::unknown ? std::nullopt : in_period(created(deal));
      case Source::won:
        return closed(deal, history::DealStatus::won);
      case Source::lost:
        return closed(deal, history::DealStatus::lost);
      case Source::no_decision:
        return closed(deal, history::DealStatus::no_decision);
      default:
        break;
    }
    VisitReader visits(*source_.tier);
    for (const Visit& visit : visits.of(d)) {
      if (!source_.holds(visit)) continue;
      const bool by_day = visit.has(Visit::date_only);
      if (aggregate_.source == Source::in_stage && visit.is_open())
        return Moment{study_.as_of().last(by_day), by_day};
      if (aggregate_.source == Source::entered && !visit.has(Visit::entry_unknown))
        if (const auto at = in_period({visit.entered, by_day})) return at;
      if (aggregate_.source == Source::left && !visit.is_open() && !visit.has(Visit::left_unknown))
        if (const auto at = in_period({visit.left, by_day})) return at;
    }
    return std::nullopt;
  }

  std::optional<Moment> closed(const DealState& deal, history::DealStatus status) const {
    const bool by_day = deal.has(DealState::closed_date_only);
    if (deal.status != status) return std::nullopt;
    if (deal.closed == DealState::unknown)
      return study_.period().is_whole ? std::optional(Moment{study_.as_of().last(false), false})
                                      : std::nullopt;
    if (!study_.period().holds(deal.closed, by_day)) return std::nullopt;
    return Moment{deal.closed, by_day};
  }

  static base::Border just_after(Moment moment) {
    const base::Instant at{base::Milliseconds(moment.at)};
    return {at + base::Milliseconds(1),
            std::chrono::floor<std::chrono::days>(at) + std::chrono::days(moment.by_day ? 1 : 0)};
  }

  Slicing::Code slice_of(DealIndex d, Moment at) const {
    const std::int64_t created = study_.deal(d).created;
    if (aggregate_.source == Source::in_stage)
      return slicing_.of_stock(d, study_.flow().reading.as_of, created);
    return slicing_.of_event(d, at.at, created);
  }

  void add_deal(DealIndex d) {
    const auto at = moment(d);
    if (!at) return;
    slice_ = slice_of(d, *at);
    if (slice_ == Slicing::outside) return;
    const base::Border border = just_after(*at);
    if (!process::holds(aggregate_.where,
                        [&](std::size_t i) { return readers_[i].value(d, border); }))
      return;
    if (const auto value = value_of(d, *at, border)) found_[slice_].items.push_back({d, *value});
  }

  std::optional<double> value_of(DealIndex d, Moment at, const base::Border& border) {
    if (op_ == process::FormulaOp::count) return 1;
    const DealState& deal = study_.deal(d);
    switch (aggregate_.value) {
      case AggregateValue::days_open:
        if (deal.created == DealState::unknown) return std::nullopt;
        return days_between(study_, created(deal), at);
      case AggregateValue::days_in:
        return days_in(d);
      case AggregateValue::days_to:
        return days_to(d, deal);
      default:
        break;
    }
    if (aggregate_.field == "amount") return amount(d);
    const FieldValue value = readers_.back().value(d, border);
    if (!value || !std::holds_alternative<double>(*value)) return std::nullopt;
    return std::get<double>(*value);
  }

  std::optional<double> amount(DealIndex d) {
    const DealMoney& money = study_.money();
    if (!money.has_amount(d)) return std::nullopt;
    see_currency(std::string(money.currencies[money.currency[d]].code()));
    return static_cast<double>(money.minor[d]) / major_unit(study_, money.currency[d]);
  }

  /// Sums are never taken across currencies.
  void see_currency(const std::string& currency) {
    auto& first = currencies_[slice_];
    if (!first) first = currency;
    if (*first != currency) found_[slice_].undefined = "mixed currencies";
  }

  std::optional<double> days_in(DealIndex d) const {
    std::optional<double> sum;
    VisitReader visits(*value_.tier);
    for (const Visit& visit : visits.of(d)) {
      if (!value_.holds(visit) || !visit.has_length()) continue;
      const bool by_day = visit.has(Visit::date_only);
      const std::int64_t end = visit.is_open() ? study_.as_of().last(by_day) : visit.left;
      sum = sum.value_or(0) + days_between(study_, {floor(visit.entered, by_day), by_day},
                                           {floor(end, by_day), by_day});
    }
    return sum;
  }

  static std::int64_t floor(std::int64_t at, bool by_day) { return by_day ? floor_to_day(at) : at; }

  std::optional<double> days_to(DealIndex d, const DealState& deal) const {
    if (deal.created == DealState::unknown) return std::nullopt;
    VisitReader visits(*value_.tier);
    for (const Visit& visit : visits.of(d))
      if (value_.holds(visit) && !visit.has(Visit::entry_unknown))
        return days_between(study_, created(deal), {visit.entered, visit.has(Visit::date_only)});
    return std::nullopt;
  }

  void add_records(DealIndex d) {
    const auto& log = study_.log();
    const history::Reading& reading = study_.flow().reading;
    for (EventIndex e = log.begin(d); e < log.end(d); ++e) {
      if (log.kind(e) != record_kind(aggregate_.source)) continue;
      const bool by_day = log.precision(e) == history::Precision::date;
      const Moment at{log.at(e).time_since_epoch().count(), by_day};
      if (!study_.period().holds(at.at, by_day) || !reading.as_of.holds_before(log.at(e), by_day) ||
          !reading.known_at.holds_before(log.recorded_at(e), by_day))
        continue;
      if (aggregate_.source == Source::pushes && !is_push(e)) continue;
      slice_ = slice_of(d, at);
      if (slice_ == Slicing::outside) continue;
      const auto field = [&](const std::string& name) {
        return records_.value(e, log.end(d), name);
      };
      if (!process::holds(aggregate_.where,
                          [&](std::size_t i) { return field(aggregate_.where.fields[i]); }))
        continue;
      if (const auto value = op_ == process::FormulaOp::count ? 1 : record_value(d, e))
        found_[slice_].items.push_back({d, *value});
    }
  }

  std::optional<double> record_value(DealIndex d, EventIndex e) {
    const auto value = records_.value(e, study_.log().end(d), aggregate_.field);
    if (!value || !std::holds_alternative<double>(*value)) return std::nullopt;
    if (aggregate_.field == "amount") {
      const DealMoney& money = study_.money();
      std::string currency = currency_of_record(study_.log(), e);
      if (currency.empty() && money.has_amount(d))
        currency = money.currencies[money.currency[d]].code();
      see_currency(currency);
    }
    return std::get<double>(*value);
  }

  /// The expected close moved to a later day.
  bool is_push(EventIndex e) const {
    const history::Attribute* close = study_.log().find_attribute("expected_close");
    const history::Change* change = study_.log().find_change(e);
    return close != nullptr && change != nullptr && study_.log().symbol(e) == close->symbol &&
           change->from != history::Attribute::not_stated && change->to > change->from;
  }

  const Study& study_;
  const Slicing& slicing_;
  const process::Aggregate& aggregate_;
  process::FormulaOp op_;
  Where source_, value_;
  std::vector<FieldReader> readers_;  ///< Of the condition, and last of the value.
  RecordReader records_;
  base::Sentence undefined_;  ///< Of all slices.
  Slicing::Code slice_ = 0;
  std::vector<AggregateItems> found_;                   ///< By slice.
  std::vector<std::optional<std::string>> currencies_;  ///< By slice.
};

}  // namespace

std::vector<AggregateItems> collect_items(const Study& study, const Slicing& slicing,
                                          const process::FormulaNode& node,
                                          const std::string& home) {
  return AggregateCollector(study, slicing, node, home).run();
}

}  // namespace stagecraft::measures
