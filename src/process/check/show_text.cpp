#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "base/text.h"
#include "process/check/checked_file.h"

namespace stagecraft::process {
namespace {

std::string place_text(const base::Place& place) {
  auto text = base::printable(place.file);
  std::ranges::replace(text, '\n', ' ');
  if (place.line > 0) text += fmt::format(":{}:{}", place.line, place.column);
  return text;
}

class TextReport {
 public:
  TextReport(const Messages& messages, bool colour) : messages_(messages), colour_(colour) {}

  void add_findings(const CheckedFile& file) {
    for (const auto& finding : findings_of(file))
      if (!finding.waived) add(finding);
    const auto all = file.report.findings.size();
    if (all > most_findings_shown)
      line(messages_.phrase("not_shown", {{"count", std::to_string(all - most_findings_shown)}}));
  }

  void add_score(const CheckedFile& file) {
    if (!file.errors.empty()) return;
    if (!text_.empty()) line("");
    line(painted(messages_.phrase("mistakes", {{"map", file.name}}), bold));
    std::size_t width = 0;
    for (int mistake = 1; mistake <= mistake_count; ++mistake)
      width = std::max(width, title(mistake).size());
    for (int mistake = 1; mistake <= mistake_count; ++mistake) {
      const auto grade = file.report.score.grade(mistake);
      const auto word = fmt::format("{:7}", messages_.phrase(to_word(grade)));
      auto row = fmt::format("  {} {:{}}  {}  {}", mistake, title(mistake), width,
                             painted(word, colour_of(grade)), behind(file.report, mistake));
      line(row.substr(0, row.find_last_not_of(' ') + 1));
    }
    line(counts(file.report.findings));
  }

  std::string take() { return std::move(text_); }

 private:
  static constexpr std::string_view bold = "1", red = "31", yellow = "33", green = "32", dim = "2";

  void line(std::string_view words) { text_.append(words).append("\n"); }

  std::string painted(std::string_view words, std::string_view code) const {
    return colour_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, words) : std::string(words);
  }

  static std::string_view colour_of(Severity severity) {
    if (severity == Severity::error) return red;
    return severity == Severity::warning ? yellow : dim;
  }
  static std::string_view colour_of(Grade grade) {
    if (grade == Grade::present) return red;
    return grade == Grade::weak ? yellow : green;
  }

  void add(const Finding& finding) {
    line(fmt::format(
        "{}: {} {} {}", place_text(finding.place),
        painted(messages_.phrase(to_word(finding.severity)) + ":", colour_of(finding.severity)),
        finding.message, painted("[" + name_of(finding) + "]", dim)));
    for (const auto& place : finding.related)
      line(fmt::format("    {}: {}", messages_.phrase("related"), place_text(place)));
    if (!finding.mend.empty())
      line(fmt::format("    {}: {}", messages_.phrase("mend"), finding.mend));
  }

  std::string title(int mistake) const {
    return messages_.phrase(fmt::format("mistake_{}", mistake));
  }

  /// The findings behind a grade, notes left out, and how many are waived.
  std::string behind(const CheckReport& report, int mistake) const {
    std::map<std::string, int> counts;
    std::vector<std::string> order;
    for (const auto& finding : report.findings) {
      if (finding.mistake != mistake || finding.waived || finding.severity == Severity::note)
        continue;
      const auto name = name_of(finding);
      if (++counts[name] == 1) order.push_back(name);
    }
    for (auto& name : order)
      if (const auto count = counts[name]; count > 1) name = fmt::format("{} {}", count, name);
    auto text = fmt::format("{}", fmt::join(order, ", "));
    if (const auto waived = report.score.waived[static_cast<std::size_t>(mistake - 1)]; waived > 0)
      text += (text.empty() ? "" : " ") +
              messages_.phrase("waived", {{"count", std::to_string(waived)}});
    return text;
  }

  std::string counts(const std::vector<Finding>& findings) const {
    const auto count = [&](Severity severity) {
      return std::to_string(std::ranges::count_if(findings, [&](const Finding& finding) {
        return finding.severity == severity && !finding.waived;
      }));
    };
    return messages_.phrase("counts", {{"errors", count(Severity::error)},
                                       {"warnings", count(Severity::warning)},
                                       {"notes", count(Severity::note)}});
  }

  const Messages& messages_;
  bool colour_;
  std::string text_;
};

}  // namespace

std::string to_text(std::span<const CheckedFile> files, const Messages& messages, bool colour) {
  TextReport report(messages, colour);
  for (const auto& file : files) report.add_findings(file);
  for (const auto& file : files) report.add_score(file);
  return report.take();
}

}  // namespace stagecraft::process
