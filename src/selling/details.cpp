#include <array>
#include <boost/json.hpp>
#include <tuple>

#include "base/json_text.h"
#include "base/text.h"
#include "history/value_text.h"
#include "selling/event.h"

namespace stagecraft::selling {
namespace {

namespace json = boost::json;

constexpr std::string_view other_key = "other";

template <class Value>
struct Member {
  std::string_view key;
  Value Details::*at;
};

template <class Value>
Member(std::string_view, Value Details::*) -> Member<Value>;

/// The members of the JSON object, in canonical order.
constexpr auto members = std::tuple{Member{"note", &Details::note},
                                    Member{"promise", &Details::promise},
                                    Member{"objection", &Details::objection},
                                    Member{"quote", &Details::quote},
                                    Member{"link", &Details::link},
                                    Member{"side", &Details::side},
                                    Member{"due", &Details::due},
                                    Member{"contacts", &Details::contacts},
                                    Member{"role", &Details::role},
                                    Member{"view", &Details::view},
                                    Member{"direction", &Details::direction},
                                    Member{"result", &Details::result},
                                    Member{"topic", &Details::topic},
                                    Member{"campaign", &Details::campaign},
                                    Member{"confirms", &Details::confirms},
                                    Member{"evidence", &Details::evidence},
                                    Member{"choice", &Details::choice},
                                    Member{"attachment", &Details::attachment},
                                    Member{"output", &Details::output},
                                    Member{"reason", &Details::reason},
                                    Member{"motivations", &Details::motivations},
                                    Member{"pain_points", &Details::pain_points},
                                    Member{"unmet", &Details::unmet},
                                    Member{"not_allowed", &Details::not_allowed},
                                    Member{"amount", &Details::amount},
                                    Member{"discount_share", &Details::discount_share},
                                    Member{"broken_rules", &Details::broken_rules},
                                    Member{"deal", &Details::deal},
                                    Member{"person", &Details::person},
                                    Member{"stage", &Details::stage},
                                    Member{"shows", &Details::shows}};

template <class Use>
void for_each_member(Use use) {
  std::apply([&](const auto&... member) { (use(member), ...); }, members);
}

// What is empty is left out.
bool is_empty(const std::string& text) { return text.empty(); }
bool is_empty(bool flag) { return !flag; }
template <class Item>
bool is_empty(const std::vector<Item>& items) {
  return items.empty();
}
template <class Value>
bool is_empty(const std::optional<Value>& value) {
  return !value.has_value();
}

json::value value_of(const std::string& text) { return json::value(text); }
json::value value_of(bool flag) { return flag; }
json::value value_of(int number) { return number; }
json::value value_of(double number) { return number; }
json::value value_of(base::Day day) { return json::value(base::to_iso(day)); }
template <class Tag>
json::value value_of(base::Id<Tag> id) {
  return id.value;
}
json::value value_of(const base::Money& money) {
  return json::object{{"minor", money.minor}, {"currency", money.currency.code()}};
}
template <class Item>
json::value value_of(const std::vector<Item>& items) {
  json::array array;
  for (const auto& item : items) array.push_back(value_of(item));
  return array;
}
template <class Value>
json::value value_of(const std::optional<Value>& value) {
  return value_of(*value);
}

// Each reads what `value_of` writes; false: it is something else.
bool read(const json::value& from, std::string& text) {
  if (!from.is_string()) return false;
  text = std::string(from.get_string());
  return true;
}
bool read(const json::value& from, bool& flag) {
  if (!from.is_bool()) return false;
  flag = from.get_bool();
  return true;
}
bool read(const json::value& from, int& number) {
  if (!from.is_int64()) return false;
  number = static_cast<int>(from.get_int64());
  return number == from.get_int64();
}
bool read(const json::value& from, double& number) {
  if (!from.is_number()) return false;
  number = from.to_number<double>();
  return true;
}
bool read(const json::value& from, base::Day& day) {
  if (!from.is_string()) return false;
  const auto days = history::parse_iso_day(std::string_view(from.get_string()));
  if (days) day = base::Day(std::chrono::days(*days));
  return days.has_value();
}
template <class Tag>
bool read(const json::value& from, base::Id<Tag>& id) {
  if (!from.is_int64()) return false;
  id.value = from.get_int64();
  return true;
}
bool read(const json::value& from, base::Money& money) {
  const auto* object = from.if_object();
  if (object == nullptr || object->size() != 2) return false;
  const auto* minor = object->if_contains("minor");
  const auto* code = object->if_contains("currency");
  if (minor == nullptr || !minor->is_int64() || code == nullptr || !code->is_string()) return false;
  const auto text = std::string_view(code->get_string());
  const auto currency = base::Currency::find(text);
  if (!currency && text != base::Currency().code()) return false;
  money = {minor->get_int64(), currency.value_or(base::Currency())};
  return true;
}
template <class Item>
bool read(const json::value& from, std::vector<Item>& items) {
  if (!from.is_array()) return false;
  std::vector<Item> found(from.get_array().size());
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!read(from.get_array()[i], found[i])) return false;
  items = std::move(found);
  return true;
}
template <class Value>
bool read(const json::value& from, std::optional<Value>& value) {
  Value found{};
  if (!read(from, found)) return false;
  value = found;
  return true;
}

/// The object that a text is, or nullopt.
std::optional<json::object> find_object(std::string_view text, json::storage_ptr memory = {}) {
  boost::system::error_code failed;
  auto value = json::parse(text, failed, std::move(memory));
  if (failed || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

/// The text of what was not understood; see Details::other.
std::string other_text(const json::object& left) {
  if (left.empty()) return {};
  const auto* only = left.size() == 1 ? left.if_contains(other_key) : nullptr;
  if (only != nullptr && only->is_string() && !only->get_string().empty() &&
      !find_object(std::string_view(only->get_string())))
    return std::string(only->get_string());
  return base::to_json_line(left);
}

}  // namespace

std::string to_json(const Details& details) {
  json::object object;
  for_each_member([&](const auto& member) {
    const auto& value = details.*member.at;
    if (!is_empty(value)) object[member.key] = value_of(value);
  });
  if (!details.other.empty()) {
    if (auto others = find_object(details.other))
      for (auto& [key, value] : *others) object.emplace(key, std::move(value));
    else
      object.emplace(other_key, base::printable(details.other));
  }
  return object.empty() ? std::string() : base::to_json_line(object);
}

Details read_details(std::string_view text) {
  Details details;
  if (text.empty()) return details;
  // All that is read is copied out, so what is parsed can lie on the stack: histories are long.
  std::array<unsigned char, 2048> room;
  json::monotonic_resource memory(room.data(), room.size());
  auto left = find_object(text, &memory);
  if (!left) {
    details.other = text;
    return details;
  }
  for_each_member([&](const auto& member) {
    if (left->empty()) return;
    const auto* value = left->if_contains(member.key);
    if (value != nullptr && read(*value, details.*member.at)) left->stable_erase(member.key);
  });
  details.other = other_text(*left);
  return details;
}

}  // namespace stagecraft::selling
