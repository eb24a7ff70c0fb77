#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "http/deal_guide.h"
#include "http/desk.h"
#include "http/event_view.h"

/// A deal, and what happened to it, as whoever sees it reads them.
namespace stagecraft::http {

struct DealView {
  selling::Deal deal;
  std::string account_name;
  Guide guide;
  std::vector<std::string> may;
  static constexpr Note notes[] = {
      {.field = "account_name", .text = "Of the deal's account; empty: it has none"},
      {.field = "may", .text = "The rights that who asks has on this deal, as `deal.change`"}};
};
BOOST_DESCRIBE_STRUCT(DealView, (), (deal, account_name, guide, may))

/// Of a deal as its own events tell it.
DealView deal_view(const Desk& desk, selling::Deal deal);

/// An event for whoever reads the deal: with what people typed.
struct DealEvent : EventView {
  std::string note;
  std::optional<store::ImportId> import_;
};
BOOST_DESCRIBE_STRUCT(DealEvent, (EventView), (note, import_))

struct DealHistory {
  std::vector<DealEvent> events;
};
BOOST_DESCRIBE_STRUCT(DealHistory, (), (events))

/// What happened to a deal and to those that were merged into it, by time.
std::vector<store::StoredEvent> whole_history(const Desk& desk, selling::DealId deal);
DealHistory history_view(std::span<const store::StoredEvent> events);

}  // namespace stagecraft::http
