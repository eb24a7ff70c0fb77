#include "selling/attributes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "selling/attribute_values.h"
#include "selling/gaps.h"
#include "selling/texts.h"
#include "selling/verb.h"

namespace stagecraft::selling {
namespace {

using base::say;
using base::Sentence;

constexpr std::string_view name_attribute = "name";
constexpr std::string_view restored_word = "restored";

bool is_word(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && text.size() <= 64 && is_letter(text[0]) &&
         std::ranges::all_of(
             text, [&](char c) { return is_letter(c) || c == '_' || (c >= '0' && c <= '9'); });
}

/// Makes the events of one command.
class Changing {
 public:
  Changing(const Deal& deal, const ChangeAttributes& command, const Setting& setting)
      : deal_(deal), command_(command), setting_(setting), map_(setting.process.map) {}

  Change run() {
    refuse_gone(deal_, "changes");
    at_ = told_at(command_.at, setting_, deal_.created_at);
    find_currency();
    for (std::size_t i = 0; i < command_.values.size(); ++i)
      change(command_.values[i], fmt::format("/values/{}", i));
    check_reason();
    check_amount();
    gaps_.refuse("The deal cannot be changed");
    return std::move(change_);
  }

 private:
  const AttributeValue* given(std::string_view name) const {
    const auto found = std::ranges::find(command_.values, name, &AttributeValue::name);
    return found == command_.values.end() ? nullptr : &*found;
  }

  /// The value that stands after the command.
  std::string_view value_after(std::string_view name) const {
    const auto* value = given(name);
    return value == nullptr ? deal_.attribute(name) : std::string_view(value->value);
  }

  void find_currency() {
    const auto stated = value_after("currency");
    currency_ =
        base::Currency::find(stated.empty() ? map_.currency : stated).value_or(base::Currency());
  }

  void change(const AttributeValue& value, const std::string& at) {
    const auto rule = find_attribute_rule(map_, value.name);
    if (!rule) return refuse_unknown(value.name, at);
    gaps_.unless(given(value.name) == &value, at, say("'{}' is given twice", value.name),
                 "Give it once.");
    if (rule->kind == AttributeKind::name) return rename(value.value, at);
    set(value.name, value.value.empty()
                        ? std::string()
                        : canonical_value(*rule, value.value,
                                          {.at = at + "/value", .currency = currency_}, gaps_));
  }

  void refuse_unknown(std::string_view name, const std::string& at) {
    const auto names = attribute_names(map_);
    const auto near = base::nearest(name, {names.begin(), names.end()});
    const bool is_computed = process::is_built_in_field(name);
    gaps_.add(at + "/name",
              is_computed ? say("'{}' is computed, not stated", name)
                          : say("there is no field '{}'", name),
              is_computed ? Sentence() : base::did_you_mean(near));
  }

  void rename(const std::string& name, const std::string& at) {
    gaps_.unless(!base::trim(name).empty(), at + "/value", "a deal needs a name");
    check_line(gaps_, at + "/value", name);
    if (name == deal_.name) return;
    auto event = new_event(EventKind::attribute_changed, at_, setting_);
    event.symbol = name_attribute;
    event.note = name;
    change_.push_back(std::move(event));
  }

  void set(std::string_view name, const std::string& value) {
    const auto before = deal_.attribute(name);
    if (before == value) return;
    auto event = new_event(EventKind::attribute_changed, at_, setting_);
    event.symbol = name;
    event.from = before;
    event.to = value;
    event.details.reason = command_.reason;
    event.note = command_.note;
    change_.push_back(std::move(event));
  }

  void check_reason() {
    check_text(gaps_, "/note", command_.note);
    gaps_.unless(command_.reason.empty() || is_word(command_.reason), "/reason",
                 "the reason is no word of small letters, digits and _",
                 "Write more than a word in the note.");
    if (!command_.reason.empty() || !command_.note.empty()) return;
    const auto later =
        std::ranges::find(change_, std::string_view("expected_close"), &Event::symbol);
    // Days in canonical text stand in the order of time.
    const bool is_push = later != change_.end() && !later->from.empty() && later->to > later->from;
    gaps_.unless(!is_push, "/reason", "the expected close moves later without a reason",
                 "Say why, as a word or a note.");
  }

  void check_amount() {
    if (value_after("amount").empty() || !value_after("currency").empty()) return;
    if (given("amount") == nullptr && given("currency") == nullptr) return;
    if (currency_.is_stated()) return set("currency", std::string(currency_.code()));
    gaps_.add("/values", "an amount needs a currency", "Give the currency, as in EUR.");
  }

  const Deal& deal_;
  const ChangeAttributes& command_;
  const Setting& setting_;
  const process::Map& map_;
  base::Instant at_{};
  base::Currency currency_;
  Gaps gaps_;
  Change change_;
};

}  // namespace

Change change_attributes(const Deal& deal, const ChangeAttributes& command,
                         const Setting& setting) {
  return Changing(deal, command, setting).run();
}

Change restore_attribute(const Deal& deal, const Event& event, const Setting& setting) {
  if (event.kind != EventKind::attribute_changed)
    throw base::Error(
        base::ErrorKind::invalid,
        say("Only a change of a field can be taken back, not '{}'.", history::to_word(event.kind)));
  const bool is_name = event.symbol == name_attribute;
  return change_attributes(deal,
                           {.values = {{event.symbol, is_name ? event.note : event.from}},
                            .reason = std::string(restored_word)},
                           setting);
}

}  // namespace stagecraft::selling
