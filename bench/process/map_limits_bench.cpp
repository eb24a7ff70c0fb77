// Reading and checking maps of the sizes that process-map.md, 9 sets limits to: 64 KiB in under
// 50 ms, the limits in under 2 s. Beside it the reference: the YAML library alone on the same text.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <string>

#include "process/check/check.h"
#include "process/limits.h"
#include "process/reader.h"

namespace {

using namespace stagecraft::process;

/// How much of everything a map has.
struct Size {
  int goals, stages_a_goal, tasks, criteria, lines, tools;
};

std::string lines(std::string_view key, int count) {
  std::string text = fmt::format("        {}:\n", key);
  for (int i = 0; i < count; ++i) text += fmt::format("          - Sees what {} brings\n", i);
  return text;
}

std::string stage(int number, const Size& size) {
  std::string text =
      fmt::format("      - id: s{0}\n        name: Stage {0}\n        expected_days: 5\n", number);
  text += lines("learns", size.lines) + lines("does", size.lines) + "        exit:\n";
  for (int i = 0; i < size.criteria; ++i)
    text +=
        fmt::format("          - {{id: e{}_{}, text: The buyer signs paper {}}}\n", number, i, i);
  text += "        tasks:\n";
  for (int i = 0; i < size.tasks; ++i)
    text += fmt::format("          - {{id: t{}_{}, name: Task {}}}\n", number, i, i);
  return text;
}

std::string map_of(const Size& size) {
  std::string text = "stagecraft: 1\nid: big\nname: Big\ntools:\n";
  for (int i = 0; i < size.tools; ++i)
    text += fmt::format("  - {{id: tool{0}, name: Tool {0}}}\n", i);
  text += "goals:\n";
  for (int g = 0; g < size.goals; ++g) {
    text += fmt::format("  - id: g{0}\n    name: Goal {0}\n    stages:\n", g);
    for (int s = 0; s < size.stages_a_goal; ++s) text += stage(g * size.stages_a_goal + s, size);
  }
  return text +
         "outcomes:\n  - {id: won, name: Won, kind: won}\n  - {id: lost, name: Lost, kind: lost}\n";
}

/// A map with 4 MiB of one thing in it.
std::string full_of(std::string_view part, std::string_view begin = "") {
  std::string text = fmt::format("stagecraft: 1\nid: big\nname: Big\nstages: {}", begin);
  while (text.size() + part.size() <= limits::file_bytes) text += part;
  return text;
}

std::string many_stages() {
  std::string text = "stagecraft: 1\nid: big\nname: Big\nstages:\n";
  for (int i = 0; i < 100'000; ++i) text += fmt::format("  - {{id: s{}, name: Stage}}\n", i);
  return text;
}

void read_and_check(benchmark::State& state, const std::string& text) {
  const auto& messages = check_messages("en");
  std::size_t findings = 0, errors = 0;
  for (auto _ : state) {
    const auto loaded = read_map(text, "map.yaml");
    errors = loaded.errors.size();
    if (loaded.ok()) findings = check_map(loaded, {}, messages).findings.size();
  }
  state.SetLabel(
      fmt::format("{} KiB, {} reading errors, {} findings", text.size() / 1024, errors, findings));
}

class Nothing final : public YAML::EventHandler {
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

void library_alone(benchmark::State& state, const std::string& text) {
  for (auto _ : state) {
    std::istringstream stream(text);
    Nothing nothing;
    try {
      YAML::Parser(stream).HandleNextDocument(nothing);
    } catch (const YAML::Exception& error) {
      state.SetLabel(error.msg);
    }
  }
}

void add(const std::string& name, const std::string& text) {
  benchmark::RegisterBenchmark((name + "/ours").c_str(), read_and_check, text)
      ->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark((name + "/yaml-cpp alone").c_str(), library_alone, text)
      ->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  add("map of 64 KiB", map_of({5, 4, 23, 12, 22, 100}));
  add("map at the limits", map_of({50, 10, 45, 20, 45, 2000}));
  add("100,000 stages", many_stages());
  add("4 MiB of [", full_of("["));
  add("4 MiB of {a: ", full_of("{a: "));
  add("4 MiB of [],", full_of("[],", "["));
  benchmark::RunSpecifiedBenchmarks();
}
