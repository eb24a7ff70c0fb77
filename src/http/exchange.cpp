#include "http/exchange.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>

#include "http/language.h"
#include "http/origin.h"
#include "http/phrasebook.h"
#include "process/messages.h"

namespace stagecraft::http {
namespace {

/// Statuses that get a counter of their own; the others share the last one.
constexpr std::array counted_statuses{200, 201, 202, 204, 206, 302, 303, 304, 400,
                                      401, 403, 404, 405, 406, 408, 409, 410, 412,
                                      413, 415, 422, 428, 429, 431, 500, 503, 0};

std::size_t place_of(int status) {
  const auto found = std::ranges::find(counted_statuses, status);
  return std::min(static_cast<std::size_t>(found - counted_statuses.begin()),
                  counted_statuses.size() - 1);
}

std::string allowed(const std::vector<Method>& methods) {
  std::vector<std::string_view> words;
  for (const Method method : methods) {
    words.push_back(to_word(method));
    if (method == Method::get) words.push_back("HEAD");
  }
  words.push_back("OPTIONS");
  return fmt::format("{}", fmt::join(words, ", "));
}

/// A route without query struct takes no parameter.
void refuse_parameters(const Request& request) {
  static const Shape nothing{.kind = Kind::object, .name = "nothing"};
  char unused = 0;
  read_query(request.target.query, nothing, &unused);
}

bool has_bearer(const Request& request) { return request.header("authorization").has_value(); }

}  // namespace

/// Requests by route and status, and how long they took.
class Exchange::Counts {
 public:
  explicit Counts(const Routes& routes) : rows_(routes.count() + 1) {
    const auto name = [this](const Route& route) {
      labels_.push_back(MetricsPage::label("method", to_word(route.method)) + "," +
                        MetricsPage::label("route", route.path));
    };
    for (const auto& route : routes.all()) name(route);
    if (routes.rest() != nullptr) name(*routes.rest());
    labels_.push_back(R"(method="",route="none")");
  }
  void count(std::size_t row, int status, double seconds) {
    rows_[row].by_status[place_of(status)].fetch_add(1, std::memory_order_relaxed);
    rows_[row].duration.observe(seconds);
  }
  std::size_t row_of_none() const { return rows_.size() - 1; }

  void tell(MetricsPage& page) const {
    for (std::size_t row = 0; row < rows_.size(); ++row)
      for (std::size_t i = 0; i < counted_statuses.size(); ++i)
        if (const auto count = rows_[row].by_status[i].load(std::memory_order_relaxed); count > 0)
          page.counter({"stagecraft_http_requests_total", "Requests answered."},
                       static_cast<double>(count),
                       labels_[row] + "," +
                           MetricsPage::label("status", fmt::to_string(counted_statuses[i])));
    for (std::size_t row = 0; row < rows_.size(); ++row)
      if (!rows_[row].duration.is_empty())
        page.histogram({"stagecraft_http_request_duration_seconds", "From header to answer."},
                       rows_[row].duration, labels_[row]);
  }

