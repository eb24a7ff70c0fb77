#include "base/text.h"
#include "history/row_reader.h"

namespace stagecraft::history {
namespace {

class EventsReader : public RowReader {
 public:
  explicit EventsReader(FileReading& file)
      : file_(file),
        deal_(file.columns.require(file.mapping.deal, "deal")),
        activity_(file.columns.require(file.mapping.activity, "activity")),
        at_column_(file.columns.require(file.mapping.at, "at")),
        at_(file.date_reader(at_column_)),
        actor_(file.columns.find_stated(file.mapping.actor, "actor")),
        order_(file.columns.find_stated(file.mapping.order, "order")),
        reason_(file.mapping.outcome ? file.columns.find(file.mapping.outcome->reason)
                                     : std::nullopt),
        created_(find_date_column(file, file.mapping.created)),
        attributes_(file) {}

  void read(const CsvRow& row) override {
    const auto deal = base::trim(row[deal_]);
    if (deal.empty()) return reject(row, deal_, "no deal id");
    const auto activity = base::trim(row[activity_]);
    if (activity.empty()) return reject(row, activity_, "no activity");
    const auto date = at_.read(row[at_column_]);
    if (!date.problem.empty()) return reject(row, at_column_, date.problem);
    const auto created = created_ ? created_->read(row) : DateCell{.is_empty = true};
    if (!created.problem.empty()) return reject(row, created_->column, created.problem);

    const auto& match = file_.matcher.match(activity);
    if (const auto problem = add(row, deal, match, date); !problem.empty())
      return reject(row, activity_, problem);
    if (!match.is_inside) file_.findings().count_outside(activity);
    if (date.is_empty) file_.findings().count_oddity("events without a date");
    const auto code = file_.session.deals.code(deal);
    file_.session.deals.set(code, DealBook::has_stages);
    if (!created.is_empty && !file_.session.deals.is(code, DealBook::created))
      add_created(row, deal, created.time);
    take_attributes(row, deal, date.time);
    file_.findings().accept_row();
  }

 private:
  void reject(const CsvRow& row, std::size_t column, std::string_view reason) {
    file_.findings().reject_row(file_.place(row, column), base::Sentence::of(reason));
  }

  std::string_view add(const CsvRow& row, std::string_view deal, const Match& match,
                       const DateCell& date) {
    if (file_.session.has_reopenings) file_.session.reopenings.see(deal, match, date.time);
    if (match.is_reopening) return {};
    const bool is_outcome =
        match.kind != EventKind::stage_entered && match.kind != EventKind::touchpoint;
    const auto details = is_outcome && reason_ ? reason_details(row[*reason_]) : std::string();
    return file_.session.builder.add({.deal = deal,
                                      .kind = match.kind,
                                      .symbol = match.symbol,
                                      .actor = actor_ ? base::trim(row[*actor_]) : "",
                                      .at = date.time.at,
                                      .precision = date.time.precision,
                                      .source_seq = order_of(row, order_),
                                      .details = details});
  }

  void add_created(const CsvRow& row, std::string_view deal, const EventTime& time) {
    const auto problem = file_.session.builder.add(
        {.deal = deal, .kind = EventKind::created, .at = time.at, .precision = time.precision});
    if (!problem.empty())
      file_.findings().leave_out_value(file_.place(row, created_->column),
                                       base::Sentence::of(problem));
    file_.session.deals.set(file_.session.deals.code(deal), DealBook::created);
  }

  void take_attributes(const CsvRow& row, std::string_view deal, const EventTime& time) {
    const auto actor = actor_ ? base::trim(row[*actor_]) : std::string_view();
    for (const auto& value : attributes_.read(row)) {
      if (time.precision != Precision::unknown) {
        file_.session.timeline.observe({deal, value.name, value.text, actor, time});
        continue;
      }
      const auto problem = file_.session.builder.set_attribute(deal, value.name, value.text);
      if (!problem.empty())
        file_.findings().leave_out_value(file_.place(row, deal_), base::Sentence::of(problem));
    }
  }

  FileReading& file_;
  std::size_t deal_, activity_, at_column_;
  DateReader at_;
  std::optional<std::size_t> actor_, order_, reason_;
  std::optional<DateColumn> created_;
  RowAttributes attributes_;
};

}  // namespace

std::unique_ptr<RowReader> make_events_reader(FileReading& file) {
  return std::make_unique<EventsReader>(file);
}

}  // namespace stagecraft::history
