#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/display.h"
#include "report/bottleneck_words.h"
#include "report/change_words.h"
#include "report/definitions.h"
#include "report/figure_index.h"
#include "report/text_table.h"

namespace stagecraft::report {
namespace {

using measures::Figure;
using measures::FigureState;

/// Marks a figure that rests on too few deals; explained once, below.
constexpr const char* thin_mark = "*";
constexpr std::size_t least_width_of_changes = 110;

class TextReport {
 public:
  TextReport(const Measured& measured, std::size_t width)
      : measured_(measured), index_(measured.report.figures), width_(width) {}

  std::string write() {
    head();
    stages();
    working_days();
    bottleneck();
    money();
    slices();
    changes();
    cohorts();
    notes();
    return std::move(text_);
  }

 private:
  void section(const std::string& title) {
    text_ += "\n" + title + "\n" + std::string(base_width(title), '-') + "\n";
  }
  static std::size_t base_width(const std::string& title) { return title.size(); }
  void say(const std::string& sentence, std::size_t indent = 0) {
    text_ += wrapped(sentence, width_, indent);
  }

  std::string value(const Figure* figure) {
    if (figure == nullptr) return "";
    const auto shown = measures::show(*figure);
    if (!shown.is_grey) return shown.text();
    has_thin_ = true;
    return shown.text() + thin_mark;
  }
  /// For a column whose head says what is counted: without the unit, days as `12 d`.
  std::string cell(const Figure* figure) {
    if (figure == nullptr) return "";
    auto shown = measures::show(*figure);
    if (figure->unit == measures::Unit::visits || figure->unit == measures::Unit::deals)
      shown.unit.clear();
    if (figure->unit == measures::Unit::days && !shown.unit.empty()) shown.unit.resize(1);
    has_thin_ = has_thin_ || shown.is_grey;
    return shown.text() + (shown.is_grey ? thin_mark : "");
  }
  std::string interval(const Figure* figure) {
    if (figure == nullptr || !figure->value) return "";
    return measures::show(*figure).interval();
  }

  void head() {
    text_ += measured_.map.name + '\n';
    say(fmt::format("{}. Map {}, days in {}.", scope_text(measured_), measured_.map_version,
                    measured_.request.zone.name()));
    if (!measured_.simulated.empty())
      say(fmt::format("These deals are simulated ({}): nobody sold anything here.",
                      measured_.simulated));
    if (measured_.request.where) say("Only deals where " + measured_.request.where->text + ".");
  }

  /// One table where it fits, else what is there and what moves apart from how fast and how far.
  void stages() {
    section("Stages");
    const auto whole =
        stage_table(&TextReport::whole_row, {"now", "entered", "left", "go on", "95 %", "median",
                                             "expected", "p90", "money now", "to won"});
    if (whole.fits(width_)) {
      text_ += whole.text();
    } else {
      text_ +=
          stage_table(&TextReport::stock_row, {"now", "money now", "entered", "left", "to won"})
              .text(width_);
      text_ += '\n';
      text_ += stage_table(&TextReport::onward_row, {"go on", "95 %", "median", "expected", "p90"})
                   .text(width_);
    }
    say("'Go on' is the share of the deals that entered which reach the next stage, open deals "
        "counted as open; days are the median of every stay, open ones included.");
  }

  struct Place {
    std::string id, title;
    std::optional<double> expected;
  };
  using Cells = std::vector<std::string>;

  TextTable stage_table(Cells (TextReport::*row)(const Place&),
                        const std::vector<std::string>& heads) {
    std::vector<TextTable::Column> columns{{"", false}};
    for (const auto& head : heads) columns.push_back({head});
    TextTable table(std::move(columns));
    const auto add = [&](const Place& place) {
      Cells cells = (this->*row)(place);
      cells.insert(cells.begin(), place.title);
      table.add(std::move(cells));
    };
    for (std::size_t g = 0; g < measured_.map.goals.size(); ++g) {
      const auto& goal = measured_.map.goals[g];
      if (!measured_.map.flat) {
        table.add_heading(fmt::format("{} {}", g + 1, goal.name));
        add({goal.id, "  the goal as a whole", std::nullopt});
      }
      for (const auto& stage : goal.stages) {
        if (stage.internal) continue;
        add({stage.id, "  " + number_of(measured_.map, stage.id) + " " + stage.name,
             stage.expected_days});
        for (const auto& part : parts_of(measured_, stage.id))
          add({part.id, "    " + part.title, std::nullopt});
      }
    }
    return table;
  }