 private:
  struct Row {
    std::array<std::atomic<std::int64_t>, counted_statuses.size()> by_status{};
    Histogram duration;
  };
  std::deque<Row> rows_;
  std::vector<std::string> labels_;
};

Exchange::Exchange(const Routes& routes, App& app)
    : routes_(routes), app_(app), counts_(std::make_shared<Counts>(routes)) {
  app.metrics.add([counts = counts_](MetricsPage& page) { counts->tell(page); });
}

Exchange::~Exchange() = default;

Exchange::Plan Exchange::plan(Request& request) const {
  Plan plan;
  auto match = routes_.find(request.method, request.target.segments);
  if (match.route == nullptr) {
    const bool is_path = !match.allowed_methods.empty();
    if (is_path && request.method == Method::options) {
      plan.refusal = no_content();
      plan.refusal->with("Allow", allowed(match.allowed_methods));
    } else if (is_path)
      plan.refusal =
          refuse(request, {.status = 405,
                           .detail = base::say("{} is not possible here.", to_word(request.method)),
                           .headers = {{"Allow", allowed(match.allowed_methods)}}});
    else
      plan.refusal =
          refuse(request, {.status = 404, .detail = "There is nothing at this address."});
    return plan;
  }
  plan.route = match.route;
  request.path_values = std::move(match.path_values);
  const auto standard = match.route->takes_file ? &Settings::upload_bytes : &Settings::body_bytes;
  const auto limit = match.route->body_limit != nullptr ? match.route->body_limit : standard;
  plan.body_limit = static_cast<std::size_t>(app_.settings.*limit);
  return plan;
}

template <class Run>
Response Exchange::guarded(const Request& request, Run run) const {
  try {
    return run();
  } catch (const Refusal& refusal) {
    return refuse(request, refusal.problem());
  } catch (const base::Error& error) {
    return refuse(request, error);
  } catch (const std::exception& bug) {
    app_.log.write(LogLevel::error, "defect", {{"request_id", request.id}, {"what", bug.what()}});
  } catch (...) {
    app_.log.write(LogLevel::error, "defect", {{"request_id", request.id}, {"what", "unknown"}});
  }
  return refuse(request, {.status = 500, .detail = "That failed here, and is logged."});
}

std::optional<Response> Exchange::admit(Request& request, const Route& route) const {
  bool may = false;
  auto refusal = guarded(request, [&]() -> Response {
    if (!is_safe(request.method) && !has_bearer(request) && is_from_another_site(request))
      throw Refusal(403, "Another site's page sent this request. Send it from this site.");
    if (route.access.kind != Access::Kind::anyone) {
      if (app_.identify) request.identity = app_.identify(request);
      if (!request.identity)
        throw Refusal({.status = 401,
                       .detail = "Sign in, or send a token as 'Authorization: Bearer ...'.",
                       .headers = {{"WWW-Authenticate", "Bearer"}}});
      if (route.access.right) selling::require(request.identity->actor, *route.access.right);
    }
    may = true;
    return {};
  });
  if (may) return {};
  return refusal;
}

Response Exchange::answer(const Request& request, const Route& route) const {
  return guarded(request, [&] {
    if (route.query == nullptr && !route.takes_any_query) refuse_parameters(request);
    return route.handler(request, app_);
  });
}

Response Exchange::refuse(const Request& request, const Problem& problem) {
  Response response;
  response.status = problem.status;
  response.type = "application/problem+json";
  response.headers = problem.headers;
  const auto asked = asked_language(request);
  const auto& book = phrasebook(asked);
  response.body = to_json(problem, request.id, book);
  if (problem.status == 503 || problem.status == 429) {
    const bool has =
        std::ranges::find(problem.headers, "Retry-After", &Header::first) != problem.headers.end();
    if (!has) response.with("Retry-After", "1");
  }
  return in_language(std::move(response),
                     is_known_to(problem, book) ? asked : process::message_languages.front());
}

Response Exchange::refuse(const Request& request, const base::Error& error) const {
  if (error.kind() == base::ErrorKind::io)
    app_.log.write(LogLevel::error, "io", {{"request_id", request.id}, {"what", error.what()}});
  return refuse(request, to_problem(error));
}

void Exchange::note(const Request& request, const Route* route, int status, double seconds) const {
  counts_->count(route != nullptr ? routes_.index_of(*route) : counts_->row_of_none(), status,
                 seconds);
  const bool shows_path = route != nullptr && !route->is_secret;
  app_.log.write(
      LogLevel::info, "request",
      {{"request_id", request.id},
       {"client", request.client},
       {"method", to_word(request.method)},
       {"route", route != nullptr ? route->path : "none"},
       {"path", shows_path ? std::string_view(request.target.path) : ""},
       {"status", std::int64_t{status}},
       {"person", request.identity ? request.identity->actor.person.value : std::int64_t{0}},
       {"us", static_cast<std::int64_t>(seconds * 1e6)}});
}

}  // namespace stagecraft::http
