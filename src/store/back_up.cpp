#include "store/back_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <functional>

#include "base/base64.h"
#include "base/json_text.h"
#include "store/attachments.h"
#include "store/back_up_file.h"
#include "store/events.h"
#include "store/migration.h"
#include "store/search.h"
#include "store/transaction.h"

namespace stagecraft::store {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;

constexpr std::array<std::string_view, 42> tables_in_order{"workspace",
                                                           "teams",
                                                           "people",
                                                           "sample_people",
                                                           "sessions",
                                                           "tokens",
                                                           "one_time_links",
                                                           "calendar_addresses",
                                                           "rights_epoch",
                                                           "processes",
                                                           "map_versions",
                                                           "stage_numbers",
                                                           "stage_limits",
                                                           "drafts",
                                                           "draft_operations",
                                                           "jobs",
                                                           "imports",
                                                           "accounts",
                                                           "contacts",
                                                           "deals",
                                                           "notes",
                                                           "attachments",
                                                           "events",
                                                           "promises",
                                                           "buying_group",
                                                           "objections",
                                                           "quotes",
                                                           "plan_links",
                                                           "job_lines",
                                                           "uploads",
                                                           "imported_deals",
                                                           "undone_deals",
                                                           "saved_views",
                                                           "idempotency_keys",
                                                           "webhooks",
                                                           "webhook_deliveries",
                                                           "assignment_rules",
                                                           "objection_topics",
                                                           "settings",
                                                           "audit",
                                                           "person_competencies",
                                                           "notification_marks"};

/// All rows of a table. PostgreSQL hands them over in parts, because libpq keeps a whole result in
/// memory.
void for_each_row(Connection& db, std::string_view table,
                  const std::function<void(const Row&)>& use) {
  if (db.engine() == Engine::sqlite) {
    for (const Row& row : db.query(fmt::format("SELECT * FROM {} ORDER BY 1, 2", table))) use(row);
    return;
  }
  db.run_script(fmt::format(
      "DECLARE rows_of_{0} NO SCROLL CURSOR FOR SELECT * FROM {0} ORDER BY 1, 2", table));
  const auto fetch = fmt::format("FETCH 5000 FROM rows_of_{}", table);
  for (bool has_more = true; has_more;) {
    has_more = false;
    for (const Row& row : db.query(fetch)) {
      use(row);
      has_more = true;
    }
  }
  db.run_script(fmt::format("CLOSE rows_of_{}", table));
}

std::vector<std::string> column_names(Connection& db, std::string_view table) {
  std::vector<std::string> names;
  const bool is_sqlite = db.engine() == Engine::sqlite;
  for (const Row& row :
       db.query(is_sqlite ? "SELECT name FROM pragma_table_info($1) ORDER BY cid"
                          : "SELECT column_name::text FROM information_schema.columns WHERE "
                            "table_name = $1 AND table_schema = current_schema() "
                            "ORDER BY ordinal_position",
                table))
    names.push_back(row.get<std::string>(0));
  return names;
}

bool counts_by_itself(Connection& db, std::string_view table) {
  if (db.engine() == Engine::sqlite)
    return db.get_value<int>(
               "SELECT count(*) FROM sqlite_master WHERE name = $1 AND sql LIKE '%AUTOINCREMENT%'",
               table) == 1;
  return db.get_value<int>(
             "SELECT count(*) FROM information_schema.columns WHERE table_name = $1 "
             "AND table_schema = current_schema() AND is_identity = 'YES'",
             table) == 1;
}

json::value to_json(const Row& row, int column) {
  switch (row.kind(column)) {
    case ValueKind::integer:
      return row.get<std::int64_t>(column);
    case ValueKind::real:
      // As text: Boost.JSON 1.81 reads some decimals one unit in the last place off.
      return json::object{{"real", fmt::format("{}", row.get<double>(column))}};
    case ValueKind::unknown:
      return nullptr;
    default:
      return json::value(json::string(row.get<std::string_view>(column)));
  }
}

void count_row(BackUpReport& report, std::string_view table) {
  ++report.rows;
  if (table == "deals") ++report.deals;
  if (table == "events") ++report.events;
}

class BackUp {
 public:
  BackUp(const Location& location, std::string_view workspace, const std::filesystem::path& file)
      : db_(location.connect(workspace, Access::read)),
        contents_(Contents::of(location, workspace)),
        out_(file),
        snapshot_(*db_, Purpose::read) {
    require_current_schema(*db_);
  }

