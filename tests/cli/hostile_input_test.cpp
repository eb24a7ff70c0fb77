#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <zlib.h>

#include "tests/cli/command_line.h"

extern char** environ;

namespace stagecraft::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class HostileInput : public CommandLine {
 protected:
  /// Takes an events CSV in through the command line.
  Ran import(const std::string& file) const {
    return stagecraft({"history", "import", file, "--layout", "events", "--deal", "deal",
                       "--activity", "activity", "--at", "at", "-o", path("out.csv")});
  }
  Ran import_log(const std::string& file) const {
    return stagecraft({"history", "import", file, "-o", path("out.csv")});
  }
  /// Neither a crash nor half a file.
  void expect_refused(const Ran& ran, const std::string& says) const {
    EXPECT_EQ(ran.status, 2);
    EXPECT_THAT(ran.err, HasSubstr(says));
    EXPECT_FALSE(std::filesystem::exists(path("out.csv")));
  }
};

constexpr std::string_view log_text =
    "<?xml version=\"1.0\"?>\n<log xes.version=\"1.0\">\n<trace>\n"
    "<string key=\"concept:name\" value=\"d1\"/>\n<event>\n"
    "<string key=\"concept:name\" value=\"Talk\"/>\n"
    "<date key=\"time:timestamp\" value=\"2026-01-05T10:00:00Z\"/>\n</event>\n</trace>\n</log>\n";

std::string zipped(std::string_view text) {
  z_stream stream{};
  constexpr int gzip_window = 15 + 16;
  deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST_F(HostileInput, ATruncatedGzipIsSaidToBeCutOff) {
  std::string big(log_text);
  big.insert(big.find("</trace>"), std::string(100'000, ' '));
  const auto packed = zipped(big);
  expect_refused(import_log(write("log.xes.gz", packed.substr(0, packed.size() / 2))),
                 "ends too early, it is cut off");
}

TEST_F(HostileInput, ATruncatedXesIsToldWithItsLine) {
  const auto file = write("log.xes", log_text.substr(0, log_text.find("</event>")));
  expect_refused(import_log(file), "can't be read as XES: line ");
}

TEST_F(HostileInput, AnEntityBombIsRefusedBeforeItGoesOff) {
  std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE log [\n<!ENTITY a \"aaaaaaaaaaaaaaaa\">\n";
  for (char name = 'b'; name < 'm'; ++name) {
    bomb += std::string("<!ENTITY ") + name + " \"";
    for (int i = 0; i < 20; ++i) bomb += std::string("&") + static_cast<char>(name - 1) + ";";
    bomb += "\">\n";
  }
  bomb += "]>\n<log><trace><string key=\"concept:name\" value=\"&l;\"/></trace></log>";
  expect_refused(import_log(write("bomb.xes", bomb)), "it has a DOCTYPE");
}

TEST_F(HostileInput, RowsWithNulBytesAreRejectedOneByOne) {
  constexpr std::string_view rows("deal,activity,at\nd1,A\0B,2026-01-01\nd2,A,2026-01-02\n", 51);
  const auto file = write("nul.csv", rows);
  const auto ran = import(file);
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("1 accepted, 1 rejected"), HasSubstr("a NUL byte")));
}

TEST_F(HostileInput, TextThatIsNotUtf8IsTakenAsWindowsAndSaidSo) {
  const auto file = write("latin.csv",
                          "deal,activity,at\nd1,Gespr\xe4"
                          "ch,2026-01-01\n");
  const auto ran = import(file);
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.err, HasSubstr("Windows-1252"));
  EXPECT_THAT(read("out.csv"), HasSubstr("Gespr\xc3\xa4"
                                         "ch"));
}

TEST_F(HostileInput, AMapThatIsNotUtf8IsAnError) {
  const auto ran = stagecraft({"map", "check", write("map.yaml", "stagecraft: 1\nid: \xff\xfe\n")});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.out + ran.err, HasSubstr("UTF-8"));
}

TEST_F(HostileInput, DatesOfTheYears0And9999AreRejectedWithTheirPlace) {
  const auto file =
      write("years.csv", "deal,activity,at\nd1,A,0000-01-01\nd2,A,9999-12-31\nd3,A,2026-01-02\n");
  const auto ran = import(file);
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("1 accepted, 2 rejected"),
                             HasSubstr("years.csv:2: column 'at', value '0000-01-01': outside the "
                                       "years 1900 to 2200"),
                             HasSubstr("value '9999-12-31'")));
}

TEST_F(HostileInput, MapsThatExtendOneAnotherAreToldTheCircle) {
  const auto a = write("a.yaml", "stagecraft: 1\nid: a\nname: A\nextends: b.yaml\n");
  write("b.yaml", "stagecraft: 1\nid: b\nname: B\nextends: a.yaml\n");
  const auto ran = stagecraft({"map", "show", a});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("a.yaml -> "));
}

TEST_F(HostileInput, AMapOf100000StagesIsLeftOffEarly) {
  std::string map = "stagecraft: 1\nid: big\nname: Big\nstages:\n";
  for (int i = 0; i < 100'000; ++i) map += "  - {id: s" + std::to_string(i) + ", name: Stage}\n";
  const auto ran = stagecraft({"map", "check", write("big.yaml", map)});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.out + ran.err, HasSubstr("more than 500 stages in one map"));
}

struct Child {
  int status = 0;
  long peak_kib = 0;
};

/// Runs the program itself, so that its memory can be told from that of the tests.
Child run_program(std::vector<std::string> words) {
  words.insert(words.begin(), STAGECRAFT_PROGRAM);
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  if (posix_spawn(&child, STAGECRAFT_PROGRAM, &actions, nullptr, arguments.data(), environ) != 0)
    return {-1, 0};
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, usage.ru_maxrss};
}

/// Sanitizers keep shadows of all memory: then only the outcome is judged.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool memory_is_real = false;
#else
constexpr bool memory_is_real = true;
#endif

TEST_F(HostileInput, ALineThatNeverEndsTakesNoMoreMemoryThanItsLimit) {
  constexpr std::size_t mebibyte = 1 << 20;
  constexpr int length_in_mebibytes = 96;
  const auto file = write("line.csv", "deal,activity,at\n");
  {
    std::ofstream out(file, std::ios::binary | std::ios::app);
    const std::string part(mebibyte, 'x');
    for (int i = 0; i < length_in_mebibytes; ++i) out << part;
  }
  const auto child = run_program({"history", "import", file, "--layout", "events", "--deal", "deal",
                                  "--activity", "activity", "--at", "at", "-o", path("out.csv")});
  EXPECT_EQ(child.status, 2);
  EXPECT_FALSE(std::filesystem::exists(path("out.csv")));
  if (memory_is_real) {
    EXPECT_LT(child.peak_kib, (length_in_mebibytes - 8) * 1024);
  }
}

}  // namespace
}  // namespace stagecraft::cli
