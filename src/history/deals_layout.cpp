#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "history/row_reader.h"
#include "history/stage_columns.h"

namespace stagecraft::history {
namespace {

/// An event of a row, before it is certain that the row can be used.
struct Planned {
  EventKind kind;
  std::string_view symbol;
  EventTime time;
};

struct BoundState {
  std::size_t column;
  std::optional<DateColumn> at;
  std::vector<std::string> is;  ///< Folded.
};

struct BoundStage {
  const Match* match;
  std::optional<DateColumn> entered;
  std::optional<BoundState> state;
};

class DealsReader : public RowReader {
 public:
  explicit DealsReader(FileReading& file)
      : file_(file),
        deal_(file.columns.require(file.mapping.deal, "deal")),
        created_(find_date_column(file, file.mapping.created)),
        actor_(file.columns.find_stated(file.mapping.actor, "actor")),
        attributes_(file) {
    for (const auto& rule : expand_stage_columns(file.mapping.stages, file.columns)) bind(rule);
    if (file.mapping.state) state_ = bind(*file.mapping.state);
    bind_outcome();
  }

  void read(const CsvRow& row) override {
    planned_.clear();
    const auto deal = base::trim(row[deal_]);
    if (deal.empty()) return reject(row, deal_, "no deal id");
    const auto created = created_ ? created_->read(row) : DateCell{.is_empty = true};
    if (!created.problem.empty()) return reject(row, created_->column, created.problem);
    if (!plan_stages(row) || !plan_status(row)) return;

    auto& deals = file_.session.deals;
    const auto code = deals.code(deal);
    const bool is_second = deals.is(code, DealBook::in_this_file);
    if (is_given_again(row, code, is_second)) {
      file_.findings().count_oddity("rows given twice: read once");
      return file_.findings().accept_row();
    }
    deals.set(code, DealBook::in_this_file);
    file_.session.builder.add_deal(deal);
    if (!created.is_empty && (is_second || !deals.is(code, DealBook::created)))
      add(row, deal, {EventKind::created, {}, created.time});
    deals.set(code, DealBook::created);
    if (is_second) note_second(row, deal, created.is_empty);
    // Where the steps themselves were read from another file, this one only says what they led to.
    if (!deals.is(code, DealBook::has_stages))
      for (const auto& event : planned_) add_step(row, deal, event);
    take_attributes(row, deal);
    file_.findings().accept_row();
  }

 private:
  void reject(const CsvRow& row, std::size_t column, std::string_view reason) {
    file_.findings().reject_row(file_.place(row, column), base::Sentence::of(reason));
  }

  BoundState bind(const StateRule& rule) {
    BoundState state{.column = file_.columns.require(rule.column, "state"),
                     .at = find_date_column(file_, rule.at),
                     .is = {}};
    for (const auto& value : rule.is) state.is.push_back(base::fold(value));
    return state;
  }

  void bind(const StageRule& rule) {
    BoundStage stage{.match = &file_.matcher.match(rule.stage), .entered = {}, .state = {}};
    if (rule.entered.is_stated()) {
      const auto column = file_.columns.require(rule.entered, rule.stage);
      stage.entered = DateColumn{.column = column, .reader = file_.date_reader(column)};
    }
    if (rule.state) stage.state = bind(*rule.state);
    stages_.push_back(std::move(stage));
  }

  void bind_outcome() {
    const auto& outcome = file_.mapping.outcome;
    if (!outcome) return;
    if (outcome->column.is_stated())
      outcome_column_ = file_.columns.require(outcome->column, "outcome");
    closed_at_ = find_date_column(file_, outcome->at);
    reason_ = file_.columns.find(outcome->reason);
  }

  /// Entries by their dates; false when the row was rejected.
  bool plan_stages(const CsvRow& row) {
    for (const auto& stage : stages_) {
      if (!stage.entered) continue;
      const auto date = stage.entered->read(row);
      if (!date.problem.empty()) {
        reject(row, stage.entered->column, date.problem);
        return false;
      }
      if (!date.is_empty) planned_.push_back({stage.match->kind, stage.match->symbol, date.time});
    }
    return true;
  }

  /// What the row says about where the deal is now; false when the row was rejected.
  bool plan_status(const CsvRow& row) {
    for (const auto& stage : stages_) {
      if (!stage.state) continue;
      const auto value = base::fold(base::trim(row[stage.state->column]));
      if (std::ranges::find(stage.state->is, value) == stage.state->is.end()) continue;
      if (!plan(row, *stage.match, stage.state->at)) return false;
    }
    if (state_ && !plan_state(row)) return false;
    const bool is_apart = outcome_column_ && (!state_ || *outcome_column_ != state_->column);
    return !is_apart || plan_outcome(row);
  }

