#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "history/row_reader.h"
#include "history/told_twice.h"

namespace stagecraft::history {
namespace {

/// What becomes of the changes of one field.
struct FieldTarget {
  enum class Kind : std::uint8_t { stage, created, outcome, attribute };
  Kind kind = Kind::attribute;
  EventKind outcome = EventKind::lost;
  AttributeFormat attribute;
};

class ChangesReader : public RowReader {
 public:
  explicit ChangesReader(FileReading& file)
      : file_(file),
        corrections_(file.mapping),
        deal_(file.columns.require(file.mapping.deal, "deal")),
        field_(file.columns.require(file.mapping.field, "field")),
        value_(file.columns.require(file.mapping.value, "value")),
        at_column_(file.columns.require(file.mapping.at, "at")),
        at_(file.date_reader(at_column_)),
        values_(file.date_reader(value_)),
        actor_(file.columns.find_stated(file.mapping.actor, "actor")),
        old_value_(file.columns.find_stated(file.mapping.old_value, "old_value")),
        order_(file.columns.find_stated(file.mapping.order, "order")) {
    for (const auto& [field, target] : file.mapping.fields)
      targets_[base::fold(field)] = to_target(target);
    for (const auto& [field, target] : targets_)
      if (target.kind == FieldTarget::Kind::outcome) has_reason_field_.insert(target.outcome);
  }

  void read(const CsvRow& row) override {
    Change change{.row = row,
                  .deal = base::trim(row[deal_]),
                  .value = base::trim(row[value_]),
                  .actor = actor_ ? base::trim(row[*actor_]) : "",
                  .time = {}};
    if (change.deal.empty()) return reject(row, deal_, "no deal id");
    const auto date = at_.read(row[at_column_]);
    if (!date.problem.empty()) return reject(row, at_column_, date.problem);
    change.time = date.time;
    const auto field = base::trim(row[field_]);
    if (field.empty()) return reject(row, field_, "no field");
    take(change, field);
  }

  void finish() override {
    const std::size_t rows = closings_.size();
    const auto closings = without_second_tellings(std::move(closings_));
    for (const ClosingRow& closing : closings) add(closing);
    for (std::size_t i = closings.size(); i < rows; ++i) file_.findings().accept_row();
  }

 private:
  struct Change {
    const CsvRow& row;
    std::string_view deal, value, actor;
    EventTime time;
  };

  FieldTarget to_target(const std::string& word) const {
    using Kind = FieldTarget::Kind;
    if (word == "stage" || word == "outcome") return {.kind = Kind::stage, .attribute = {}};
    if (word == "created") return {.kind = Kind::created, .attribute = {}};
    for (const auto kind : {EventKind::won, EventKind::lost, EventKind::no_decision})
      if (word == to_word(kind)) return {.kind = Kind::outcome, .outcome = kind, .attribute = {}};
    const AttributeRule rule{.name = word, .column = {}, .kind = {}};
    return {.kind = Kind::attribute,
            .attribute = {.name = word,
                          .kind = kind_of(rule, file_.session.options.map),
                          .date = file_.date_formats[value_].value_or(DateFormat()),
                          .decimal = file_.mapping.decimal,
                          .currency = file_.mapping.currency}};
  }

  void reject(const CsvRow& row, std::size_t column, std::string_view reason) {
    file_.findings().reject_row(file_.place(row, column), base::Sentence::of(reason));
  }

  void take(const Change& change, std::string_view field) {
    const auto target = targets_.find(base::fold(field));
    if (target == targets_.end()) {
      file_.findings().count_oddity(
          base::say("changes of a field that the mapping does not name: {}", field));
      return file_.findings().accept_row();
    }
    const auto value =
        corrections_.apply(target->second.attribute.name, field, change.value, file_.findings());
    switch (target->second.kind) {
      case FieldTarget::Kind::stage:
        return take_stage(change, value);
      case FieldTarget::Kind::created:
        return take_created(change);
      case FieldTarget::Kind::outcome:
        return take_outcome(change, target->second.outcome, value);
      case FieldTarget::Kind::attribute:
        return take_attribute(change, target->second, value);
    }
  }

  void see(const Change& change, const Match& match) {
    if (file_.session.has_reopenings) file_.session.reopenings.see(change.deal, match, change.time);
  }

  void add(const Change& change, const Match& match) {
    see(change, match);
    if (match.is_reopening) return accept(change.time);
    const auto problem = file_.session.builder.add({.deal = change.deal,
                                                    .kind = match.kind,
                                                    .symbol = match.symbol,
                                                    .actor = change.actor,
                                                    .at = change.time.at,
                                                    .precision = change.time.precision,
                                                    .source_seq = order_of(change.row, order_)});
    if (!problem.empty()) return reject(change.row, value_, problem);
    accept(change.time);
  }

  void accept(const EventTime& time) {
    if (time.precision == Precision::unknown)
      file_.findings().count_oddity("changes without a date");
    file_.findings().accept_row();
  }

