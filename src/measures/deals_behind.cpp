#include "measures/deals_behind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/error.h"
#include "measures/closings.h"
#include "measures/visit_reader.h"

namespace stagecraft::measures {

namespace {

using history::DealIndex;
using history::DealState;
using history::Visit;

/// What decides whether a deal stands behind a figure.
enum class Base : std::uint8_t {
  in_stage_now,
  opening,
  closing,
  entered,
  left,
  at_risk,
  first_entry,
  began,
  closed,
  won,
  open
};

struct Rule {
  std::string_view measure;
  Base base;
  std::string_view source;  ///< Of the language of formulas.
};

constexpr std::array<Rule, 19> rules{{
    {"in_stage", Base::in_stage_now, "in_stage"},
    {"entered", Base::entered, "entered"},
    {"left", Base::left, "left"},
    {"time_in_stage", Base::at_risk, "in_stage"},
    {"time_to_next", Base::left, "left"},
    {"conversion", Base::first_entry, "entered"},
    {"transitions", Base::entered, "entered"},
    {"deviations", Base::entered, "entered"},
    {"funnel", Base::began, "created"},
    {"cohort", Base::began, "created"},
    {"win_rate", Base::closed, "won, lost, no_decision"},
    {"sales_cycle", Base::won, "won"},
    {"booked_amount", Base::won, "won"},
    {"average_size", Base::won, "won"},
    {"orders", Base::won, "won"},
    {"revenue", Base::won, "won"},
    {"touches_a_deal", Base::closed, "won, lost, no_decision"},
    {"pipeline", Base::open, "in_stage"},
    {"stage_weighted", Base::open, "in_stage"},
}};

Base base_of(const Figure& figure) {
  if (figure.measure == "in_stage" && figure.part == "opening") return Base::opening;
  if (figure.measure == "in_stage" && figure.part == "closing") return Base::closing;
  const auto rule = std::ranges::find(rules, figure.measure, &Rule::measure);
  return rule == rules.end() ? Base::closed : rule->base;
}

std::string_view source_of(const Figure& figure) {
  const auto rule = std::ranges::find(rules, figure.measure, &Rule::measure);
  return rule == rules.end() ? "won, lost, no_decision" : rule->source;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'";
}

/// Looks for the deals of one figure.
class Search {
 public:
  Search(const Study& study, const Figure& figure)
      : study_(study),
        figure_(figure),
        base_(base_of(figure)),
        tier_(figure.goal.empty() || study.goals() == nullptr ? study.stages() : *study.goals()),
        place_(find_place(figure.stage.empty() ? figure.goal : figure.stage)),
        target_(find_place(figure.to)) {
    find_slice();
  }

  bool holds(DealIndex d) const {
    const DealState& deal = study_.deal(d);
    if (is_gone(deal)) return false;
    switch (base_) {
      case Base::closed:
        return is_closed_in(d, deal);
      case Base::won:
        return deal.status == history::DealStatus::won && is_closed_in(d, deal);
      case Base::open:
        return is_open(d, deal);
      case Base::began:
        return began(d, deal);
      default:
        break;
    }
    VisitReader visits(tier_);
    return std::ranges::any_of(visits.of(d), [&](const Visit& visit) {
      return (place_ == no_place || visit.stage == place_) && visit.stage < tier_.customer_count &&
             holds(deal, visit);
    });
  }

 private:
  PlaceIndex find_place(const std::string& id) const {
    if (id.empty()) return no_place;
    const auto found = std::ranges::find(tier_.places, id, &Place::id);
    if (found == tier_.places.end())
      throw base::Error(base::ErrorKind::not_found, fmt::format("The map has no '{}'.", id));
    return static_cast<PlaceIndex>(found - tier_.places.begin());
  }

  void find_slice() {
    for (const Slicing& slicing : study_.slicings()) {
      const auto label = std::ranges::find(slicing.labels, figure_.slice);
      if (label == slicing.labels.end()) continue;
      slicing_ = &slicing;
      slice_ = static_cast<Slicing::Code>(label - slicing.labels.begin());
      return;
    }
    throw base::Error(base::ErrorKind::not_found,
                      fmt::format("There is no slice '{}' in what was measured.", figure_.slice));
  }

  bool in_slice(Slicing::Code code) const { return code == slice_; }

  bool is_closed_in(DealIndex d, const DealState& deal) const {
    if (!deal.is_closed()) return false;
    const bool dated = deal.closed != DealState::unknown;
    const bool by_day = deal.has(DealState::closed_date_only);
    if (dated ? !study_.period().holds(deal.closed, by_day) : !study_.period().is_whole)
      return false;
    const std::int64_t at = dated ? deal.closed : study_.as_of().last(false);
    if (!in_slice(slicing_->of_event(d, at, deal.created))) return false;
    if (figure_.measure != "orders" && figure_.measure != "revenue") return true;
    const base::Instant instant{base::Milliseconds(deal.closed)};
    return dated && iso_week(by_day ? std::chrono::floor<std::chrono::days>(instant)
                                    : study_.request().zone.day_of(instant)) == figure_.part;
  }

