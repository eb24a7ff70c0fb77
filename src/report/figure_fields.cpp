#include "report/figure_fields.h"

#include <array>
#include <boost/json.hpp>

namespace stagecraft::report {
namespace {

namespace json = boost::json;
using measures::Figure;

json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value number_or_null(const std::optional<double>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

json::value word(std::string_view text) {
  return json::value(json::string_view(text.data(), text.size()));
}

json::value excluded(const Figure& figure) {
  json::object counts;
  for (const auto& [reason, count] : figure.excluded) counts[reason] = count;
  return counts;
}

json::value period(const Figure& figure) {
  if (!figure.period) return nullptr;
  return json::object{{"from", base::to_iso(figure.period->from)},
                      {"to", base::to_iso(figure.period->to)}};
}

json::value extras(const Figure& figure) {
  json::object values;
  for (const auto& [name, value] : figure.extras) values[name] = value;
  return values;
}

json::value remarks(const Figure& figure) {
  json::array lines;
  for (const auto& remark : figure.remarks) lines.emplace_back(remark.text());
  return lines;
}

constexpr std::string_view text_type = R"({"type": "string"})";
constexpr std::string_view text_or_null_type = R"({"type": ["string", "null"]})";
constexpr std::string_view number_or_null_type = R"({"type": ["number", "null"]})";
constexpr std::string_view count_type = R"({"type": "integer", "minimum": 0})";
constexpr std::string_view flag_type = R"({"type": "boolean"})";
constexpr std::string_view instant_type = R"({"type": "string", "format": "date-time"})";
constexpr std::string_view period_type =
    R"({"type": ["object", "null"], "properties": {"from": {"type": "string", "format": "date"},)"
    R"( "to": {"type": "string", "format": "date"}}, "required": ["from", "to"], "additionalProperties": false})";

constexpr std::array fields = {
    FigureField{"measure", text_type, "The measure, a page of docs/measures.",
                [](const Figure& f) { return word(f.measure); }},
    FigureField{"part", text_or_null_type,
                "Which of the measure's figures: median, p90, returns ...",
                [](const Figure& f) { return text_or_null(f.part); }},
    FigureField{"stage", text_or_null_type, "Id of the stage; null: not of one stage.",
                [](const Figure& f) { return text_or_null(f.stage); }},
    FigureField{"goal", text_or_null_type, "Id of the goal; null: not of one goal.",
                [](const Figure& f) { return text_or_null(f.goal); }},
    FigureField{"to", text_or_null_type, "Stage, goal or outcome that it leads to.",
                [](const Figure& f) { return text_or_null(f.to); }},
    FigureField{"slice", text_or_null_type, "attribute=value; null: all deals.",
                [](const Figure& f) { return text_or_null(f.slice); }},
    FigureField{"unit", text_type,
                "deals, visits, share, days, working_days, money, money_per_day, per_week, "
                "per_month, ratio.",
                [](const Figure& f) { return word(to_word(f.unit)); }},
    FigureField{"currency", text_or_null_type, "ISO 4217, of figures in money (major units).",
                [](const Figure& f) { return text_or_null(f.currency); }},
    FigureField{"value", number_or_null_type, "Null when undefined; never 0 or NaN in its place.",
                [](const Figure& f) { return number_or_null(f.value); }},
    FigureField{"low", number_or_null_type, "Lower end of the interval.",
                [](const Figure& f) { return number_or_null(f.low); }},
    FigureField{"high", number_or_null_type, "Upper end of the interval.",
                [](const Figure& f) { return number_or_null(f.high); }},
    FigureField{"high_is_open", flag_type,
                "The upper end was not reached: more than what could be seen.",
                [](const Figure& f) -> json::value { return f.high_is_open; }},
    FigureField{"value_is_bound", flag_type, "The value is 'at least'.",
                [](const Figure& f) -> json::value { return f.value_is_bound; }},
    FigureField{"level", R"({"type": "number", "minimum": 0, "maximum": 1})", "Of the interval.",
                [](const Figure& f) -> json::value { return f.level; }},
    FigureField{"method", text_type, "How the interval was made.",
                [](const Figure& f) { return word(to_word(f.method)); }},
    FigureField{"n", count_type, "Deals or visits that it rests on.",
                [](const Figure& f) -> json::value { return f.n; }},
    FigureField{"n_open", count_type, "Of these still open (censored).",
                [](const Figure& f) -> json::value { return f.n_open; }},
    FigureField{"excluded", R"({"type": "object", "additionalProperties": {"type": "integer"}})",
                "Reason -> how many were left out.", &excluded},
    FigureField{"state", R"({"enum": ["ok", "too_thin", "undefined"]})",
                "Whether it can be trusted.",
                [](const Figure& f) { return word(to_word(f.state)); }},
    FigureField{"reason", text_or_null_type, "Why it is undefined or too thin, in words.",
                [](const Figure& f) { return text_or_null(f.reason.text()); }},
    FigureField{"period", period_type, "Half-open: `to` is the first day after it.", &period},
    FigureField{"as_of", instant_type, "By when it happened.",
                [](const Figure& f) { return word(base::to_iso(f.as_of)); }},
    FigureField{"known_at", instant_type, "By when the system had learnt it.",
                [](const Figure& f) { return word(base::to_iso(f.known_at)); }},
    FigureField{"map_version", text_type, "Map id and hash of its content.",
                [](const Figure& f) { return word(f.map_version); }},
    FigureField{"definition", text_type, "Name and revision of the definition.",
                [](const Figure& f) { return word(f.definition); }},
    FigureField{"query", text_type, "Opens the deals behind it.",
                [](const Figure& f) { return word(f.query); }},
    FigureField{"extras", R"({"type": "object", "additionalProperties": {"type": "number"}})",
                "Side figures that always stand beside it: hits, failures, bounds.", &extras},
    FigureField{"remarks", R"({"type": "array", "items": {"type": "string"}})",
                "What a reader has to know: reconstructed, approximate, skewed ...", &remarks},
};

}  // namespace

std::span<const FigureField> figure_fields() { return fields; }

}  // namespace stagecraft::report
