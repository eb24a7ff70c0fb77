#include <boost/json.hpp>

#include "cli/inspection_text.h"

namespace stagecraft::cli {
namespace {

namespace json = boost::json;

json::value number(const std::optional<double>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object to_json(const history::SpanStats& span) {
  return {{"n", span.n}, {"median_days", number(span.median)}, {"mean_days", number(span.mean)}};
}

json::object to_json(const history::ColumnSummary& column) {
  json::array values;
  for (const auto& [value, count] : column.commonest)
    values.push_back(json::object{{"value", value}, {"count", count}});
  return {{"name", column.name},           {"kind", to_word(column.kind)},
          {"filled", column.filled},       {"empty", column.empty},
          {"distinct", column.distinct},   {"distinct_is_least", column.distinct_is_least},
          {"repeated", column.repeated},   {"least", column.least},
          {"most", column.most},           {"date_format", column.date_format},
          {"commonest", std::move(values)}};
}

json::object to_json(const history::FileSummary& file) {
  json::array columns;
  for (const auto& column : file.columns) columns.push_back(to_json(column));
  return {{"file", file.file},
          {"kind", file.kind},
          {"dialect", file.dialect.text()},
          {"rows", file.rows},
          {"broken_rows", file.broken_rows},
          {"columns", std::move(columns)}};
}

json::array activities_of(const history::LogSummary& log) {
  json::array activities;
  for (const auto& activity : log.activities)
    activities.push_back(json::object{{"name", activity.name},
                                      {"kind", to_word(activity.kind)},
                                      {"events", activity.events},
                                      {"deals", activity.deals},
                                      {"to_next_stage", to_json(activity.to_next_stage)}});
  return activities;
}

json::array pairs_of(const history::LogSummary& log) {
  json::array pairs;
  for (const auto& pair : log.pairs)
    pairs.push_back(
        json::object{{"from", pair.from}, {"to", pair.to}, {"span", to_json(pair.span)}});
  return pairs;
}

json::array outcomes_of(const history::LogSummary& log) {
  json::array outcomes;
  for (const auto& outcome : log.outcomes)
    outcomes.push_back(json::object{{"name", outcome.name},
                                    {"deals", outcome.deals},
                                    {"first_to_last", to_json(outcome.days)}});
  return outcomes;
}

json::array variants_of(const history::LogSummary& log) {
  json::array variants;
  for (const auto& variant : log.variants)
    variants.push_back(json::object{{"deals", variant.deals},
                                    {"activities", json::value_from(variant.activities)}});
  return variants;
}

json::value count(const std::optional<std::int64_t>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object to_json(const history::LogSummary& log) {
  json::object out{{"deals", log.deals},
                   {"events", log.events},
                   {"steps", log.activity_events},
                   {"changes", log.changes},
                   {"without_actor", log.without_actor},
                   {"undated", log.undated},
                   {"doubled_deals", log.doubled_deals},
                   {"skipping", count(log.skipping)},
                   {"going_back", count(log.going_back)}};
  out["first"] = log.first ? json::value(base::to_iso(*log.first)) : json::value(nullptr);
  out["last"] = log.last ? json::value(base::to_iso(*log.last)) : json::value(nullptr);
  out["throughput"] = to_json(log.throughput);
  out["activities"] = activities_of(log);
  out["outcomes"] = outcomes_of(log);
  out["variant_count"] = log.variant_count;
  out["variants"] = variants_of(log);
  out["pair_count"] = log.pair_count;
  out["pairs"] = pairs_of(log);
  return out;
}

}  // namespace

std::string inspection_json(const history::Inspection& inspection) {
  json::array files;
  for (const auto& file : inspection.files) files.push_back(to_json(file));
  json::object out{{"files", std::move(files)}};
  out["log"] = inspection.log ? json::value(to_json(*inspection.log)) : json::value(nullptr);
  out["not_imported"] = inspection.not_imported.text();
  json::array oddities;
  for (const auto& oddity : inspection.oddities) oddities.emplace_back(oddity.text());
  out["oddities"] = std::move(oddities);
  out["proposal"] = inspection.proposal;
  out["proposal_file"] = inspection.proposal_file;
  return json::serialize(out) + "\n";
}

}  // namespace stagecraft::cli
