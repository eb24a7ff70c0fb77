#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace stagecraft::http {

/// How the server runs. Each value can be set in a file, in the environment and by a flag; the
/// table of settings() holds names, limits and help for all three.
struct Settings {
  std::string data = "data";
  std::string workspace = "main";
  std::string files;
  std::string listen = "127.0.0.1:8080";
  std::string log_level = "info";
  std::string tls_certificate, tls_key;
  std::string trusted_proxies;
  std::string webhook_networks, webhook_certificates;

  std::int64_t threads = 0;
  std::int64_t workers = 64;
  std::int64_t queue = 1024;

  std::int64_t connections = 10'000;
  std::int64_t connections_per_client = 1'000;
  std::int64_t requests_per_second = 500;
  std::int64_t request_burst = 1'000;

  std::int64_t header_bytes = 16'384;
  std::int64_t body_bytes = 1'048'576;
  std::int64_t upload_bytes = 268'435'456;
  std::int64_t attachment_bytes = 26'214'400;
  std::int64_t attachments_per_deal = 500;
  std::string attachment_types =
      "application/pdf,application/zip,application/msword,application/vnd.ms-excel,"
      "application/vnd.ms-powerpoint,application/vnd.openxmlformats-officedocument.*,"
      "application/vnd.oasis.opendocument.*,image/png,image/jpeg,image/gif,image/webp,image/tiff,"
      "text/plain,text/csv,text/markdown,text/calendar,message/rfc822";

  std::int64_t header_seconds = 10;
  std::int64_t body_seconds = 30;
  std::int64_t idle_seconds = 60;
  std::int64_t write_seconds = 30;
  std::int64_t stop_seconds = 10;
  std::int64_t heartbeat_seconds = 15;

  std::int64_t streams = 1'000;
  std::int64_t streams_per_person = 10;
};

/// Where uploads are kept: `files`, else the data folder, else (with PostgreSQL) the system's
/// temporary folder.
std::string files_folder(const Settings& settings);

struct SettingRow {
  std::string_view name;  ///< `header_seconds`: the key in a file. Flag: `--header-seconds`.
  std::variant<std::string Settings::*, std::int64_t Settings::*> member;
  std::string_view help;
  std::int64_t least = 0, most = 0;  ///< Of numbers.

  /// `--header-seconds`, `STAGECRAFT_HEADER_SECONDS`.
  std::string flag() const;
  std::string variable() const;
};

/// All settings, in the order of the documentation.
std::span<const SettingRow> settings_table();

/// Where a value came from.
enum class SettingSource : std::uint8_t { standard, file, environment, flag };

struct SettingTexts {
  std::string file;       ///< YAML text; empty: no file.
  std::string file_name;  ///< For messages.
  std::function<std::optional<std::string>(const std::string& variable)> environment;
  std::map<std::string, std::string, std::less<>> flags;  ///< By name of the setting.
};

struct ReadSettings {
  Settings settings;
  std::map<std::string_view, SettingSource> sources;  ///< By name.
};

/// Flags win over the environment, the environment over the file. Throws Error{invalid} with every
/// fault: unknown keys, wrong numbers, a certificate without its key.
ReadSettings read_settings(const SettingTexts& texts);

/// A configuration file that says what is in force, each line with its help and source.
std::string to_yaml(const ReadSettings& read);

}  // namespace stagecraft::http
