#include "http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "process/scalar_value.h"

namespace stagecraft::http {

void Histogram::observe(double value) {
  const auto place = std::ranges::lower_bound(borders_, value) - borders_.begin();
  counts_[static_cast<std::size_t>(place)].fetch_add(1, std::memory_order_relaxed);
  sum_millionths_.fetch_add(std::llround(value * 1e6), std::memory_order_relaxed);
}

bool Histogram::is_empty() const {
  return std::ranges::all_of(
      counts_, [](const auto& count) { return count.load(std::memory_order_relaxed) == 0; });
}

std::string MetricsPage::label(std::string_view name, std::string_view value) {
  std::string out = fmt::format("{}=\"", name);
  for (const char c : value)
    if (c == '\n')
      out += "\\n";
    else if (c == '"' || c == '\\')
      (out += '\\') += c;
    else
      out += c;
  return out + '"';
}

void MetricsPage::head(Name name, std::string_view type) {
  if (last_ == name.name) return;
  last_ = name.name;
  fmt::format_to(std::back_inserter(text_), "# HELP {0} {1}\n# TYPE {0} {2}\n", name.name,
                 name.help, type);
}

void MetricsPage::sample(std::string_view name, std::string_view labels, double value) {
  const std::string braced = labels.empty() ? std::string() : fmt::format("{{{}}}", labels);
  fmt::format_to(std::back_inserter(text_), "{}{} {}\n", name, braced,
                 process::write_number(value));
}

void MetricsPage::counter(Name name, double value, std::string_view labels) {
  head(name, "counter");
  sample(name.name, labels, value);
}

void MetricsPage::gauge(Name name, double value, std::string_view labels) {
  head(name, "gauge");
  sample(name.name, labels, value);
}

void MetricsPage::histogram(Name name, const Histogram& histogram, std::string_view labels) {
  head(name, "histogram");
  const std::string bucket = fmt::format("{}_bucket", name.name);
  const std::string before = labels.empty() ? "" : fmt::format("{},", labels);
  std::int64_t count = 0;
  for (std::size_t i = 0; i <= histogram.borders_.size(); ++i) {
    count += histogram.counts_[i].load(std::memory_order_relaxed);
    const std::string border = i < histogram.borders_.size()
                                   ? process::write_number(histogram.borders_[i])
                                   : std::string("+Inf");
    sample(bucket, before + label("le", border), static_cast<double>(count));
  }
  sample(fmt::format("{}_sum", name.name), labels,
         static_cast<double>(histogram.sum_millionths_.load(std::memory_order_relaxed)) / 1e6);
  sample(fmt::format("{}_count", name.name), labels, static_cast<double>(count));
}

void Metrics::add(Teller teller) {
  const std::scoped_lock lock(mutex_);
  tellers_.push_back(std::move(teller));
}

std::string Metrics::page() const {
  const std::scoped_lock lock(mutex_);
  MetricsPage page;
  for (const auto& tell : tellers_) tell(page);
  return page.text();
}

}  // namespace stagecraft::http
