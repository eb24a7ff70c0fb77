#pragma once

#include <span>

#include "http/desk.h"
#include "http/json_reader.h"
#include "store/list.h"

/// Lists whose questions can be kept as views. Each of these throws Error{invalid} as the list
/// itself would for such a query string.
namespace stagecraft::http {

void try_deal_list(const Desk& desk, std::span<const QueryItem> items);
void try_account_list(const Desk& desk, std::span<const QueryItem> items);
void try_contact_list(const Desk& desk, std::span<const QueryItem> items);

/// The same question for one row, which costs little.
inline store::ListQuery first_of(store::ListQuery query) {
  query.limit = 1;
  return query;
}

}  // namespace stagecraft::http