  bool plan_state(const CsvRow& row) {
    const auto value = base::trim(row[state_->column]);
    if (value.empty()) return true;
    const auto& match = file_.matcher.match(value);
    if (!match.is_inside) file_.findings().count_outside(value);
    return plan(row, match, is_outcome(match.kind) ? closed_at_ : state_->at);
  }

  bool plan_outcome(const CsvRow& row) {
    const auto value = base::trim(row[*outcome_column_]);
    if (value.empty()) return true;
    const auto& match = file_.matcher.match(value);
    if (is_outcome(match.kind)) return plan(row, match, closed_at_);
    if (!match.is_inside && !state_ && !is_told(value)) file_.findings().count_outside(value);
    return true;
  }

  /// A stage's `state` names the value.
  bool is_told(std::string_view value) const {
    const auto folded = base::fold(value);
    return std::ranges::any_of(stages_, [&](const BoundStage& stage) {
      return stage.state && std::ranges::find(stage.state->is, folded) != stage.state->is.end();
    });
  }

  bool plan(const CsvRow& row, const Match& match, const std::optional<DateColumn>& at) {
    if (match.is_reopening) return true;
    const auto date = at ? at->read(row) : DateCell{.is_empty = true};
    if (!date.problem.empty()) {
      reject(row, at->column, date.problem);
      return false;
    }
    const auto is_same = [&](const Planned& p) {
      return p.kind == match.kind && p.symbol == match.symbol;
    };
    if (std::ranges::any_of(planned_, is_same)) return true;
    planned_.push_back({match.kind, match.symbol, date.time});
    return true;
  }

  void add_step(const CsvRow& row, std::string_view deal, const Planned& event) {
    if (event.time.precision == Precision::unknown)
      file_.findings().count_oddity(
          base::say("{} without a date", base::Sentence::of(to_word(event.kind))));
    add(row, deal, event);
  }

  void add(const CsvRow& row, std::string_view deal, const Planned& event) {
    const auto details =
        is_outcome(event.kind) && reason_ ? reason_details(row[*reason_]) : std::string();
    const auto problem = file_.session.builder.add({.deal = deal,
                                                    .kind = event.kind,
                                                    .symbol = event.symbol,
                                                    .actor = actor_ ? base::trim(row[*actor_]) : "",
                                                    .at = event.time.at,
                                                    .precision = event.time.precision,
                                                    .details = details});
    if (!problem.empty())
      file_.findings().leave_out_value(file_.place(row, deal_), base::Sentence::of(problem));
  }

  /// The same row once more is no second deal.
  bool is_given_again(const CsvRow& row, std::uint32_t code, bool is_second) {
    std::size_t hash = 0;
    for (std::size_t i = 0; i < row.size(); ++i)
      hash = hash * 1'099'511'628'211ULL + std::hash<std::string_view>()(row[i]) + i;
    if (code >= row_hashes_.size()) row_hashes_.resize(code + 1 + code / 2);
    if (is_second) return row_hashes_[code] == hash;
    row_hashes_[code] = hash;
    return false;
  }

  /// Two rows of one id are two deals under one number (measures.md 1.8), also where nothing dates
  /// them.
  void note_second(const CsvRow& row, std::string_view deal, bool is_undated) {
    file_.findings().count_oddity("rows with the id of an earlier row");
    if (!is_undated) return;
    for (const auto line : {std::int64_t{0}, row.line()}) {
      // Told apart by their line: two events that are equal in everything would count as one.
      const auto problem =
          file_.session.builder.add({.deal = deal,
                                     .kind = EventKind::created,
                                     .precision = Precision::unknown,
                                     .details = fmt::format(R"({{"line":{}}})", line)});
      if (!problem.empty())
        file_.findings().leave_out_value(file_.place(row, deal_), base::Sentence::of(problem));
    }
  }

  void take_attributes(const CsvRow& row, std::string_view deal) {
    for (const auto& value : attributes_.read(row)) {
      const auto problem = file_.session.builder.set_attribute(deal, value.name, value.text);
      if (!problem.empty())
        file_.findings().leave_out_value(file_.place(row, deal_), base::Sentence::of(problem));
    }
  }

  FileReading& file_;
  std::size_t deal_;
  std::optional<DateColumn> created_;
  std::optional<std::size_t> actor_;
  RowAttributes attributes_;
  std::vector<BoundStage> stages_;
  std::optional<BoundState> state_;
  std::optional<std::size_t> outcome_column_, reason_;
  std::optional<DateColumn> closed_at_;
  std::vector<Planned> planned_;
  std::vector<std::size_t> row_hashes_;  ///< By deal.
};

}  // namespace

std::unique_ptr<RowReader> make_deals_reader(FileReading& file) {
  return std::make_unique<DealsReader>(file);
}

}  // namespace stagecraft::history
