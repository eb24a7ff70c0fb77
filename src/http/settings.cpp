#include "http/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "base/error.h"
#include "base/text.h"
#include "http/log.h"
#include "http/networks.h"
#include "process/yaml_node.h"

namespace stagecraft::http {
namespace {

constexpr std::int64_t gigabyte = 1'073'741'824;

constexpr std::array rows{
    SettingRow{"data", &Settings::data,
               "Folder of the workspaces, or the address of a database: postgresql://..."},
    SettingRow{"workspace", &Settings::workspace, "Name of the workspace that is served"},
    SettingRow{"files", &Settings::files, "Folder for uploads; without it the data folder"},
    SettingRow{"listen", &Settings::listen, "ADDRESS:PORT; port 0 takes a free one and prints it"},
    SettingRow{"log_level", &Settings::log_level, "debug, info, warning or error"},
    SettingRow{"tls_certificate", &Settings::tls_certificate,
               "PEM file of the certificate chain; together with tls_key it turns TLS on"},
    SettingRow{"tls_key", &Settings::tls_key, "PEM file of the private key"},
    SettingRow{"trusted_proxies", &Settings::trusted_proxies,
               "Addresses, separated by commas, whose X-Forwarded-For and -Proto are believed"},
    SettingRow{"webhook_networks", &Settings::webhook_networks,
               "Networks, separated by commas, that webhooks may call though they are not public"},
    SettingRow{"webhook_certificates", &Settings::webhook_certificates,
               "PEM file of certificates that webhooks trust beside the system's"},
    SettingRow{"threads", &Settings::threads, "Threads for connections; 0: one a core", 0, 256},
    SettingRow{"workers", &Settings::workers, "Threads that answer requests", 1, 1'024},
    SettingRow{"queue", &Settings::queue, "Requests that may wait for a worker; more get 503", 1,
               1'000'000},
    SettingRow{"connections", &Settings::connections, "Open connections", 1, 1'000'000},
    SettingRow{"connections_per_client", &Settings::connections_per_client,
               "Open connections of one address; 0: no limit", 0, 1'000'000},
    SettingRow{"requests_per_second", &Settings::requests_per_second,
               "Requests a second of one address; 0: no limit", 0, 1'000'000},
    SettingRow{"request_burst", &Settings::request_burst,
               "Requests that one address may send at once after a pause", 1, 1'000'000},
    SettingRow{"header_bytes", &Settings::header_bytes, "Size of a request's header", 1'024,
               1'048'576},
    SettingRow{"body_bytes", &Settings::body_bytes, "Size of a request's body", 1'024, gigabyte},
    SettingRow{"upload_bytes", &Settings::upload_bytes, "Size of an uploaded file", 1'024,
               64 * gigabyte},
    SettingRow{"attachment_bytes", &Settings::attachment_bytes, "Size of a file attached to a deal",
               1'024, gigabyte / 2},
    SettingRow{"attachments_per_deal", &Settings::attachments_per_deal,
               "Files that may be attached to a deal", 0, 100'000},
    SettingRow{"attachment_types", &Settings::attachment_types,
               "Media types that may be attached, separated by commas; a * at the end stands for "
               "any ending"},
    SettingRow{"header_seconds", &Settings::header_seconds,
               "Within which a request's header has to be there", 1, 3'600},
    SettingRow{"body_seconds", &Settings::body_seconds,
               "Within which each 256 KiB of a body have to be there", 1, 3'600},
    SettingRow{"idle_seconds", &Settings::idle_seconds,
               "After which a connection without request is closed", 1, 86'400},
    SettingRow{"write_seconds", &Settings::write_seconds,
               "Within which a client has to take each 256 KiB of an answer", 1, 3'600},
    SettingRow{"stop_seconds", &Settings::stop_seconds,
               "For requests that run when the server is told to stop", 0, 3'600},
    SettingRow{"heartbeat_seconds", &Settings::heartbeat_seconds,
               "Between signs of life on an event stream", 1, 3'600},
    SettingRow{"streams", &Settings::streams, "Open event streams", 0, 1'000'000},
    SettingRow{"streams_per_person", &Settings::streams_per_person,
               "Open event streams of one person", 0, 1'000},
};

struct Problems {
  std::vector<base::Fault> faults;
  void add(std::string at, std::string message, std::string mend = {}) {
    faults.push_back({std::move(at), std::move(message), std::move(mend)});
  }
};

/// A value and where it stands, for messages.
struct Given {
  std::string text, at;
  SettingSource source = SettingSource::standard;
};

using GivenByName = std::map<std::string_view, Given>;

const SettingRow* find_row(std::string_view name) {
  const auto found = std::ranges::find(rows, name, &SettingRow::name);
  return found == rows.end() ? nullptr : &*found;
}

std::string mend_unknown(std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& row : rows) names.push_back(row.name);
  const auto near = base::nearest(name, names);
  return near.empty() ? "--print-config shows all settings" : fmt::format("Did you mean {}?", near);
}

void take_file(const SettingTexts& texts, GivenByName& given, Problems& problems) {
  const auto parsed = process::parse_yaml(texts.file, texts.file_name);
  for (const auto& error : parsed.errors)
    problems.add(fmt::format("{}:{}", texts.file_name, error.place.line), error.message.text());
  const auto& root = parsed.document.root;
  if (root.is_null()) return;
  if (!root.is_mapping())
    return problems.add(texts.file_name, "expected lines of 'setting: value'");
  for (const auto& entry : root.entries) {
    const std::string at = fmt::format("{}:{}: {}", texts.file_name, entry.mark.line, entry.key);
    const auto* row = find_row(entry.key);
    if (row == nullptr)
      problems.add(at, "unknown setting", mend_unknown(entry.key));
    else if (entry.value.is_scalar() || entry.value.is_null())
      given[row->name] = {entry.value.text, at, SettingSource::file};
    else
      problems.add(at, "expected a single value");
  }
}

void set_value(const SettingRow& row, const Given& given, Settings& settings, Problems& problems) {
  if (const auto* text = std::get_if<std::string Settings::*>(&row.member)) {
    settings.** text = given.text;
    return;
  }
  std::int64_t number = 0;
  const char* end = given.text.data() + given.text.size();
  const auto [read, error] = std::from_chars(given.text.data(), end, number);
  if (error != std::errc() || read != end || number < row.least || number > row.most)
    return problems.add(given.at, "number out of range or not whole",
                        fmt::format("a whole number from {} to {}", row.least, row.most));
  settings.*std::get<std::int64_t Settings::*>(row.member) = number;
}

void check_together(const Settings& settings, Problems& problems) {
  if (settings.tls_certificate.empty() != settings.tls_key.empty())
    problems.add(settings.tls_key.empty() ? "tls_key" : "tls_certificate", "missing",
                 "TLS needs both the certificate and its key");
  try {
    const Networks networks(settings.webhook_networks);
  } catch (const base::Error& error) {
    problems.add("webhook_networks", error.what());
  }
  if (!find_log_level(settings.log_level))
    problems.add("log_level", "expected one of debug, info, warning, error");
}

std::string_view word_of(SettingSource source) {
  switch (source) {
    case SettingSource::standard:
      return "standard";
    case SettingSource::file:
      return "from the file";
    case SettingSource::environment:
      return "from the environment";
    case SettingSource::flag:
      return "from a flag";
  }
  return "";
}

/// The password in `postgresql://user:password@host/name` is nobody's to read.
std::string without_password(std::string text) {
  const auto scheme = text.find("://");
  const auto at = text.rfind('@');
  if (scheme == text.npos || at == text.npos) return text;
  const auto colon = text.find(':', scheme + 3);
  if (colon < at) text.replace(colon + 1, at - colon - 1, "***");
  return text;
}

std::string value_text(const Settings& settings, const SettingRow& row) {
  if (const auto* number = std::get_if<std::int64_t Settings::*>(&row.member))
    return fmt::to_string(settings.**number);
  std::string quoted = "'";
  for (const char c : without_password(settings.*std::get<std::string Settings::*>(row.member)))
    quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + "'";
}

}  // namespace

std::string SettingRow::flag() const {
  std::string out = "--" + std::string(name);
  std::ranges::replace(out, '_', '-');
  return out;
}

std::string SettingRow::variable() const {
  std::string out = "STAGECRAFT_";
  for (const char c : name) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

std::span<const SettingRow> settings_table() { return rows; }

std::string files_folder(const Settings& settings) {
  if (!settings.files.empty()) return settings.files;
  const bool is_address = settings.data.find("://") != settings.data.npos;
  return is_address ? std::filesystem::temp_directory_path().string() : settings.data;
}

ReadSettings read_settings(const SettingTexts& texts) {
  Problems problems;
  GivenByName given;
  take_file(texts, given, problems);
  for (const auto& row : rows) {
    if (texts.environment)
      if (const auto value = texts.environment(row.variable()))
        given[row.name] = {*value, row.variable(), SettingSource::environment};
    if (const auto flag = texts.flags.find(row.name); flag != texts.flags.end())
      given[row.name] = {flag->second, row.flag(), SettingSource::flag};
  }
  ReadSettings read;
  for (const auto& row : rows) {
    const auto found = given.find(row.name);
    read.sources[row.name] = found == given.end() ? SettingSource::standard : found->second.source;
    if (found != given.end()) set_value(row, found->second, read.settings, problems);
  }
  check_together(read.settings, problems);
  if (problems.faults.empty()) return read;
  std::string sentence = "The configuration cannot be used.";
  for (const auto& fault : problems.faults)
    sentence += fmt::format("\n  {}: {}{}{}", fault.at, fault.message,
                            fault.mend.empty() ? "" : "; ", fault.mend);
  throw base::Error(base::ErrorKind::invalid, sentence, std::move(problems.faults));
}

std::string to_yaml(const ReadSettings& read) {
  std::string out;
  for (const auto& row : rows)
    fmt::format_to(std::back_inserter(out), "# {} ({})\n{}: {}\n", row.help,
                   word_of(read.sources.at(row.name)), row.name, value_text(read.settings, row));
  return out;
}

}  // namespace stagecraft::http