  BackUpReport write() {
    out_.line(fmt::format("{{\"stagecraft_back_up\": 1, \"step\": {}}}", schema_number(*db_)));
    for (const auto table : tables_in_order) write_table(table);
    for (const auto& sha256 : attached_contents(*db_)) write_attachment(sha256);
    out_.finish(report_.rows);
    return report_;
  }

 private:
  void write_table(std::string_view table) {
    json::array columns;
    for (const auto& name : column_names(*db_, table)) columns.emplace_back(name);
    json::object head{{"table", table}, {"columns", columns}};
    if (counts_by_itself(*db_, table)) head["last_id"] = last_id(*db_, table);
    out_.line(base::to_json_line(head));
    ++report_.tables;
    for_each_row(*db_, table, [&](const Row& row) {
      json::array values;
      for (int i = 0; i < row.column_count(); ++i) values.push_back(to_json(row, i));
      out_.line(json::serialize(values));
      count_row(report_, table);
    });
  }

  void write_attachment(const std::string& sha256) {
    const auto bytes = contents_->find(*db_, sha256);
    if (!bytes)
      throw Error(
          ErrorKind::io,
          fmt::format("The attachment {} is missing or damaged. Run `workspace check`.", sha256));
    out_.line(fmt::format("{{\"attachment\": \"{}\", \"content\": \"{}\"}}", sha256,
                          base::to_base64(*bytes)));
    ++report_.attachments;
  }

  std::unique_ptr<Connection> db_;
  std::unique_ptr<Contents> contents_;
  BackUpWriter out_;
  Transaction snapshot_;
  BackUpReport report_;
};

[[noreturn]] void refuse_file(std::string_view why) {
  throw Error(ErrorKind::invalid, fmt::format("This is no back-up of Stagecraft: {}.", why));
}

json::value parse_line(std::string_view line) {
  boost::system::error_code failed;
  auto value = json::parse(line, failed);
  if (failed) refuse_file("a line is not JSON");
  return value;
}

int read_step(BackUpReader& in) {
  const auto line = in.next();
  const auto head = parse_line(line ? *line : "null");
  const auto* object = head.if_object();
  const auto* format = object == nullptr ? nullptr : object->if_contains("stagecraft_back_up");
  const auto* step = object == nullptr ? nullptr : object->if_contains("step");
  if (format == nullptr || step == nullptr || !step->is_int64())
    refuse_file("its first line does not say so");
  if (*format != 1) refuse_file("it is of a newer version; use that one");
  return static_cast<int>(step->as_int64());
}

std::string table_of(const json::value& head) {
  const auto* object = head.if_object();
  const auto* table = object == nullptr ? nullptr : object->if_contains("table");
  if (table == nullptr || !table->is_string()) refuse_file("a line is neither a row nor a table");
  return std::string(table->get_string());
}

/// Takes the lines into an empty workspace, within one transaction.
class Restore {
 public:
  Restore(Transaction& transaction, Contents& contents)
      : transaction_(transaction), db_(transaction.db()), contents_(contents) {}

  BackUpReport take(BackUpReader& in) {
    if (db_.engine() == Engine::sqlite) db_.run_script("PRAGMA defer_foreign_keys = ON");
    while (const auto line = in.next()) take_line(parse_line(*line));
    end_table();
    return report_;
  }

 private:
  void take_line(const json::value& line) {
    if (const auto* row = line.if_array()) return take_row(*row);
    const auto* object = line.if_object();
    if (object == nullptr) refuse_file("a line is neither a row nor a table");
    end_table();
    if (object->contains("table"))
      begin_table(*object);
    else
      take_attachment(*object);
  }