  std::string count(std::string_view measure, const Place& place) {
    return cell(index_.find({.measure = measure, .place = place.id}));
  }
  std::string time(std::string_view part, const Place& place) {
    return cell(index_.find({.measure = "time_in_stage", .part = part, .place = place.id}));
  }
  std::string money_now(const Place& place) {
    if (is_after_sale(measured_, place.id)) return "";
    return cell(index_.first({.measure = "pipeline", .place = place.id}));
  }
  std::string to_won(const Place& place) {
    return cell(index_.find(
        {.measure = "conversion", .part = "reached", .place = place.id, .to = won_id()}));
  }
  static std::string expected(const Place& place) {
    return place.expected ? measures::stated_text(*place.expected) + " d" : "";
  }

  Cells whole_row(const Place& place) {
    const Cells onward = onward_row(place);
    return {count("in_stage", place),
            count("entered", place),
            count("left", place),
            onward[0],
            onward[1],
            onward[2],
            onward[3],
            onward[4],
            money_now(place),
            to_won(place)};
  }
  Cells stock_row(const Place& place) {
    return {count("in_stage", place), money_now(place), count("entered", place),
            count("left", place), to_won(place)};
  }
  Cells onward_row(const Place& place) {
    const auto* onward =
        index_.first({.measure = "conversion", .part = "reached", .place = place.id});
    return {cell(onward), interval(onward), time("median", place), expected(place),
            time("p90", place)};
  }

  void working_days() {
    constexpr std::string_view median = "working_days/median", p90 = "working_days/p90";
    const auto* cycle = index_.find({.measure = "sales_cycle", .part = median});
    if (cycle == nullptr) return;
    section("In working days");
    TextTable table({{"", false}, {"median"}, {"95 %"}, {"p90"}, {"of those that went on"}});
    const auto days = [&](const Figure* figure) {
      if (figure == nullptr || !figure->value) return value(figure);
      auto shown = measures::show(*figure);
      shown.unit.clear();
      return shown.text() + (shown.is_grey ? thin_mark : "");
    };
    for (const auto& goal : measured_.map.goals)
      for (const auto& stage : goal.stages) {
        if (stage.internal) continue;
        const auto* stay =
            index_.find({.measure = "time_in_stage", .part = median, .place = stage.id});
        table.add({number_of(measured_.map, stage.id) + " " + stage.name, days(stay),
                   interval(stay),
                   days(index_.find({.measure = "time_in_stage", .part = p90, .place = stage.id})),
                   days(index_.find({.measure = "time_to_next",
                                     .part = "working_days/median of those that went on",
                                     .place = stage.id}))});
      }
    table.add({"Sales cycle", days(cycle), "",
               days(index_.find({.measure = "sales_cycle", .part = p90})), ""});
    text_ += table.text();
    say("The calendar stands at the end; all other days are elapsed ones.", 0);
  }

  std::string won_id() const {
    for (const auto& node : measured_.automaton.nodes())
      if (node.kind == process::NodeKind::won) return node.id;
    return {};
  }

  void bottleneck() {
    const auto words = bottleneck_words(measured_);
    section("The limit");
    say(words.headline.text() + ".");
    for (const auto& sentence : words.sentences) say(sentence.text(), 2);
  }

