#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "tests/measures/small_history.h"

/// Tests as data: each tests/measures/cases/*.case tells a history in lines and the figures that it
/// must give. How a case is written: tests/measures/cases/README.md.
namespace stagecraft::measures {
namespace {

/// A number as it is written, with the tolerance that its decimals stand for.
struct Written {
  double value = 0;
  double tolerance = 0;
};

Written written(const std::string& text) {
  const auto point = text.find('.');
  const auto decimals = point == std::string::npos ? 0 : text.size() - point - 1;
  return {std::stod(text), 0.5 * std::pow(10.0, -static_cast<double>(decimals)) + 1e-9};
}

void expect_near(const std::optional<double>& value, const std::string& text,
                 const std::string& line) {
  ASSERT_TRUE(value.has_value()) << line;
  const Written expected = written(text);
  EXPECT_NEAR(*value, expected.value, expected.tolerance) << line;
}

/// Reads a case and holds it to what it claims.
class Case {
 public:
  explicit Case(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) lines_.push_back(line);
  }

  void run() {
    for (const std::string& line : lines_) {
      if (line.empty() || line[0] == '#') continue;
      const auto colon = line.find(':');
      ASSERT_NE(colon, std::string::npos) << line;
      std::istringstream head(line.substr(0, colon));
      std::string word;
      head >> word;
      const std::string rest = line.substr(colon + 1);
      if (word == "deal")
        add_deal(head, rest);
      else if (word == "map")
        read_map(rest);
      else if (word == "figure")
        expect_figure(line.substr(7, colon - 7), rest, line);
      else if (word == "beside")
        expect_beside(head, rest, line);
      else
        set_request(word, rest, line);
    }
    EXPECT_GT(checked_, 0) << "a case has to claim something";
  }

 private:
  void add_deal(std::istringstream& head, const std::string& story) {
    DealStory deal;
    head >> deal.id;
    deal.story = story;
    std::string attribute;
    while (head >> attribute) {
      const auto equals = attribute.find('=');
      deal.attributes[attribute.substr(0, equals)] = attribute.substr(equals + 1);
    }
    deals_.push_back(std::move(deal));
  }

  void read_map(const std::string& rest) {
    options_.stages.clear();
    std::istringstream words(rest);
    std::string stage;
    while (words >> stage) options_.stages.push_back(stage);
  }

  void set_request(const std::string& word, const std::string& rest, const std::string& line) {
    report_.reset();
    std::istringstream words(rest);
    std::string text;
    if (word == "as_of") {
      double day = 0;
      words >> day;
      request_ = request_at(day);
    } else if (word == "known_at") {
      double day = 0;
      words >> day;
      request_.known_at = instant_of(day);
    } else if (word == "period") {
      int from = 0;
      int to = 0;
      words >> from >> to;
      request_.period = days(from, to);
    } else if (word == "by") {
      words >> text;
      request_.by = {text};
    } else if (word == "intervals") {
      words >> text;
      request_.intervals = find_intervals(text).value();
    } else if (word == "dates") {
      options_.precision = history::Precision::date;
    } else {
      FAIL() << "unknown line: " << line;
    }
  }

  const Report& report() {
    if (!history_) history_ = std::make_unique<SmallHistory>(deals_, options_);
    if (!report_) report_ = measure_all(history_->inputs(), request_);
    return *report_;
  }

  /// `measure[/part][ stage[>target]][ slice]`
  void expect_figure(const std::string& name, const std::string& rest, const std::string& line) {
    std::istringstream words(name);
    std::string measure, place, slice;
    words >> measure;
    std::string word;
    while (words >> word) (word.find('=') == std::string::npos ? place : slice) = word;
    std::string part, target;
    if (const auto slash = measure.find('/'); slash != std::string::npos) {
      part = measure.substr(slash + 1);
      measure = measure.substr(0, slash);
    }
    if (const auto arrow = place.find('>'); arrow != std::string::npos) {
      target = place.substr(arrow + 1);
      place = place.substr(0, arrow);
    }
    figure_ = nullptr;
    for (const Figure& figure : report().figures)
      if (figure.measure == measure && figure.part == part && figure.stage == place &&
          figure.goal.empty() && figure.slice == slice && (target.empty() || figure.to == target) &&
          (!target.empty() || figure.to.empty() || figure.measure == "conversion"))
        figure_ = figure_ == nullptr ? &figure : figure_;
    ASSERT_NE(figure_, nullptr) << line;
    ++checked_;
    expect_value(rest, line);
  }

  /// `undefined`, or `value`, `value [low, high]`.
  void expect_value(const std::string& rest, const std::string& line) {
    std::string text = rest;
    for (char& c : text)
      if (c == '[' || c == ']' || c == ',') c = ' ';
    std::istringstream numbers(text);
    std::string value, low, high;
    numbers >> value >> low >> high;
    if (value == "undefined") {
      EXPECT_EQ(figure_->state, FigureState::undefined) << line;
      EXPECT_FALSE(figure_->value.has_value()) << line;
      EXPECT_FALSE(figure_->reason.empty()) << line;
      return;
    }
    expect_near(figure_->value, value, line);
    if (low.empty()) return;
    expect_near(figure_->low, low, line);
    expect_near(figure_->high, high, line);
  }

  /// A side figure of the figure above: an extra, `n`, `n_open`, or the count of an exclusion.
  void expect_beside(std::istringstream& head, const std::string& rest, const std::string& line) {
    ASSERT_NE(figure_, nullptr) << line;
    std::string name, text;
    head >> name;
    std::istringstream(rest) >> text;
    std::optional<double> value;
    if (name == "n") value = static_cast<double>(figure_->n);
    if (name == "n_open") value = static_cast<double>(figure_->n_open);
    if (const auto extra = figure_->extras.find(name); extra != figure_->extras.end())
      value = extra->second;
    expect_near(value, text, line);
  }

  std::vector<std::string> lines_;
  std::vector<DealStory> deals_;
  WorldOptions options_;
  Request request_;
  std::unique_ptr<SmallHistory> history_;
  std::optional<Report> report_;
  const Figure* figure_ = nullptr;
  int checked_ = 0;
};

std::vector<std::filesystem::path> case_files() {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path home = STAGECRAFT_SOURCE_DIR "/tests/measures/cases";
  for (const auto& entry : std::filesystem::directory_iterator(home))
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

class Cases : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Cases, GiveTheFiguresThatTheyClaim) { Case(GetParam()).run(); }

INSTANTIATE_TEST_SUITE_P(OfMeasures, Cases, testing::ValuesIn(case_files()),
                         [](const auto& of) { return of.param.stem().string(); });

}  // namespace
}  // namespace stagecraft::measures
