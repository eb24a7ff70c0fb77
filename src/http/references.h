#pragma once

#include "http/desk.h"
#include "selling/setting.h"

namespace stagecraft::http {

/// Whether a change gives a deal to somebody else, as opposed to taking what nobody has, or stating
/// one's own team: it takes the right `deal.assign`.
bool gives_away(const selling::Change& change, const selling::Actor& actor);

/// Whether everything that a change names is there for who asks: contacts, account, owner, team,
/// people, attachments of this deal. Throws Error: `invalid` with all that is not; `forbidden` when
/// it gives the deal to somebody else without the right `deal.assign`. Taking what nobody has for
/// oneself needs no such right.
void check_references(const Desk& desk, const selling::Deal& deal, const selling::Change& change);

/// The same for a deal that begins from `source`: to keep the owner and team that they share gives
/// nothing away.
void check_follow_on(const Desk& desk, const selling::Deal& source, const selling::Change& change);

}  // namespace stagecraft::http
