#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::http {

/// How durations or sizes are spread, in Prometheus' form. Any number of threads may observe.
class Histogram {
 public:
  using Borders = std::array<double, 12>;
  static constexpr Borders seconds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                   0.1,   0.25,   0.5,   1,    2.5,   10};
  static constexpr Borders sizes{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048};

  explicit Histogram(const Borders& borders = seconds) : borders_(borders) {}
  /// To a millionth.
  void observe(double value);
  bool is_empty() const;

 private:
  friend class MetricsPage;
  const Borders& borders_;  ///< One of the two above.
  std::array<std::atomic<std::int64_t>, std::tuple_size_v<Borders> + 1> counts_{};
  std::atomic<std::int64_t> sum_millionths_{0};
};

/// The text that Prometheus reads (format 0.0.4). Samples of one name have to be added together.
class MetricsPage {
 public:
  struct Name {
    std::string_view name;  ///< `stagecraft_http_requests_total`
    std::string_view help;
  };

  /// `labels` as `route="/api/deals",status="200"`, made by label().
  void counter(Name name, double value, std::string_view labels = {});
  void gauge(Name name, double value, std::string_view labels = {});
  void histogram(Name name, const Histogram& histogram, std::string_view labels = {});
  const std::string& text() const { return text_; }

  /// `name="value"`, escaped.
  static std::string label(std::string_view name, std::string_view value);

 private:
  void head(Name name, std::string_view type);
  void sample(std::string_view name, std::string_view labels, double value);

  std::string text_, last_;
};

/// What /metrics shows: every part of the program adds a function that tells its own numbers.
class Metrics {
 public:
  using Teller = std::function<void(MetricsPage&)>;

  void add(Teller teller);
  std::string page() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Teller> tellers_;
};

}  // namespace stagecraft::http