  void begin_table(const json::object& head) {
    table_ = std::string(head.at("table").as_string());
    columns_.clear();
    for (const auto& column : head.at("columns").as_array())
      columns_.emplace_back(column.as_string());
    if (std::ranges::find(tables_in_order, table_) == tables_in_order.end() ||
        columns_ != column_names(db_, table_))
      refuse_file(fmt::format("its table '{}' is not as it was at that step", table_));
    const auto* id = head.if_contains("last_id");
    last_id_ = id == nullptr ? 0 : id->as_int64();
    rows_ = db_.bulk_insert(table_, columns_);
    ++report_.tables;
  }

  void take_row(const json::array& row) {
    if (!rows_ || row.size() != columns_.size()) refuse_file("a row does not fit its table");
    values_.clear();
    for (const auto& value : row) values_.push_back(parameter_of(value));
    rows_->add(values_);
    count_row(report_, table_);
  }

  static double read_real(const json::object& object) {
    const auto* value = object.if_contains("real");
    if (value == nullptr || !value->is_string()) refuse_file("a value is neither number nor text");
    const std::string_view text = value->get_string();
    double real = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), real).ec != std::errc())
      refuse_file("a value is no number");
    return real;
  }

  static Parameter parameter_of(const json::value& value) {
    if (value.is_null()) return std::nullopt;
    if (value.is_int64()) return value.as_int64();
    if (const auto* object = value.if_object()) return read_real(*object);
    if (!value.is_string()) refuse_file("a value is neither number nor text");
    return std::string_view(value.as_string());
  }

  void end_table() {
    if (!rows_) return;
    rows_->finish();
    rows_.reset();
    set_last_id(db_, table_, last_id_);
  }

  void take_attachment(const json::object& object) {
    const std::string sha256(object.at("attachment").as_string());
    const auto bytes = base::find_base64(object.at("content").as_string());
    if (!bytes) refuse_file("an attachment cannot be read");
    contents_.put(transaction_, sha256, *bytes);
    ++report_.attachments;
  }

  Transaction& transaction_;
  Connection& db_;
  Contents& contents_;
  std::string table_;
  std::vector<std::string> columns_;
  std::vector<Parameter> values_;
  std::unique_ptr<BulkInsert> rows_;
  std::int64_t last_id_ = 0;
  BackUpReport report_;
};

}  // namespace

std::vector<std::string_view> table_names() {
  return {tables_in_order.begin(), tables_in_order.end()};
}

BackUpReport back_up(const Location& location, std::string_view workspace,
                     const std::filesystem::path& file) {
  return BackUp(location, workspace, file).write();
}

BackUpReport verify_back_up(const std::filesystem::path& file) {
  BackUpReader in(file);
  BackUpReport report;
  const int known = static_cast<int>(migrations(Engine::sqlite).size());
  if (const int step = read_step(in); step > known)
    refuse_file(
        fmt::format("its tables_in_order are of a newer version (step {}, this program knows {})",
                    step, known));
  std::string table;
  while (const auto line = in.next()) {
    if (line->starts_with('[')) {
      count_row(report, table);
    } else if (line->starts_with("{\"attachment\"")) {
      ++report.attachments;
    } else {
      table = table_of(parse_line(*line));
      ++report.tables;
    }
  }
  return report;
}

BackUpReport restore(const std::filesystem::path& file, const Location& location,
                     std::string_view workspace) {
  verify_back_up(file);
  BackUpReader in(file);
  auto db = location.connect(workspace, Access::create);
  try {
    migrate_to(*db, read_step(in));
    const auto contents = Contents::of(location, workspace);
    Transaction transaction(*db);
    const auto report = Restore(transaction, *contents).take(in);
    rebuild_search_words(*db);
    transaction.commit();
    migrate(*db);
    return report;
  } catch (...) {
    db.reset();
    location.remove(workspace);
    throw;
  }
}

}  // namespace stagecraft::store
