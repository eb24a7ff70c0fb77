#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "process/description.h"
#include "process/operations_json.h"
#include "process/yaml_node.h"

namespace boost::json {
class array;
class object;
class string;
class value;
}  // namespace boost::json

namespace stagecraft::process {

/// Where reading stands in a JSON document, and what is wrong with it so far.
class JsonTrail {
 public:
  explicit JsonTrail(std::string_view at) : at_(at) {}

  const std::string& at() const { return at_; }
  void fault(base::Sentence message, base::Sentence mend = {});
  const std::vector<base::Fault>& faults() const { return faults_; }

  /// Reads what stands under a key or number.
  template <class F>
  void below(std::string_view part, F read) {
    const auto length = at_.size();
    enter(part);
    read();
    at_.resize(length);
  }

 private:
  void enter(std::string_view part);

  std::string at_;
  std::vector<base::Fault> faults_;
};

/// What of a field a value is.
enum class FieldPart { whole, under_key, line };

/// Reads values of map fields from JSON into canonical nodes, by the rules of the fields, and marks
/// each with its place. What is wrong is a fault of the trail; the value is then null, or what
/// could be read of it.
class OperationValues {
 public:
  explicit OperationValues(JsonTrail& trail) : trail_(trail) {}

  Node read(const boost::json::value& from, const FieldRule& rule, FieldPart part);
  /// An element, or an object without id.
  Node read_object(const boost::json::value& from, const Shape& shape);
  /// The value of an `x_` key. Texts that are days are dates, as they are in files.
  Node read_free(const boost::json::value& from);

  std::vector<std::string> take_pointers() { return std::move(pointers_); }

 private:
  Node field(const boost::json::value& from, const FieldRule& rule, FieldPart part);
  Node object(const boost::json::value& from, const Shape& shape);
  Node list(const boost::json::array& from, const FieldRule& rule);
  Node free_keys(const boost::json::object& from, const FieldRule& rule);
  Node scalar(const boost::json::value& from, const FieldRule& rule);
  Node text(const boost::json::string& from);
  /// Counts a value, and says where it stands.
  Node marked(Node node);

  JsonTrail& trail_;
  std::vector<std::string> pointers_;
};

}  // namespace stagecraft::process
