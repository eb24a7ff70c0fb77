#include "measures/trace.h"

namespace stagecraft::measures {

namespace {

using history::DealState;
using history::Visit;

}  // namespace

Trace::Target::Target(const Tier& tier, PlaceIndex to, bool itself)
    : by_entering_(tier.places.size(), no), by_stages_(tier.is_shown_by_stages(to)) {
  const bool to_won = tier.places[to].kind == process::NodeKind::won;
  by_winning_ = to_won || (!itself && tier.won != no_place && tier.shows(to, tier.won));
  const auto places = static_cast<PlaceIndex>(tier.places.size());
  for (PlaceIndex place = 0; place < places; ++place)
    if (itself ? place == to : tier.shows(to, place))
      by_entering_[place] = tier.places[place].after_won ? after_winning : yes;
}

Trace::Target::Target(const Tier& tier, const std::vector<bool>& shows, bool by_winning)
    : by_entering_(tier.places.size(), no), by_winning_(by_winning) {
  for (std::size_t place = 0; place < shows.size(); ++place) {
    if (!shows[place]) continue;
    by_entering_[place] = tier.places[place].after_won ? after_winning : yes;
    by_stages_ = true;
  }
}

void Trace::load(const Study& study, const Tier& tier, history::DealIndex d,
                 std::span<const Visit> visits) {
  const DealState& deal = study.deal(d);
  is_closing_dated_ = deal.closed != DealState::unknown;
  closed_ = {is_closing_dated_ ? deal.closed : 0, deal.has(DealState::closed_date_only)};
  is_closed_ = deal.is_closed();
  is_won_ = deal.status == history::DealStatus::won;
  if (entries_.size() < visits.size()) entries_.resize(visits.size());
  Entry* out = entries_.data();
  unsigned flags = 0, all_flags = 0;
  std::int64_t any_length = 0;  // Negative where one of them is.
  for (const Visit& visit : visits) {
    all_flags |= visit.flags;
    any_length |= visit.left - visit.entered;
    if (visit.stage >= tier.customer_count || visit.has(Visit::background)) continue;
    flags |= visit.flags;
    *out++ = {visit.entered, visit.stage, visit.has(Visit::date_only),
              !visit.has(Visit::entry_unknown), visit.first};
  }
  size_ = static_cast<std::size_t>(out - entries_.data());
  is_exact_ = (flags & (Visit::date_only | Visit::entry_unknown)) == 0 &&
              (!is_closed_ || (is_closing_dated_ && !closed_.by_day));
  constexpr unsigned unclear =
      Visit::date_only | Visit::entry_unknown | Visit::left_unknown | Visit::contradictory;
  is_plain_ = (all_flags & unclear) == 0 && any_length >= 0 && !deal.has(DealState::doubled) &&
              (visits.empty() || visits.front().entered >= study.uncut_from());
}

std::size_t Trace::find_all(const Tier& tier, std::span<const PlaceIndex> path, PlaceIndex to,
                            std::size_t i) const {
  std::size_t done = 0;
  for (std::size_t j = 0; j < size_; ++j) {
    if (done < path.size() && entries_[j].place == path[done])
      ++done;
    else if (done == path.size() && j > i && entries_[j].place == to)
      return j;
  }
  const bool to_won = tier.places[to].kind == process::NodeKind::won;
  return to_won && is_won() && done == path.size() ? at_winning : nowhere;
}

Trace::Fate Trace::fate(const Study& study, const Tier& tier, std::size_t hit,
                        std::size_t i) const {
  const base::statistics::Cause why = cause(tier, hit, i);
  if (hit < size_) return {entries_[hit].moment(), why, entries_[hit].dated};
  if (why != base::statistics::censored) return {closed_, why, is_closing_dated_};
  const bool by_day = entries_[i].by_day;
  return {{study.as_of().last(by_day), by_day}, why, true};
}

}  // namespace stagecraft::measures
