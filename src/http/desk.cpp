#include "http/desk.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "http/language.h"
#include "http/phrasebook.h"
#include "http/selling_settings.h"
#include "http/silence_habits.h"
#include "store/deals.h"
#include "store/lookups.h"
#include "store/profile.h"

namespace stagecraft::http {

store::Viewer viewer_of(const selling::Actor& actor) {
  store::Viewer viewer{.person = actor.person, .team = {}, .scope = store::Scope::own};
  if (!actor.teams.empty()) viewer.team = actor.teams.front();
  switch (selling::reach_of(actor).reads) {
    case selling::Scope::none:
      // Nobody has this id, so nothing is theirs.
      viewer.person = {};
      viewer.team.reset();
      break;
    case selling::Scope::own:
      break;
    case selling::Scope::team:
      viewer.scope = store::Scope::team;
      break;
    case selling::Scope::all:
      viewer.scope = store::Scope::all;
      break;
  }
  return viewer;
}

Desk::Desk(store::Connection& db, const Request& request, App& app)
    : Desk(db, request.who().actor, app, asked_language(request)) {
  request_ = &request;
}

Desk::Desk(store::Connection& db, const selling::Actor& actor, App& app, std::string_view language)
    : db_(db),
      actor_(actor),
      language_(language),
      cache_(*app.maps),
      silence_(app.silence),
      viewer_(viewer_of(actor)),
      now_(app.now()),
      maps_(db, cache_, store::zone_of(db)) {}

std::string Desk::told(const base::Sentence& sentence) const {
  return sentence.text(phrasebook(language_));
}

selling::Deal Desk::deal(selling::DealId id) const {
  return store::get_deal(db_, viewer_, id, maps_);
}

selling::Deal Desk::deal() const { return deal(request_->id_of<selling::DealId>("deal")); }

selling::Deal Desk::deal_for(selling::Right right) const {
  return deal_for(right, request_->id_of<selling::DealId>("deal"));
}

selling::Deal Desk::deal_for(selling::Right right, selling::DealId id) const {
  auto found = deal(id);
  selling::require(actor(), right, holder_of(found));
  return found;
}

store::ProcessRow Desk::process(selling::ProcessId id) const {
  if (auto row = store::find_process(db_, id)) return *std::move(row);
  throw base::Error(base::ErrorKind::not_found, base::say("There is no process {}.", id.value));
}

const selling::ProcessVersion& Desk::version(selling::MapVersion id) const {
  return cache_.get(db_, id);
}

const selling::ProcessVersion& Desk::newest_version(selling::ProcessId process) const {
  const auto row = store::find_process(db_, process);
  if (!row || row->head == 0)
    throw base::Error(base::ErrorKind::invalid,
                      base::say("Process {} has no published version to run on.", process.value),
                      {{.at = "/process", .message = "is not published", .mend = {}}});
  return version({process, row->head});
}

selling::Setting Desk::setting(const selling::ProcessVersion& version) const {
  return {.process = version,
          .now = now_,
          .zone = zone(),
          .actor = actor().person,
          .may_except = selling::may(actor(), selling::Right::deal_except),
          .referrals = {},
          .language = language()};
}

selling::Setting Desk::setting(const selling::Deal& deal) const {
  return setting(deal, store::referrals_of(db_, deal.id));
}

selling::Setting Desk::setting(const selling::Deal& deal,
                               std::vector<selling::Referral> referrals) const {
  auto setting = this->setting(version(deal.map));
  // A clock that was set back, or one of another server, must not put what happens now before what
  // has happened: the order of time is the order of the history.
  setting.now = std::max(now_, deal.last_event_at);
  setting.referrals = std::move(referrals);
  return setting;
}

selling::Habits Desk::habits() const {
  const auto settings = selling_settings(db_);
  return {.usual_silence = silence_ != nullptr ? *silence_->usual() : SilenceHabits::Days(),
          .due_soon_days = settings.due_soon_days,
          .follow_up_days = settings.follow_up_days};
}

selling::Holder holder_of(const selling::Deal& deal) {
  return {.owner = deal.owner(), .team = deal.team()};
}

}  // namespace stagecraft::http
