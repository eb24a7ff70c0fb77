#include "http/log.h"

#include <fmt/format.h>
#include <spdlog/async.h>
#include <spdlog/async_logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>
#include <memory>

#include "http/json_writer.h"

namespace stagecraft::http {
namespace {

constexpr std::array<std::string_view, 4> level_words{"debug", "info", "warning", "error"};
constexpr std::size_t queue_length = 8192;

}  // namespace

std::optional<LogLevel> find_log_level(std::string_view word) {
  const auto found = std::ranges::find(level_words, word);
  if (found == level_words.end()) return {};
  return static_cast<LogLevel>(found - level_words.begin());
}

void Log::write(LogLevel level, std::string_view event,
                std::initializer_list<LogField> fields) const {
  if (!is_on(level)) return;
  const auto now =
      std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  JsonObject line;
  line.text("at", base::to_iso(now));
  line.text("level", level_words[static_cast<std::size_t>(level)]).text("event", event);
  for (const auto& field : fields)
    if (const auto* text = std::get_if<std::string_view>(&field.value))
      line.text(field.name, *text);
    else
      line.add(field.name, fmt::to_string(std::get<std::int64_t>(field.value)));
  sink_(line.str());
}

Log::Sink standard_error_sink() {
  // The sink is copied with its function; the last copy ends the thread and writes what is left.
  struct Writer {
    std::shared_ptr<spdlog::details::thread_pool> pool =
        std::make_shared<spdlog::details::thread_pool>(queue_length, 1);
    std::shared_ptr<spdlog::async_logger> logger = std::make_shared<spdlog::async_logger>(
        "stagecraft", std::make_shared<spdlog::sinks::stderr_sink_mt>(), pool,
        spdlog::async_overflow_policy::block);
  };
  auto writer = std::make_shared<Writer>();
  writer->logger->set_pattern("%v");
  return [writer](const std::string& line) {
    writer->logger->log(spdlog::level::info, spdlog::string_view_t(line));
  };
}

}  // namespace stagecraft::http
