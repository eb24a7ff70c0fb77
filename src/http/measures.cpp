#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "http/answer_cache.h"
#include "http/deal_shapes.h"
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
  std::optional<std::string> part, stage, goal, target, slice;
  int limit = 1000;
  static constexpr Note notes[] = {
      {.field = "measure", .text = "As in the figure, win_rate; so are the others", .least = 1},
      {.field = "target", .text = "`to` of the figure: stage or outcome"},
      {.field = "slice", .text = "As owner=7; ask with `by` too"},
      {.field = "limit", .least = 1, .most = 100'000, .may_be_left_out = true},
      {.field = "version", .text = "Of the process; left out: the newest", .least = 1}};
};
BOOST_DESCRIBE_STRUCT(AskDealsBehind, (AskMeasures),
                      (measure, part, stage, goal, target, slice, limit))

struct DealsBehind {
  std::int64_t count = 0;
  std::vector<selling::DealId> deals;  ///< The first ones by number, up to the limit.
  std::string query;                   ///< Which deals, in words.
  std::vector<std::string> remarks;
};
BOOST_DESCRIBE_STRUCT(DealsBehind, (), (count, deals, query, remarks))

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
struct Kept {
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
        fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}", history->last.value, history->undone,
                    history->maps, selling::to_text(ground.version->id), seen_deals(ground).text(),
                    ground.zone.name(), ground.settings_text,
                    std::chrono::floor<std::chrono::minutes>(ground.now).time_since_epoch().count(),
                    request.target.path);
    for (const auto& [name, value] : request.target.query)
      key += fmt::format("|{}:{}={}", value.size(), name, value);
    return key;
  }
};

Question question_of(const Request& request, App& app, Kept& kept, const AskMeasures& asked) {
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

Response figures(const Request& request, App& app, Kept& kept) {
  const auto asked = request.query<AskFigures>();
  const auto question = question_of(request, app, kept, asked);
  const auto text = kept.answers.get(question.key(request), [&] {
    const LiveMeasurement measurement(question.ground, question.history, asked);
    return report::to_json(chosen(measurement.report().figures, asked.measure));
  });
  Response response;
  response.body = *text;
  return response;
}

Response whole_report(const Request& request, App& app, Kept& kept) {
  const auto asked = request.query<AskMeasures>();
  const auto question = question_of(request, app, kept, asked);
  Response response;
  response.body = *kept.answers.get(question.key(request), [&] {
    const LiveMeasurement measurement(question.ground, question.history, asked);
    return to_json(measure_report(measurement, question.ground));
  });
  return response;
}

[[noreturn]] void refuse(const std::string& at, const std::string& message) {
  throw base::Error(base::ErrorKind::invalid, fmt::format("{}: {}.", at, message),
                    {{.at = at, .message = message, .mend = {}}});
}

bool has_place(const measures::Tier* tier, const std::string& id) {
  return tier != nullptr &&
         std::ranges::find(tier->places, id, &measures::Place::id) != tier->places.end();
}

/// The figure as `deals_behind` looks for it. Throws Error{invalid} for what the process does not
/// have.
measures::Figure figure_of(const AskDealsBehind& asked, const LiveMeasurement& measurement,
                           const measures::Study& study) {
  const auto& own = measurement.inputs().map.measures;
  if (report::find_definition(asked.measure) == nullptr &&
      std::ranges::find(own, asked.measure, &process::Measure::id) == own.end())
    refuse("?measure", "there is no such measure");
  if (asked.stage && !has_place(&study.stages(), *asked.stage))
    refuse("?stage", "the map has no such stage");
  if (asked.goal && !has_place(study.goals(), *asked.goal))
    refuse("?goal", "the map has no such goal");
  if (asked.target && !has_place(asked.goal ? study.goals() : &study.stages(), *asked.target))
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
  for (const auto& id : measures::deals_behind(study, figure))
    if (const auto deal = selling::find_deal_id(id)) found.deals.push_back(*deal);
  found.count = static_cast<std::int64_t>(found.deals.size());
  std::ranges::sort(found.deals);
  if (found.deals.size() > static_cast<std::size_t>(asked.limit))
    found.deals.resize(static_cast<std::size_t>(asked.limit));
  return to_json(found);
}

Response deals(const Request& request, App& app, Kept& kept) {
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

Response picture(const Request& request, App& app, Kept& kept) {
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
  const auto kept = std::make_shared<Kept>();
  const auto with_kept = [&](Response (*handler)(const Request&, App&, Kept&)) {
    return
        [kept, handler](const Request& request, App& app) { return handler(request, app, *kept); };
  };
  routes.add({.path = "/api/processes/{process}/measures",
              .access = Access::with(Right::measure_read),
              .summary = "Figures of a process over the live history, of the deals in your reach",
              .text = "As `stagecraft measure --format json` writes them.",
              .query = &shape_of<AskFigures>(),
              .replies = {{200, "The figures", &shape_of<RawJson>()},
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
              .query = &shape_of<AskDealsBehind>(),
              .replies = {{200, "The deals", &shape_of<DealsBehind>()},
                          {404, "There is no such process or version"}},
              .handler = with_kept(deals)});
  routes.add({.path = "/api/processes/{process}/map.svg",
              .access = Access::with(Right::map_read),
              .summary = "The map as a picture, with figures where the view is `measured`",
              .query = &shape_of<AskMapPicture>(),
              .replies = {{200, "The picture", nullptr, "image/svg+xml"},
                          {404, "There is no such process, version or goal"}},
              .handler = with_kept(picture)});
}

}  // namespace stagecraft::http
