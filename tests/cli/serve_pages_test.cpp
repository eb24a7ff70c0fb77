#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "tests/cli/running_program.h"
#include "tests/temp_folder.h"

namespace stagecraft::cli {
namespace {

using ::testing::HasSubstr;

/// What curl is answered.
std::string fetched(const std::string& address) {
  RunningProgram curl({"curl", "--silent", "--show-error", address});
  auto text = curl.rest();
  EXPECT_EQ(curl.wait(), 0);
  return text;
}

TEST(Serve, TakesPagesFromAFolderAndLeadsTheSetUpLinkToThem) {
  const TempFolder folder;
  std::filesystem::create_directories(folder.path("pages"));
  folder.write("pages/index.html", "<title>tried</title>");
  RunningProgram server({STAGECRAFT_PROGRAM, "serve", "--data", folder.path("data"), "--listen",
                         "127.0.0.1:0", "--log-level", "error", "--pages", folder.path("pages")});
  const auto link = server.line_with("/setup#");
  ASSERT_NE(link, "");
  EXPECT_THAT(fetched(link), HasSubstr("<title>tried</title>"));
  server.send(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
}

TEST(Serve, RefusesAFolderWithoutPages) {
  const TempFolder folder;
  RunningProgram server(
      {STAGECRAFT_PROGRAM, "serve", "--data", folder.path("data"), "--pages", folder.path()});
  EXPECT_EQ(server.wait(), 2);
}

}  // namespace
}  // namespace stagecraft::cli
