#include "report/figures.h"

#include <boost/json.hpp>

#include "base/json_text.h"
#include "history/csv_text.h"
#include "report/figure_fields.h"

namespace stagecraft::report {
namespace {

namespace json = boost::json;

json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

void append_field(std::string& text, const json::value& value) {
  if (value.is_null()) return;
  // Names of slices and reasons come from anybody.
  if (value.is_string())
    text += history::safe_csv_field(std::string_view(value.get_string()));
  else
    history::append_csv_field(text, base::to_json_line(value));
}

}  // namespace

std::string to_json(std::span<const measures::Figure> figures) {
  std::string text = "{\"figures\": [";
  const char* separator = "\n  ";
  for (const auto& figure : figures) {
    json::object object;
    for (const auto& field : figure_fields()) object[view(field.key)] = field.value(figure);
    text += separator + base::to_json_line(object);
    separator = ",\n  ";
  }
  return text + "\n]}\n";
}

std::string to_csv(std::span<const measures::Figure> figures) {
  std::string text;
  for (const auto& field : figure_fields()) text.append(text.empty() ? "" : ",").append(field.key);
  text += '\n';
  for (const auto& figure : figures) {
    bool is_first = true;
    for (const auto& field : figure_fields()) {
      if (!is_first) text += ',';
      is_first = false;
      append_field(text, field.value(figure));
    }
    text += '\n';
  }
  return text;
}

std::string figures_schema() {
  json::object properties;
  json::array required;
  for (const auto& field : figure_fields()) {
    json::object property = json::parse(view(field.schema)).as_object();
    property["description"] = view(field.description);
    properties[view(field.key)] = std::move(property);
    required.emplace_back(view(field.key));
  }
  const json::object figure{{"type", "object"},
                            {"properties", std::move(properties)},
                            {"required", std::move(required)},
                            {"additionalProperties", false}};
  const json::object list{{"type", "array"}, {"items", figure}};
  return base::to_json_text(
      json::object{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                   {"title", "Figures of stagecraft measure"},
                   {"type", "object"},
                   {"properties", json::object{{"figures", list}}},
                   {"required", json::array{"figures"}},
                   {"additionalProperties", false}});
}

}  // namespace stagecraft::report
