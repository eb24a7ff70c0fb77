#include "http/kept_answers.h"

#include <fmt/format.h>

#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

#include "http/language.h"

namespace stagecraft::http {
namespace {

/// What an answer depends on beside the state and the time: who asks, what, and in which language.
/// Nullopt for tokens with scopes, which are many and ask rarely for the same.
std::optional<std::string> answer_key(const Request& request) {
  const auto& actor = request.who().actor;
  if (actor.limited_to) return {};
  const auto reach = selling::reach_of(actor);
  std::string key = fmt::format("{}.{}.{}.{}", actor.person.value, static_cast<int>(actor.role),
                                static_cast<int>(reach.reads), static_cast<int>(reach.changes));
  key += asked_language(request);
  for (const auto team : actor.teams) fmt::format_to(std::back_inserter(key), ".{}", team.value);
  key += ' ';
  key += request.target.path;
  for (const auto& [name, value] : request.target.query)
    fmt::format_to(std::back_inserter(key), "\n{}\n{}", name, value);
  return key;
}

}  // namespace

std::int64_t KeptAnswers::second_of(base::Instant at) const {
  if (also_ == DependOn::nothing_else) return 0;
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

std::shared_ptr<const KeptAnswers::Kept> KeptAnswers::get(
    const Request& request, App& app, const std::function<Kept(const Desk&)>& make) {
  const auto key = answer_key(request);
  if (key) {
    const auto& state = request.who().state;
    const auto found = state ? answers_.find(*state, *key) : nullptr;
    if (found && found->second == second_of(app.now())) return found->told;
  }
  const auto make_and_keep = [&] {
    return look(request, app, [&](const Desk& desk) {
      auto told = std::make_shared<const Kept>(make(desk));
      if (const auto state = key ? store::state_of(desk.db()) : std::nullopt)
        answers_.keep(*state, *key, {told, second_of(desk.now())});
      return told;
    });
  };
  return key ? made_.get(*key, make_and_keep) : make_and_keep();
}

}  // namespace stagecraft::http
