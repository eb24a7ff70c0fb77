#include "http/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/error.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;

SettingTexts texts(std::string file, std::map<std::string, std::string> variables = {},
                   std::map<std::string, std::string, std::less<>> flags = {}) {
  return {.file = std::move(file),
          .file_name = "stagecraft.yaml",
          .environment = [variables](const std::string& name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
          },
          .flags = std::move(flags)};
}

TEST(Settings, HaveStandardsWithoutAnything) {
  const auto read = read_settings({});
  EXPECT_EQ(read.settings.listen, "127.0.0.1:8080");
  EXPECT_EQ(read.sources.at("listen"), SettingSource::standard);
}

TEST(Settings, ComeFromFlagsBeforeTheEnvironmentBeforeTheFile) {
  const auto read = read_settings(texts("workers: 1\nqueue: 2\nthreads: 3\n",
                                        {{"STAGECRAFT_WORKERS", "11"}, {"STAGECRAFT_QUEUE", "12"}},
                                        {{"workers", "21"}}));
  EXPECT_EQ(read.settings.workers, 21);
  EXPECT_EQ(read.settings.queue, 12);
  EXPECT_EQ(read.settings.threads, 3);
  EXPECT_EQ(read.sources.at("queue"), SettingSource::environment);
}

TEST(Settings, ArePrintedAsAFileThatReadsAsTheSame) {
  const auto read = read_settings(texts("data: \"it's here\"\nworkers: 7\n"));
  const auto printed = to_yaml(read);
  const auto again = read_settings(texts(printed));
  EXPECT_EQ(again.settings.data, "it's here");
  EXPECT_EQ(again.settings.workers, 7);
  EXPECT_THAT(printed, HasSubstr("(from the file)\nworkers: 7\n"));
}

TEST(Settings, SayEveryFaultWithItsPlace) {
  try {
    read_settings(texts("workers: 0\nqeue: 5\nlisten: [a]\n", {{"STAGECRAFT_THREADS", "many"}},
                        {{"tls_key", "key.pem"}, {"log_level", "loud"}}));
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.faults().size(), 6U);
    EXPECT_THAT(error.what(), HasSubstr("stagecraft.yaml:1: workers: number out of range or not "
                                        "whole; a whole number from 1 to 1024"));
    EXPECT_THAT(error.what(),
                HasSubstr("stagecraft.yaml:2: qeue: unknown setting; Did you mean queue?"));
    EXPECT_THAT(error.what(), HasSubstr("STAGECRAFT_THREADS"));
    EXPECT_THAT(error.what(), HasSubstr("tls_certificate: missing"));
  }
}

TEST(Settings, AreAllInTheGuideAsTheyAre) {
  std::ifstream file(STAGECRAFT_SOURCE_DIR "/docs/guide/server.md");
  const std::string guide{std::istreambuf_iterator<char>(file), {}};
  for (const auto& row : settings_table()) {
    EXPECT_THAT(guide, HasSubstr("| `" + std::string(row.name) + "` |"));
    EXPECT_THAT(guide, HasSubstr("| " + std::string(row.help) + " |"));
  }
}

TEST(Settings, DoNotShowThePasswordOfADatabase) {
  const auto read = read_settings(texts("data: postgresql://me:sesame@host/db\n"));
  EXPECT_THAT(to_yaml(read), HasSubstr("data: 'postgresql://me:***@host/db'"));
}

TEST(Settings, HaveNamesForFlagAndVariable) {
  const auto& row = settings_table().front();
  EXPECT_EQ(row.flag(), "--data");
  EXPECT_EQ(row.variable(), "STAGECRAFT_DATA");
}

}  // namespace
}  // namespace stagecraft::http