  bool is_open(DealIndex d, const DealState& deal) const {
    return deal.is_open() && (place_ == no_place || deal.node == place_) &&
           in_slice(slicing_->of_stock(d, study_.flow().reading.as_of, deal.created));
  }

  /// Began in the period, and reached the stage if the figure names one.
  bool began(DealIndex d, const DealState& deal) const {
    VisitReader reader(tier_);
    const auto visits = reader.of(d);
    const auto first = std::ranges::find_if(visits, [&](const Visit& visit) {
      return visit.stage < tier_.customer_count && !visit.has(Visit::background);
    });
    if (first == visits.end() || !begins(*first)) return false;
    if (!in_slice(slicing_->of_span(d, first->entered, first->left, deal.created))) return false;
    if (place_ == no_place) return true;
    if (deal.status == history::DealStatus::won && tier_.won != no_place &&
        tier_.shows(place_, tier_.won))
      return true;
    return std::ranges::any_of(visits, [&](const Visit& visit) {
      return visit.stage < tier_.customer_count && tier_.shows(place_, visit.stage);
    });
  }

  bool begins(const Visit& visit) const {
    if (visit.has(Visit::entry_unknown)) return study_.period().is_whole;
    return study_.period().holds(visit.entered, visit.has(Visit::date_only));
  }

  bool stands_at(const DealState& deal, const Visit& visit, const base::Border& border) const {
    const Edge edge(border);
    const bool dated = visit.has(Visit::date_only);
    if (visit.has(Visit::entry_unknown) || visit.has(Visit::left_unknown)) return false;
    return edge.holds_before(visit.entered, dated) &&
           (visit.is_open() || !edge.holds_before(visit.left, dated)) &&
           in_slice(slicing_->of_stock(visit.deal, border, deal.created));
  }

  bool holds(const DealState& deal, const Visit& visit) const {
    const Period& period = study_.period();
    const bool dated = visit.has(Visit::date_only);
    const auto of_span = [&] {
      return slicing_->of_span(visit.deal, visit.entered, visit.left, deal.created);
    };
    switch (base_) {
      case Base::in_stage_now:
        return visit.is_open() &&
               in_slice(slicing_->of_stock(visit.deal, study_.flow().reading.as_of, deal.created));
      case Base::opening:
        return stands_at(deal, visit, period.from_border);
      case Base::closing:
        return stands_at(deal, visit, period.to_border);
      case Base::entered:
        return begins(visit) && (target_ == no_place || visit.next == target_) &&
               in_slice(slicing_->of_event(visit.deal, visit.entered, deal.created));
      case Base::left:
        return !visit.is_open() && !visit.has(Visit::left_unknown) &&
               period.holds(visit.left, dated) && (target_ == no_place || visit.next == target_) &&
               in_slice(slicing_->of_event(visit.deal, visit.left, deal.created));
      case Base::first_entry:
        return visit.first && begins(visit) && in_slice(of_span());
      default:
        return visit.has_length() && period.to.holds_before(visit.entered, dated) &&
               (visit.is_open() || !period.from.holds_before(visit.left, dated)) &&
               in_slice(of_span());
    }
  }

  const Study& study_;
  const Figure& figure_;
  Base base_;
  const Tier& tier_;
  PlaceIndex place_, target_;
  const Slicing* slicing_ = nullptr;
  Slicing::Code slice_ = 0;
};

}  // namespace

std::string query_of(const Figure& figure, const Request& request) {
  const std::string& place = figure.stage.empty() ? figure.goal : figure.stage;
  std::string query{source_of(figure)};
  if (!place.empty()) query += fmt::format("({})", place);
  std::string where;
  if (const auto equals = figure.slice.find('='); equals != std::string::npos) {
    const std::string name = figure.slice.substr(0, equals);
    const std::string value = figure.slice.substr(equals + 1);
    where = value == "(not stated)" ? name + " is not filled"
                                    : fmt::format("{} = {}", name, quoted(value));
  }
  if (request.where)
    where += fmt::format("{}{}", where.empty() ? "" : " and ", request.where->text);
  if (!where.empty()) query += " where " + where;
  if (figure.period)
    query += fmt::format("; from {} to {}", base::to_iso(figure.period->from),
                         base::to_iso(figure.period->to));
  return query + fmt::format("; as of {}; known at {}", base::to_iso(figure.as_of),
                             base::to_iso(figure.known_at));
}

std::vector<std::string> deals_behind(const Study& study, const Figure& figure) {
  const Search search(study, figure);
  std::vector<std::string> ids;
  for (DealIndex d = 0; d < study.deal_count(); ++d)
    if (search.holds(d)) ids.emplace_back(study.log().deal_id(d));
  std::ranges::sort(ids);
  return ids;
}

}  // namespace stagecraft::measures
