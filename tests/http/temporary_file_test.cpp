#include "http/temporary_file.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "tests/temp_folder.h"

namespace stagecraft::http {
namespace {

namespace fs = std::filesystem;

TEST(TemporaryFile, IsGoneWithItsOwner) {
  const TempFolder folder;
  fs::path path;
  {
    TemporaryFile file(folder.path());
    file.write("text");
    file.close();
    path = file.path();
    EXPECT_EQ(fs::file_size(path), 4);
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(Leftovers, AreRemovedWhenTheyAreOldAndOurs) {
  const TempFolder folder;
  const auto uploads = fs::path(folder.path()) / "uploads";
  fs::create_directories(uploads / "import-old1" / "files");
  for (const auto* name : {"body-old1", "body-new1", "0a1b"}) std::ofstream(uploads / name) << "x";
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(48);
  for (const auto* name : {"import-old1", "body-old1", "0a1b"})
    fs::last_write_time(uploads / name, long_ago);
  remove_leftovers(folder.path());
  EXPECT_FALSE(fs::exists(uploads / "import-old1"));
  EXPECT_FALSE(fs::exists(uploads / "body-old1"));
  EXPECT_TRUE(fs::exists(uploads / "body-new1")) << "somebody may be sending it";
  EXPECT_TRUE(fs::exists(uploads / "0a1b")) << "an upload that is kept";
  remove_leftovers(fs::path(folder.path()) / "nowhere");
}

}  // namespace
}  // namespace stagecraft::http
