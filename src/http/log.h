#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/time.h"

namespace stagecraft::http {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// `warning`; nullopt for other words.
std::optional<LogLevel> find_log_level(std::string_view word);

struct LogField {
  std::string_view name;
  std::variant<std::int64_t, std::string_view> value;
};

/// Structured log: a line of JSON an entry, `{"at": ..., "level": ..., "event": ..., ...}`. Nothing
/// secret goes in: no header values, cookies, query strings, bodies. Thread-safe.
class Log {
 public:
  using Sink = std::function<void(const std::string& line)>;

  /// Writes entries from `least` on to the sink, which has to be thread-safe.
  Log(Sink sink, LogLevel least) : sink_(std::move(sink)), least_(least) {}

  void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) const;
  bool is_on(LogLevel level) const { return level >= least_; }

 private:
  Sink sink_;
  LogLevel least_;
};

/// A sink to standard error that does not hold up who writes: a thread of its own writes the lines.
/// What was written is out when the last copy of the sink goes.
Log::Sink standard_error_sink();

}  // namespace stagecraft::http
