#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <functional>
#include <string>

#include "base/time.h"
#include "history/xes_reader.h"

/// Reads an XES log that it makes itself, in memory and on one core, once as imports do and once
/// with expat. Prints megabytes of XML a second of processor time.
///
///   xes_bench [events, default 300000]
namespace {

using namespace stagecraft::history;

std::string make_log(std::size_t events) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log>\n";
  for (std::size_t i = 0; i < events; ++i) {
    if (i % 20 == 0)
      xml += fmt::format("{}\t<trace>\n\t\t<string key=\"concept:name\" value=\"{}\"/>\n",
                         i == 0 ? "" : "\t</trace>\n", 170'000 + i / 20);
    const auto at = stagecraft::base::Instant(std::chrono::seconds(1'300'000'000 + i * 977));
    xml += fmt::format(
        "\t\t<event>\n\t\t\t<string key=\"org:resource\" value=\"{}\"/>\n"
        "\t\t\t<date key=\"time:timestamp\" value=\"{}\"/>\n\t\t\t<string key=\"concept:name\" "
        "value=\"A_STEP {}\"/>\n"
        "\t\t\t<string key=\"lifecycle:transition\" value=\"COMPLETE\"/>\n\t\t</event>\n",
        10'000 + i % 60, stagecraft::base::to_iso(at), i * 7 % 24);
  }
  return xml + "\t</trace>\n</log>\n";
}

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](timeval time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double megabytes_a_second(const std::string& xml, XmlReader with) {
  const std::function<void(const ImportProgress&)> nobody;
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    ProgressMeter meter(nobody);
    LogBuilder builder;
    ImportReport report;
    const auto source = text_source(xml);
    const double begun = processor_seconds();
    read_xes(*source, "bench.xes", {.builder = builder, .report = report, .meter = meter}, with);
    const EventLog log = builder.finish();
    best = std::max(best, static_cast<double>(xml.size()) / 1e6 / (processor_seconds() - begun));
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string xml = make_log(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 300'000);
  fmt::print("{:.0f} MB of XES: {:.0f} MB/s; with expat {:.0f} MB/s (best of 5)\n",
             static_cast<double>(xml.size()) / 1e6, megabytes_a_second(xml, XmlReader::by_encoding),
             megabytes_a_second(xml, XmlReader::expat));
}
