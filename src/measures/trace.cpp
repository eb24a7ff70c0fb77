#include "measures/trace.h"

#include "measures/conversion.h"

namespace stagecraft::measures {

namespace {

using history::DealState;
using history::Visit;

}  // namespace

void Trace::load(const Study& study, const Tier& tier, history::DealIndex d,
                 std::span<const Visit> visits) {
  deal_ = &study.deal(d);
  entries_.clear();
  for (const Visit& visit : visits) {
    if (visit.stage >= tier.customer_count || visit.has(Visit::background)) continue;
    entries_.push_back({{visit.entered, visit.has(Visit::date_only)},
                        visit.stage,
                        !visit.has(Visit::entry_unknown),
                        visit.first});
  }
}

std::size_t Trace::find(const Tier& tier, PlaceIndex to, std::size_t i, bool itself) const {
  const bool to_won = tier.places[to].kind == process::NodeKind::won;
  const bool winning_shows = is_won() && (to_won || (!itself && tier.shows(to, tier.won)));
  if (!tier.is_shown_by_stages(to)) return winning_shows ? at_winning : nowhere;
  for (std::size_t j = i + 1; j < entries_.size(); ++j) {
    const PlaceIndex place = entries_[j].place;
    if (itself ? place != to : !tier.shows(to, place)) continue;
    // What is entered after the sale shows no more than the winning before it did.
    return winning_shows && tier.places[place].after_won ? at_winning : j;
  }
  return winning_shows ? at_winning : nowhere;
}

std::size_t Trace::find_all(const Tier& tier, std::span<const PlaceIndex> path, PlaceIndex to,
                            std::size_t i) const {
  std::size_t done = 0;
  for (std::size_t j = 0; j < entries_.size(); ++j) {
    if (done < path.size() && entries_[j].place == path[done])
      ++done;
    else if (done == path.size() && j > i && entries_[j].place == to)
      return j;
  }
  const bool to_won = tier.places[to].kind == process::NodeKind::won;
  return to_won && is_won() && done == path.size() ? at_winning : nowhere;
}

Trace::Fate Trace::closing(base::statistics::Cause cause) const {
  const bool dated = deal_->closed != DealState::unknown;
  return {{dated ? deal_->closed : 0, deal_->has(DealState::closed_date_only)}, cause, dated};
}

Trace::Fate Trace::fate(const Study& study, const Tier& tier, std::size_t hit,
                        std::size_t i) const {
  const Entry& from = entries_[i];
  if (hit == at_winning) return closing(reached_it);
  if (hit != nowhere) return {entries_[hit].at, reached_it, entries_[hit].dated};
  // After the sale a deal stays won: nothing but leaving its last stage could end it.
  const bool after_sale = tier.places[from.place].after_won;
  if (deal_->is_closed() && !(is_won() && after_sale)) return closing(closed_without_it);
  return {{study.as_of().last(from.at.by_day), from.at.by_day}, base::statistics::censored, true};
}

}  // namespace stagecraft::measures
