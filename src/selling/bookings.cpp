#include "selling/bookings.h"

namespace stagecraft::selling {
namespace {

class Ledger {
 public:
  explicit Ledger(std::vector<Booked>& bookings) : bookings_(bookings) {}

  /// What stands booked from now on.
  void set(const std::optional<base::Money>& amount, const Deal& deal, base::Instant at) {
    if (amount == standing_) return;
    const bool is_same_currency = amount && standing_ && amount->currency == standing_->currency;
    if (standing_ && !is_same_currency) add({-standing_->minor, standing_->currency}, deal, at);
    if (amount)
      add({is_same_currency ? amount->minor - standing_->minor : amount->minor, amount->currency},
          deal, at);
    standing_ = amount;
  }

 private:
  void add(base::Money amount, const Deal& deal, base::Instant at) {
    bookings_.push_back({.at = at,
                         .amount = amount,
                         .owner = deal.owner(),
                         .offering = std::string(deal.attribute("offering"))});
  }

  std::vector<Booked>& bookings_;
  std::optional<base::Money> standing_;
};

}  // namespace

std::vector<Booked> bookings_of(std::span<const Event> events, const MapVersions& maps) {
  std::vector<Booked> bookings;
  Ledger ledger(bookings);
  Deal deal;
  for (const auto& event : events) {
    apply(deal, event, maps);
    const bool is_won = deal.status == DealStatus::won;
    ledger.set(is_won ? deal.amount() : std::nullopt, deal, event.at);
  }
  return bookings;
}

}  // namespace stagecraft::selling
