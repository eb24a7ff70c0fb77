#pragma once

#include <cstdint>
#include <optional>

#include "base/statistics/life_table.h"
#include "base/statistics/share.h"

namespace stagecraft::base::statistics {

/// The share that one cause ends, under censoring and against the other causes, with what always
/// stands beside it.
struct Incidence {
  std::optional<Share> share;  ///< nullopt (undefined) when no fate is known.
  double value = 0;            ///< F(h), also where the share is undefined.
  double variance = 0;
  double undecided = 1;                           ///< S(h): the part that nothing has ended by h.
  std::int64_t hits = 0, failures = 0, open = 0;  ///< Of the whole table, whatever h.

  std::int64_t n() const { return hits + failures + open; }
  /// hits/n and (hits + open)/n: the share lies between, whatever becomes of the open ones.
  /// REQUIRES n() > 0.
  double lower_bound() const { return static_cast<double>(hits) / static_cast<double>(n()); }
  double upper_bound() const { return static_cast<double>(hits + open) / static_cast<double>(n()); }
};

/// Aalen-Johansen estimate of the share that `cause` ends sooner or later, as far as the curve
/// goes: F(h) = sum over ages t <= h of S(t-) d_cause/n, h = `horizon` (usually table.h_star;
/// nullopt: all of it). Variance by the delta method; interval Wilson's with n_eff = F(1-F)/Var. A
/// fate is known when something ended the stay. Equals hits/n when nobody is censored. O(rows).
/// Sources: Aalen, Johansen 1978; variance Coviello, Boggess 2004.
Incidence incidence(const LifeTable& table, Cause cause, std::optional<Age> horizon = std::nullopt);

/// The share that `cause` ends at an age <= `until`. A fate is known when the stay ended by then,
/// or was seen to last as long.
Incidence incidence_within(const LifeTable& table, Cause cause, Age until);

}  // namespace stagecraft::base::statistics
