#include "http/kept_answers.h"

#include <fmt/format.h>

#include <chrono>
#include <iterator>
#include <utility>

namespace stagecraft::http {
namespace {

constexpr std::size_t most_young = 1024;

std::string words_of(const selling::Actor& actor) {
  const auto reach = selling::reach_of(actor);
  std::string words = fmt::format("{}.{}.{}.{}", actor.person.value, static_cast<int>(actor.role),
                                  static_cast<int>(reach.reads), static_cast<int>(reach.changes));
  for (const auto team : actor.teams) fmt::format_to(std::back_inserter(words), ".{}", team.value);
  return words;
}

}  // namespace

std::optional<std::string> KeptAnswers::key_of(const Desk& desk, const Request& request) {
  // Tokens with scopes are many and ask rarely for the same.
  if (desk.db().engine() != store::Engine::sqlite || desk.actor().limited_to) return {};
  const auto state = desk.db().get_value<std::int64_t>("PRAGMA data_version");
  const auto second =
      std::chrono::floor<std::chrono::seconds>(desk.now()).time_since_epoch().count();
  return fmt::format("{} {} {} {} {}", fmt::ptr(&desk.db()), state, second, words_of(desk.actor()),
                     request.target.path);
}

std::shared_ptr<const KeptAnswers::Kept> KeptAnswers::find(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  for (const auto* answers : {&young_, &old_})
    if (const auto found = answers->find(key); found != answers->end()) return found->second;
  return nullptr;
}

void KeptAnswers::keep(const std::string& key, Kept answer) {
  auto kept = std::make_shared<const Kept>(std::move(answer));
  const std::scoped_lock lock(mutex_);
  if (young_.size() >= most_young) old_ = std::exchange(young_, {});
  young_.insert_or_assign(key, std::move(kept));
}

}  // namespace stagecraft::http