  void money() {
    section("From start to money");
    TextTable table({{"", false}, {"value"}, {"95 %"}, {"deals"}, {"", false, 70}});
    std::vector<std::string> undefined;  // Told again, because the table may have no room for it.
    const auto add = [&](const std::string& title, const FigureKey& key, const std::string& says) {
      const auto* figure = index_.find(key);
      if (figure == nullptr) return;
      const bool is_ok = figure->state == FigureState::ok;
      table.add({title, value(figure), interval(figure), measures::count_text(figure->n),
                 is_ok ? says : figure->reason.text()});
      if (figure->state == FigureState::undefined)
        undefined.push_back(fmt::format("{}: {}.", title, figure->reason));
    };
    add("Win rate", {.measure = "win_rate"}, "won of the deals closed in the period");
    add("Win rate of the decided", {.measure = "win_rate", .part = "decided"},
        "'no decision' left out");
    add("Sales cycle, median", {.measure = "sales_cycle", .part = "median"},
        "of deals won; young open ones are not in it");
    add("Sales cycle, p90", {.measure = "sales_cycle", .part = "p90"}, "");
    for (const auto& currency : index_.currencies_of("booked_amount")) {
      add("Booked", {.measure = "booked_amount", .currency = currency},
          "amounts of the deals won in the period");
      add("Mean won amount", {.measure = "average_size", .currency = currency}, "");
    }
    for (const auto& currency : index_.currencies_of("sales_velocity"))
      add("Sales velocity", {.measure = "sales_velocity", .currency = currency},
          "a day: open deals x win rate x amount / cycle");
    for (const auto& currency : index_.currencies_of("pipeline")) {
      add("In the pipeline", {.measure = "pipeline", .currency = currency},
          "amounts of the open deals");
      add("Weighted by stage", {.measure = "stage_weighted", .currency = currency},
          "each times its stage's share to won");
    }
    text_ += table.text(width_);
    for (const auto& sentence : undefined) say(sentence);
  }

  void slices() {
    for (const auto& ranking : measured_.report.rankings) {
      section("By " + ranking.attribute);
      TextTable table({{ranking.attribute, false},
                       {"closed"},
                       {"won"},
                       {"win rate"},
                       {"95 %"},
                       {"cycle"},
                       {"booked"},
                       {"open now"}});
      for (const auto& slice : ranking.rows) {
        if (slice.closed == 0 && !has_deals(slice.slice)) continue;
        const auto* rate = index_.find({.measure = "win_rate", .slice = slice.slice});
        const auto name =
            slice.slice.substr(std::min(slice.slice.size(), ranking.attribute.size() + 1));
        table.add(
            {name.empty() ? "(not stated)" : name, measures::count_text(slice.closed),
             measures::count_text(slice.won), value(rate), interval(rate),
             value(index_.find({.measure = "sales_cycle", .part = "median", .slice = slice.slice})),
             value(index_.first({.measure = "booked_amount", .slice = slice.slice})),
             value(index_.first({.measure = "pipeline", .slice = slice.slice}))});
      }
      text_ += table.text(width_);
      say("Ordered by the win rate shrunk towards the whole, so that few deals do not lead the "
          "list by luck.");
    }
  }

  bool has_deals(const std::string& slice) const {
    const auto* open = index_.first({.measure = "pipeline", .slice = slice});
    return open != nullptr && open->n > 0;
  }

  void changes() {
    if (!measured_.request.compare_with) return;
    const auto& other = *measured_.request.compare_with;
    section("Against " + period_text(other));
    TextTable table({{"", false, 70}, {"now"}, {"before"}, {"difference"}, {"95 %"}});
    for (const auto& change : measured_.report.changes) {
      const auto& now = measured_.report.figures[change.now];
      if (!is_main_change(change, now) || !now.slice.empty()) continue;
      const auto difference = shown_difference(now, change);
      const auto title = figure_title(measured_.map, now);
      // A title that has to be cut stands on a line of its own.
      const bool is_narrow = width_ < least_width_of_changes;
      if (is_narrow) table.add_heading(title);
      table.add({is_narrow ? "" : title, value(&now),
                 value(&measured_.report.before[change.before]), difference.text(),
                 difference.interval()});
    }
    if (table.is_empty())
      say("No figure differs by more than chance would explain.");
    else
      text_ += table.text(width_);
    say(fmt::format("{} figures were compared; only those that differ beyond chance are listed.",
                    measures::count_text(std::ssize(measured_.report.changes))));
  }