  /// A closing of a kind that has a field for its reason waits until all rows were read: two rows
  /// may tell the same one.
  void hold(const Change& change, const Match& match, const std::optional<std::string>& reason) {
    closings_.push_back({.deal = std::string(change.deal),
                         .actor = std::string(change.actor),
                         .symbol = match.symbol,
                         .details = reason ? reason_details(*reason) : std::string(),
                         .kind = match.kind,
                         .time = change.time,
                         .order = order_of(change.row, order_),
                         .line = change.row.line(),
                         .value = std::string(change.row[value_]),
                         .is_reason = reason.has_value()});
    if (!reason) see(change, match);
  }

  void add(const ClosingRow& closing) {
    const Match match{.kind = closing.kind, .symbol = closing.symbol};
    if (closing.is_reason && file_.session.has_reopenings)
      file_.session.reopenings.see(closing.deal, match, closing.time);
    const auto problem = file_.session.builder.add({.deal = closing.deal,
                                                    .kind = closing.kind,
                                                    .symbol = closing.symbol,
                                                    .actor = closing.actor,
                                                    .at = closing.time.at,
                                                    .precision = closing.time.precision,
                                                    .source_seq = closing.order,
                                                    .details = closing.details});
    if (problem.empty()) return accept(closing.time);
    file_.findings().reject_row({.file = file_.file(),
                                 .line = closing.line,
                                 .column = file_.columns.name(value_),
                                 .value = closing.value},
                                base::Sentence::of(problem));
  }

  void take_stage(const Change& change, std::string_view value) {
    if (value.empty()) return reject(change.row, value_, "no stage");
    const auto& match = file_.matcher.match(value);
    if (!match.is_inside) file_.findings().count_outside(value);
    file_.session.deals.set(file_.session.deals.code(change.deal), DealBook::has_stages);
    if (!match.is_reopening && has_reason_field_.contains(match.kind))
      hold(change, match, std::nullopt);
    else
      add(change, match);
  }

  void take_created(const Change& change) {
    const auto said = values_.read(change.value);
    Change created = change;
    if (!said.is_empty && said.problem.empty())
      created.time = said.time;
    else
      file_.findings().note("When a deal was made was taken from the time of the change.");
    add(created, {.kind = EventKind::created, .symbol = {}});
    file_.session.deals.set(file_.session.deals.code(change.deal), DealBook::created);
  }

  void take_outcome(const Change& change, EventKind kind, std::string_view reason) {
    // A field that is emptied takes nothing back that can be told from here.
    if (reason.empty()) {
      file_.findings().count_oddity(base::say("{}: emptied", base::Sentence::of(to_word(kind))));
      return file_.findings().accept_row();
    }
    const auto& match = file_.matcher.match_outcome(kind, {});
    if (!match.is_inside) file_.findings().count_outside(match.symbol);
    hold(change, match, std::string(reason));
  }

  void take_attribute(const Change& change, const FieldTarget& target, std::string_view value) {
    const auto& format = target.attribute;
    const auto place = file_.place(change.row, value_);
    const auto read = read_attribute(value, format, place, file_.findings());
    const bool is_readable = !read.text.empty() || value.empty();
    if (format.kind == ValueKind::money && is_readable) state_currency(change, read);
    if (change.time.precision == Precision::unknown) {
      const auto problem = file_.session.builder.set_attribute(change.deal, format.name, read.text);
      if (!problem.empty()) return reject(change.row, value_, problem);
    } else if (is_readable) {
      const auto before = old_value_ ? read_before(change, format) : std::string();
      file_.session.timeline.change(
          {change.deal, format.name, read.text, change.actor, change.time, before});
    }
    file_.findings().accept_row();
  }

  /// The value before, if it can be read; it is the value of an earlier row, and was listed there
  /// if not.
  std::string read_before(const Change& change, const AttributeFormat& format) const {
    const auto text = base::trim(change.row[*old_value_]);
    if (text.empty()) return {};
    ImportReport unused;
    ImportFindings quiet(unused);
    return read_attribute(text, format, file_.place(change.row, *old_value_), quiet).text;
  }

  /// Once a deal: the currency that the amount names, else the mapping.
  void state_currency(const Change& change, const AttributeValue& amount) {
    const auto currency = amount.currency.is_stated() ? amount.currency : file_.mapping.currency;
    auto& deals = file_.session.deals;
    const auto code = deals.code(change.deal);
    if (!currency.is_stated() || deals.is(code, DealBook::has_currency)) return;
    deals.set(code, DealBook::has_currency);
    const auto problem =
        file_.session.builder.set_attribute(change.deal, "currency", currency.code());
    if (!problem.empty())
      file_.findings().leave_out_value(file_.place(change.row, value_),
                                       base::Sentence::of(problem));
  }

  FileReading& file_;
  Corrections corrections_;
  std::size_t deal_, field_, value_, at_column_;
  DateReader at_, values_;
  std::optional<std::size_t> actor_, old_value_, order_;
  std::map<std::string, FieldTarget> targets_;  ///< By folded field.
  std::set<EventKind> has_reason_field_;        ///< Outcomes.
  std::vector<ClosingRow> closings_;
};

}  // namespace

std::unique_ptr<RowReader> make_changes_reader(FileReading& file) {
  return std::make_unique<ChangesReader>(file);
}

}  // namespace stagecraft::history
