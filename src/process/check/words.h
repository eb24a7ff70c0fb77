#pragma once

#include <optional>

#include "process/check/phrases.h"
#include "process/map.h"

namespace stagecraft::process {

/// The word lists of one language, with the words of one map. Data:
/// src/process/data/words-TAG.yaml, whose comments say what each list is for. Immutable once built.
struct Words {
  PhraseList customer;     ///< Who is on the customer's side, customer roles and personas included.
  PhraseList seller;       ///< Who is on ours, wherever it stands in a text.
  PhraseList our_roles;    ///< Names of our roles: count only where a text begins, or after `ours`.
  PhraseList act;          ///< Acts that can be seen of a customer, in every form.
  PhraseList doer_links;   ///< 'by', 'from'.
  PhraseList mental;       ///< States of mind.
  PhraseList opinion;      ///< Judgements of ours.
  PhraseList seller_verb;  ///< In every form.
  PhraseList seller_order;  ///< The same verbs in base form: an order to the seller.
  PhraseList seller_done;
  PhraseList seller_benefit;
  PhraseList articles, joiners, ours, us;
};

/// The lists of the map's language with the map's own words; `en-GB` falls back to `en`. A language
/// without a file is served by the map's own words alone; nullopt when there are none either.
std::optional<Words> words_for(const Map& map);

}  // namespace stagecraft::process
