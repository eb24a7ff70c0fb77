#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "http/answer_cache.h"
#include "http/deal_shapes.h"
#include "http/figure_shapes.h"
#include "http/live_measurement.h"
#include "http/map_pictures.h"
#include "http/measure_report.h"
#include "http/resources.h"
#include "measures/deals_behind.h"
#include "report/definitions.h"
#include "report/figures.h"
#include "report/map_figures.h"

namespace stagecraft::http {

struct AskFigures : AskMeasures {
  std::vector<std::string> measure;
  static constexpr Note notes[] = {
      {.field = "measure", .text = "These alone, as win_rate; left out: all"},
      {.field = "version", .text = "Of the process; left out: the newest", .least = 1}};
};
BOOST_DESCRIBE_STRUCT(AskFigures, (AskMeasures), (measure))

/// Which figure's deals, beside what the figures are asked with.
struct AskDealsBehind : AskMeasures {
  std::string measure;
  std::optional<std::string> part, stage, goal, target, slice, currency;
  int limit = 1000;
  static constexpr Note notes[] = {
      {.field = "measure", .text = "As in the figure, win_rate; so are the others", .least = 1},
      {.field = "target", .text = "`to` of the figure: stage or outcome"},
      {.field = "slice", .text = "As owner=7; ask with `by` too"},
      {.field = "currency", .text = "Of a figure in money; left out: the workspace's own"},
      {.field = "limit", .least = 1, .most = 100'000, .may_be_left_out = true},
      {.field = "version", .text = "Of the process; left out: the newest", .least = 1}};
};
BOOST_DESCRIBE_STRUCT(AskDealsBehind, (AskMeasures),
                      (measure, part, stage, goal, target, slice, currency, limit))

struct DealsBehind {
  std::int64_t count = 0;
  std::int64_t counted = 0;
  std::vector<selling::DealId> deals;  ///< The first ones by number, up to the limit.
  std::string query;                   ///< Which deals, in words.
  std::vector<std::string> remarks;
  static constexpr Note notes[] = {
      {.field = "count", .text = "Of deals, each once"},
      {.field = "counted",
       .text = "What the figure counts: its value where that is a number of deals or visits, else "
               "its n. More than `count` where a deal is counted for each of its visits"}};
};
BOOST_DESCRIBE_STRUCT(DealsBehind, (), (count, counted, deals, query, remarks))

struct AskCohorts : AskMeasures {
  std::optional<std::string> stage, goal;
  static constexpr Note notes[] = {
      {.field = "stage", .text = "Whose first entry begins the clock; or name a goal"},
      {.field = "version", .text = "Of the process; left out: the newest", .least = 1}};
};
BOOST_DESCRIBE_STRUCT(AskCohorts, (AskMeasures), (stage, goal))

struct PlaceCohorts {
  std::string to;
  CohortView cohorts;
  static constexpr Note notes[] = {
      {.field = "to", .text = "Stage, goal or outcome that cells are the share of reaching"}};
};
BOOST_DESCRIBE_STRUCT(PlaceCohorts, (), (to, cohorts))

struct AskMapPicture : AskMeasures {
  std::string view = "overview", theme = "light";
  static constexpr Note notes[] = {
      {.field = "view",
       .text = "overview, lanes, goal:ID, or measured, which takes what figures are asked with",
       .may_be_left_out = true},
      {.field = "theme", .text = "light, dark or print", .may_be_left_out = true},
      {.field = "version", .text = "Of the process; left out: the newest", .least = 1}};
};
BOOST_DESCRIBE_STRUCT(AskMapPicture, (AskMeasures), (view, theme))

namespace {

using selling::ProcessId;
using selling::Right;

/// Answers that one server keeps.
constexpr std::size_t answers_kept = 32;

SeenDeals seen_deals(const MeasureGround& ground) {
  return {ground.version->id.process, ground.version->map.id, ground.viewer};
}

/// What is kept between questions.
struct KeptPicture {
  AnswerCache answers{answers_kept};
  SeenHistories histories;
};

/// A question as it was asked, with the state of the workspace that answers it.
struct Question {
  std::shared_ptr<const store::LiveHistory> history;
  MeasureGround ground;