  void cohorts() {
    const auto& cohorts = measured_.report.cohorts;
    constexpr std::size_t most_rows = 12;
    const bool is_empty =
        std::ranges::all_of(cohorts.rows, [](const auto& row) { return row.deals == 0; });
    if (cohorts.rows.size() < 2 || is_empty) return;
    section("Won, by month of the first stage and age");
    std::vector<TextTable::Column> columns{{"began", false}, {"deals"}};
    const std::size_t first = cohorts.rows.size() > most_rows ? cohorts.rows.size() - most_rows : 0;
    const std::size_t most_ages = width_ < 100 ? 6 : 8;
    for (std::size_t k = 0; k < most_ages; ++k)
      columns.push_back(
          {fmt::format("{} d", (k + 1) * static_cast<std::size_t>(cohorts.length_days))});
    TextTable table(columns);
    bool has_estimate = false;
    for (std::size_t r = first; r < cohorts.rows.size(); ++r) {
      const auto& row = cohorts.rows[r];
      std::vector<std::string> cells{row.label, measures::count_text(row.deals)};
      for (std::size_t k = 0; k < most_ages; ++k) {
        cells.push_back(k < row.cells.size() ? cohort_cell(row.cells[k]) : "");
        has_estimate = has_estimate || cells.back().starts_with('~');
      }
      table.add(std::move(cells));
    }
    text_ += table.text(width_);
    if (has_estimate)
      say("~ some deals of the row are still open and younger than that: estimated.");
  }

  static std::string cohort_cell(const measures::CohortCell& cell) {
    if (!cell.share || cell.state == measures::CohortCell::State::empty) return "";
    const bool is_estimate = cell.state == measures::CohortCell::State::hatched;
    return (is_estimate ? "~" : "") + measures::share_text(cell.share->value, cell.share->known);
  }

  void notes() {
    section("What to know");
    if (has_thin_) say(fmt::format("{} rests on too few deals to be trusted.", thin_mark));
    for (const auto& remark : measured_.report.remarks) say(remark.text() + ".");
    const auto& import = measured_.import;
    say(fmt::format("As of {}{}. {} rows read, {} rejected, {} events of {} deals.",
                    day_text(measured_.request.zone.day_of(measured_.request.as_of)),
                    import.as_of_stated ? "" : " (the latest event of the history)",
                    measures::count_text(import.rows_read),
                    measures::count_text(import.rows_rejected), measures::count_text(import.events),
                    measures::count_text(import.deals)));
    outside_map();
    if (!measured_.report.stale.empty())
      say(fmt::format(
          "{} open deals are past their expected close, or idle for longer than nine of ten at "
          "their stage.",
          measures::count_text(static_cast<std::int64_t>(measured_.report.stale.size()))));
    say("Every figure is defined in docs/measures; --format html, json or csv has all of them.");
  }

  /// The commonest ones; the report of the import has all.
  void outside_map() {
    constexpr std::size_t most = 5;
    const auto& all = measured_.import.outside_map;
    std::vector<std::pair<std::string, std::int64_t>> outside(all.begin(), all.end());
    std::ranges::stable_sort(outside, std::ranges::greater{},
                             &std::pair<std::string, std::int64_t>::second);
    for (std::size_t i = 0; i < std::min(most, outside.size()); ++i)
      say(fmt::format("Outside the map: '{}', {} {}.", outside[i].first,
                      measures::count_text(outside[i].second),
                      outside[i].second == 1 ? "event" : "events"));
    if (outside.size() > most)
      say(fmt::format("Outside the map: {} more, listed where the import is reported.",
                      outside.size() - most));
  }

  const Measured& measured_;
  FigureIndex index_;
  std::size_t width_;
  std::string text_;
  bool has_thin_ = false;
};

}  // namespace

std::string to_text(const Measured& measured, std::size_t width) {
  return TextReport(measured, width).write();
}

}  // namespace stagecraft::report
