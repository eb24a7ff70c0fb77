#include "process/check/text_rules.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "process/check/tokens.h"

namespace stagecraft::process {
namespace {

using Spans = std::vector<WordSpan>;

constexpr std::size_t reach_of_customer = 8;  // Words from a customer to the act.
constexpr std::size_t reach_of_link = 4;      // Words from an act to 'by' or 'from'.

/// A text with what the lists find in it.
class TextReading {
 public:
  TextReading(std::string_view text, const Words& lists)
      : lists_(lists), words_(split_words(text)) {
    customers_ = lists.customer.find_in(words_);
    find_sellers();
    // 'Customer success' is a role of ours and no customer; 'sales manager' no seller in a map that
    // sells to sales managers. Of two that overlap, the longer says who is meant.
    const auto customers = customers_;
    std::erase_if(customers_, [&](const WordSpan& customer) {
      return std::ranges::any_of(sellers_, [&](const WordSpan& seller) {
        return seller.holds(customer) && seller.size() > customer.size();
      });
    });
    std::erase_if(sellers_, [&](const WordSpan& seller) {
      return std::ranges::any_of(customers, [&](const WordSpan& c) { return c.holds(seller); });
    });
    judgements_ = lists.mental.find_in(words_);
    std::ranges::copy(lists.opinion.find_in(words_), std::back_inserter(judgements_));
    std::ranges::sort(judgements_, {}, &WordSpan::begin);
  }

  const Spans& customers() const { return customers_; }
  const Spans& sellers() const { return sellers_; }
  const Spans& judgements() const { return judgements_; }
  const std::vector<std::string>& words() const { return words_; }

  /// The word of the first act of a customer.
  std::optional<std::size_t> act() const {
    for (std::size_t at = 0; at < words_.size(); ++at)
      if (is_act_form(at) && (follows_customer(at) || is_done_by_customer(at))) return at;
    return std::nullopt;
  }

  /// A judgement before the act spoils it, unless it is the customer's own and the act comes on top
  /// ('the buyer is convinced and signs').
  bool spoils(const WordSpan& judgement, std::size_t act) const {
    if (judgement.begin >= act) return false;
    const bool customers_own = std::ranges::any_of(
        customers_, [&](const WordSpan& c) { return c.begin < judgement.begin; });
    return !customers_own || !has_joiner(judgement.end, act);
  }

  /// Where the subject of the text can stand: at its start, or after an article.
  bool is_at_start(const WordSpan& span) const {
    return span.begin == 0 || (span.begin == 1 && lists_.articles.length_at(words_, 0) == 1);
  }

  std::string text_of(const WordSpan& span) const {
    std::string text = words_[span.begin];
    for (auto at = span.begin + 1; at < span.end; ++at) text += ' ' + words_[at];
    return text;
  }

 private:
  void find_sellers() {
    sellers_ = lists_.seller.find_in(words_);
    for (const auto& role : lists_.our_roles.find_in(words_)) {
      const bool is_ours = role.begin > 0 && lists_.ours.length_at(words_, role.begin - 1) == 1;
      if (is_at_start(role) || is_ours) sellers_.push_back(role);
    }
    std::ranges::sort(sellers_, {}, &WordSpan::begin);
  }

  // A form inside a state of mind ('is committed') is no act.
  bool is_act_form(std::size_t at) const {
    return lists_.act.length_at(words_, at) > 0 &&
           std::ranges::none_of(judgements_, [at](const WordSpan& judgement) {
             return judgement.begin <= at && at < judgement.end;
           });
  }

  bool follows_customer(std::size_t at) const {
    return std::ranges::any_of(customers_, [at](const WordSpan& customer) {
      return customer.end <= at && at - customer.end < reach_of_customer;
    });
  }

  bool is_done_by_customer(std::size_t at) const {
    const auto last = std::min(words_.size(), at + 1 + reach_of_link);
    for (auto link = at + 1; link < last; ++link) {
      if (lists_.doer_links.length_at(words_, link) == 0) continue;
      auto doer = link + lists_.doer_links.length_at(words_, link);
      if (begins_customer(doer)) return true;
      if (lists_.articles.length_at(words_, doer) > 0 && begins_customer(doer + 1)) return true;
    }
    return false;
  }

  bool begins_customer(std::size_t at) const {
    return std::ranges::find(customers_, at, &WordSpan::begin) != customers_.end();
  }

  bool has_joiner(std::size_t begin, std::size_t end) const {
    for (auto at = begin; at < end; ++at)
      if (lists_.joiners.length_at(words_, at) > 0) return true;
    return false;
  }

  const Words& lists_;
  std::vector<std::string> words_;
  Spans customers_, sellers_, judgements_;
};

std::optional<WordSpan> seller_in(const TextReading& reading, const Words& words) {
  if (!reading.sellers().empty()) return reading.sellers().front();
  if (const auto length = words.seller_verb.length_at(reading.words(), 0); length > 0)
    return WordSpan{0, length};
  const auto done = words.seller_done.find_in(reading.words());
  return done.empty() ? std::nullopt : std::optional(done.front());
}

}  // namespace

Judgement judge_criterion(std::string_view text, const Words& words) {
  const TextReading reading(text, words);
  const auto act = reading.act();
  for (const auto& judgement : reading.judgements())
    if (!act || reading.spoils(judgement, *act))
      return {Verdict::opinion, reading.text_of(judgement)};
  if (act) return {};
  if (const auto seller = seller_in(reading, words))
    return {Verdict::seller_act, reading.text_of(*seller)};
  return {Verdict::unclear, {}};
}

Judgement judge_does(std::string_view text, const Words& words) {
  const TextReading reading(text, words);
  if (!reading.sellers().empty() && reading.is_at_start(reading.sellers().front()))
    return {Verdict::seller_act, reading.text_of(reading.sellers().front())};
  const auto order = words.seller_order.length_at(reading.words(), 0);
  if (order > 0 && !words.us.holds_any(reading.words()))
    return {Verdict::seller_act, reading.text_of({0, order})};
  return {};
}

Judgement judge_value(std::string_view text, const Words& words) {
  const TextReading reading(text, words);
  const auto benefits = words.seller_benefit.find_in(reading.words());
  if (benefits.empty() || !reading.customers().empty()) return {};
  return {Verdict::seller_act, reading.text_of(benefits.front())};
}

}  // namespace stagecraft::process