  /// All that the answer depends on. Without `at` it is of the minute in which it was first asked:
  /// every figure says as of when it is.
  std::string key(const Request& request) const {
    auto key =
        fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", history->last.value, history->undone,
                    history->maps, selling::to_text(ground.version->id), seen_deals(ground).text(),
                    ground.zone.name(), ground.settings_text, ground.language,
                    std::chrono::floor<std::chrono::minutes>(ground.now).time_since_epoch().count(),
                    request.target.path);
    for (const auto& [name, value] : request.target.query)
      key += fmt::format("|{}:{}={}", value.size(), name, value);
    return key;
  }
};

Question question_of(const Request& request, App& app, KeptPicture& kept,
                     const AskMeasures& asked) {
  // The history last, so that it has what was committed when the question came.
  auto ground = look(request, app, [&](const Desk& desk) {
    return ground_of(desk, request.id_of<ProcessId>("process"), asked.version);
  });
  auto history = kept.histories.get(seen_deals(ground), app.live_log->now());
  return {.history = std::move(history), .ground = std::move(ground)};
}

/// Those that were asked for; all where none is named.
std::vector<measures::Figure> chosen(std::vector<measures::Figure> figures,
                                     const std::vector<std::string>& names) {
  if (!names.empty())
    std::erase_if(figures, [&](const measures::Figure& figure) {
      return std::ranges::find(names, figure.measure) == names.end();
    });
  return figures;
}

Response figures(const Request& request, App& app, KeptPicture& kept) {
  const auto asked = request.query<AskFigures>();
  const auto question = question_of(request, app, kept, asked);
  const auto text = kept.answers.get(question.key(request), [&] {
    const LiveMeasurement measurement(question.ground, question.history, asked);
    return report::to_json(chosen(measurement.figures(), asked.measure));
  });
  Response response;
  response.body = *text;
  return response;
}

Response whole_report(const Request& request, App& app, KeptPicture& kept) {
  const auto asked = request.query<AskMeasures>();
  const auto question = question_of(request, app, kept, asked);
  Response response;
  response.body = *kept.answers.get(question.key(request), [&] {
    const LiveMeasurement measurement(question.ground, question.history, asked);
    return to_json(measure_report(measurement, question.ground));
  });
  return response;
}

[[noreturn]] void refuse(const std::string& at, const base::Sentence& message) {
  throw base::Error(base::ErrorKind::invalid, base::say("{}: {}.", at, message),
                    {{.at = at, .message = message, .mend = {}}});
}

bool has_place(const measures::Tier* tier, const std::string& id) {
  return tier != nullptr && tier->find(id) != measures::no_place;
}

/// A stage of what is measured, or a part of one that was split.
bool has_stage(const measures::Study& study, const std::string& id) {
  return has_place(&study.stages(), id) ||
         (study.common() && study.common()->find_group(id) != nullptr);
}

/// The figure as `deals_behind` looks for it. Throws Error{invalid} for what the process does not
/// have.
measures::Figure figure_of(const AskDealsBehind& asked, const LiveMeasurement& measurement,
                           const measures::Study& study) {
  const auto& own = measurement.inputs().map.measures;
  if (report::find_definition(asked.measure) == nullptr &&
      std::ranges::find(own, asked.measure, &process::Measure::id) == own.end())
    refuse("?measure", "there is no such measure");
  if (asked.stage && !has_stage(study, *asked.stage)) refuse("?stage", "the map has no such stage");
  if (asked.goal && !has_place(study.goals(), *asked.goal))
    refuse("?goal", "the map has no such goal");
  if (asked.target && !has_stage(study, *asked.target) && !has_place(study.goals(), *asked.target))
    refuse("?target", "the map has no such stage or outcome");
  const auto slice = asked.slice.value_or("");
  if (std::ranges::none_of(study.slicings(), [&](const measures::Slicing& slicing) {
        return std::ranges::find(slicing.labels, slice) != slicing.labels.end();
      }))
    refuse("?slice", "nothing of this slice was measured");
  measures::Figure figure;
  figure.measure = asked.measure;
  figure.part = asked.part.value_or("");
  figure.stage = asked.stage.value_or("");
  figure.goal = asked.goal.value_or("");
  figure.to = asked.target.value_or("");
  figure.slice = slice;
  figure.currency = asked.currency.value_or("");
  figure.period = measurement.request().period;
  figure.as_of = measurement.request().as_of;
  figure.known_at = measurement.request().known_at;
  return figure;
}

std::string deals_behind(const AskDealsBehind& asked, const Question& question) {
  const LiveMeasurement measurement(question.ground, question.history, asked);
  const measures::Study study(measurement.inputs(), measurement.request());
  const auto figure = figure_of(asked, measurement, study);
  DealsBehind found{.query = measures::query_of(figure, measurement.request()),
                    .remarks = measurement.remarks()};
  for (const auto& [deal, times] : measures::deals_behind(study, figure)) {
    found.counted += times;
    if (const auto id = selling::find_deal_id(study.log().deal_id(deal)))
      found.deals.push_back(*id);
  }
  found.count = static_cast<std::int64_t>(found.deals.size());
  std::ranges::sort(found.deals);
  if (found.deals.size() > static_cast<std::size_t>(asked.limit))
    found.deals.resize(static_cast<std::size_t>(asked.limit));
  return to_json(found);
}

/// The tier and place that were asked for. Throws Error{invalid}.
std::pair<const measures::Tier*, measures::PlaceIndex> asked_place(const AskCohorts& asked,
                                                                   const measures::Study& study) {
  if (asked.stage.has_value() == asked.goal.has_value()) refuse("?stage", "name a stage or a goal");
  const auto* tier = asked.stage ? &study.stages() : study.goals();
  const char* const at = asked.stage ? "?stage" : "?goal";
  const auto place =
      tier == nullptr ? measures::no_place : tier->find(asked.stage ? *asked.stage : *asked.goal);
  if (place == measures::no_place) refuse(at, "the map has no such stage or goal");
  if (place >= tier->customer_count) refuse(at, "deals do not stay there");
  return {tier, place};
}

std::string place_cohorts(const AskCohorts& asked, const Question& question) {
  const LiveMeasurement measurement(question.ground, question.history, asked);
  const measures::Study study(measurement.inputs(), measurement.request());
  const auto [tier, place] = asked_place(asked, study);
  PlaceCohorts found;
  if (const auto cohorts = measures::cohorts_from(*tier, place)) {
    found.to = tier->places[cohorts->target].id;
    found.cohorts = cohort_view(measures::cohort_table(study, *cohorts));
  }
  return to_json(found);
}

Response cohorts(const Request& request, App& app, KeptPicture& kept) {
  const auto asked = request.query<AskCohorts>();
  const auto question = question_of(request, app, kept, asked);
  Response response;
  response.body =
      *kept.answers.get(question.key(request), [&] { return place_cohorts(asked, question); });
  return response;
}

Response deals(const Request& request, App& app, KeptPicture& kept) {
  const auto asked = request.query<AskDealsBehind>();
  const auto question = question_of(request, app, kept, asked);
  Response response;
  response.body =
      *kept.answers.get(question.key(request), [&] { return deals_behind(asked, question); });
  return response;
}

std::string measured_picture(const AskMapPicture& asked, const Question& question,
                             drawing::MapDrawing drawing, const drawing::SvgOptions& options) {
  const LiveMeasurement measurement(question.ground, question.history, asked);
  const auto measured_report = measurement.report();
  const auto& common = measured_report.common;
  const auto& version = *question.ground.version;
  const history::ImportReport no_import;
  const report::Measured measured{common ? common->map : version.map,
                                  common ? common->automaton : version.automaton,
                                  measurement.request(),
                                  measured_report,
                                  no_import,
                                  question.ground.map_version,
                                  {}};
  const auto laid_over = report::map_figures(measured);
  drawing.figures = &laid_over;
  return drawing::draw_map(measured.map, drawing, options);
}

Response picture(const Request& request, App& app, KeptPicture& kept) {
  const auto asked = request.query<AskMapPicture>();
  drawing::MapDrawing drawing{.choice = read_view(asked.view)};
  const drawing::SvgOptions options{.palette =
                                        drawing::Palette::standalone(read_theme(asked.theme))};
  const auto drawn = [&](const MeasureGround& ground) {
    drawing.version = fmt::format("Version {}", ground.version->id.number);
  };
  Response response;
  response.type = "image/svg+xml";
  if (drawing.choice.view == drawing::View::measured) {
    selling::require(request.who().actor, Right::measure_read);
    const auto question = question_of(request, app, kept, asked);
    drawn(question.ground);
    response.body = *kept.answers.get(
        question.key(request), [&] { return measured_picture(asked, question, drawing, options); });
    return response;
  }
  const auto ground = look(request, app, [&](const Desk& desk) {
    return ground_of(desk, request.id_of<ProcessId>("process"), asked.version);
  });
  drawn(ground);
  response.body = drawing::draw_map(ground.version->map, drawing, options);
  return response;
}

}  // namespace

void add_measures(Routes& routes) {
  // Shared by the handlers, which routes copy.
  const auto kept = std::make_shared<KeptPicture>();
  const auto with_kept = [&](Response (*handler)(const Request&, App&, KeptPicture&)) {
    return
        [kept, handler](const Request& request, App& app) { return handler(request, app, *kept); };
  };
  routes.add({.path = "/api/processes/{process}/measures",
              .access = Access::with(Right::measure_read),
              .summary = "Figures of a process over the live history, of the deals in your reach",
              .text = "As `stagecraft measure --format json` writes them.",
              .query = &shape_of<AskFigures>(),
              .replies = {{200, "The figures", &shape_of<FigureList>()},
                          {404, "There is no such process or version"}},
              .handler = with_kept(figures)});
  routes.add({.path = "/api/processes/{process}/measures/report",
              .access = Access::with(Right::measure_read),
              .summary = "What a report shows beside figures: the limit, funnel, weeks, changes",
              .query = &shape_of<AskMeasures>(),
              .replies = {{200, "Curves and tables", &shape_of<MeasureReport>()},
                          {404, "There is no such process or version"}},
              .handler = with_kept(whole_report)});
  routes.add({.path = "/api/processes/{process}/measures/deals",
              .access = Access::with(Right::measure_read),
              .summary = "The deals behind a figure",
              .text = "Exactly those that it counts; found by the code that counts for it.",
              .query = &shape_of<AskDealsBehind>(),
              .replies = {{200, "The deals", &shape_of<DealsBehind>()},
                          {404, "There is no such process, version or figure"},
                          {409, "The figure is made of other figures; open those"}},
              .handler = with_kept(deals)});
  routes.add({.path = "/api/processes/{process}/measures/cohorts",
              .access = Access::with(Right::measure_read),
              .summary = "Cohorts of a stage or a goal: what share went on, by age",
              .text = "Of the deals that first entered it in a month. Without rows where nothing "
                      "follows on the place.",
              .query = &shape_of<AskCohorts>(),
              .replies = {{200, "The cohorts", &shape_of<PlaceCohorts>()},
                          {404, "There is no such process or version"}},
              .handler = with_kept(cohorts)});
  routes.add({.path = "/api/processes/{process}/map.svg",
              .access = Access::with(Right::map_read),
              .summary = "The map as a picture, with figures where the view is `measured`",
              .query = &shape_of<AskMapPicture>(),
              .replies = {{200, "The picture", nullptr, "image/svg+xml"},
                          {404, "There is no such process, version or goal"}},
              .handler = with_kept(picture)});
}

}  // namespace stagecraft::http
