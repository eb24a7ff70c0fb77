#include "store/workspace.h"

#include <gmock/gmock.h>

#include "store/customers.h"
#include "tests/cli/command_line.h"

namespace stagecraft::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

/// With a folder of workspaces, in which `sales` has one account.
class WorkspaceCommand : public CommandLine {
 protected:
  WorkspaceCommand() {
    EXPECT_EQ(workspace({"create", "sales"}).status, 0);
    store::Workspace sales(store::Location(data()), "sales");
    sales.write([](store::Transaction& tx) { store::create_account(tx, {.name = "Acme"}); });
  }

  std::string data() const { return path("data"); }
  Ran workspace(std::vector<std::string> words) const {
    words.insert(words.begin(), "workspace");
    words.insert(words.end(), {"--data", data()});
    return stagecraft(words);
  }
  void back_up_sales() const {
    const auto ran = workspace({"back-up", "sales", "-o", path("sales.backup")});
    ASSERT_EQ(ran.status, 0) << ran.err;
  }
  static store::Account account_in(const std::string& folder, const std::string& name) {
    store::Workspace opened{store::Location(folder), name};
    return opened.read([](store::Connection& db) {
      return store::get_account(db, store::Viewer::everything(), {1});
    });
  }
};

TEST_F(WorkspaceCommand, ListsNamesAloneForScripts) {
  EXPECT_EQ(workspace({"create"}).status, 0);
  EXPECT_EQ(workspace({"list"}).out, "main\nsales\n");
}

TEST_F(WorkspaceCommand, SaysThatThereIsNoneYet) {
  const auto ran = stagecraft({"workspace", "list", "--data", path("elsewhere")});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("`stagecraft workspace create` makes one"));
}

TEST_F(WorkspaceCommand, MakesASampleInWhichEverybodyHasThePrintedPassword) {
  const auto ran = workspace({"sample", "trial", "--deals", "20", "--until", "2026-03-31"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("20 invented deals"));
  EXPECT_THAT(ran.out, HasSubstr("manager        ines.okafor@harbour.example"));
  EXPECT_THAT(ran.out, HasSubstr("everybody has the password "));
  EXPECT_THAT(workspace({"check", "trial"}).out, HasSubstr("20 deals"));
  EXPECT_THAT(workspace({"check", "trial"}).out, HasSubstr("All is well."));
  EXPECT_EQ(workspace({"sample", "trial", "--deals", "20"}).status, 2) << "it is there";
  EXPECT_EQ(workspace({"sample", "other", "--until", "soon"}).status, 2);
  EXPECT_EQ(workspace({"list"}).out, "sales\ntrial\n");
}

TEST_F(WorkspaceCommand, MakesNoSecondOneOfTheSameName) {
  const auto ran = workspace({"create", "sales"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("There is a workspace 'sales' already"));
}

TEST_F(WorkspaceCommand, TellsWhichNamesAreGood) {
  const auto ran = workspace({"create", "Sales 2"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("begins with a small letter"));
}

TEST_F(WorkspaceCommand, RestoresWhatItBackedUp) {
  const auto backed_up = workspace({"back-up", "sales", "-o", path("sales.backup")});
  EXPECT_EQ(backed_up.status, 0) << backed_up.err;
  EXPECT_THAT(backed_up.out, AllOf(StartsWith("Backed up 'sales' into "),
                                   HasSubstr("0 deals, 0 events and 0 attachments"),
                                   HasSubstr("keep it as safe")));
  const auto restored = workspace({"restore", path("sales.backup"), "again"});
  EXPECT_EQ(restored.status, 0) << restored.err;
  EXPECT_THAT(restored.out, MatchesRegex("Restored .* as 'again' in .*: 0 deals.*, in .* s\\.\n"));
  EXPECT_EQ(account_in(data(), "again"), account_in(data(), "sales"));
}

TEST_F(WorkspaceCommand, KeepsABackUpFromOtherUsers) {
  back_up_sales();
  using std::filesystem::perms;
  const auto rights = std::filesystem::status(path("sales.backup")).permissions();
  EXPECT_EQ(rights & (perms::group_all | perms::others_all), perms::none);
}

TEST_F(WorkspaceCommand, RestoresNothingFromADamagedFile) {
  back_up_sales();
  auto text = read("sales.backup");
  text.replace(text.find("Acme"), 4, "Evil");
  const auto ran = workspace({"restore", write("damaged", text), "again"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("it was changed, or damaged"));
  EXPECT_EQ(workspace({"list"}).out, "sales\n");
}

TEST_F(WorkspaceCommand, FindsNothingWrongInASoundWorkspace) {
  const auto ran = workspace({"check", "sales"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(StartsWith("Checked 'sales': 0 deals"), HasSubstr("All is well.")));
}

TEST_F(WorkspaceCommand, LeavesOneWhenTheCheckFindsAFault) {
  store::Workspace(store::Location(data()), "sales").write([](store::Transaction& tx) {
    tx.db().run(
        "INSERT INTO attachments (sha256, name, media_type, size, at) "
        "VALUES ('ab', 'lost.pdf', 'application/pdf', 1, 0)");
  });
  const auto ran = workspace({"check", "sales"});
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("attachment ab: its bytes are missing"),
                    HasSubstr("restore the last good back-up"), Not(HasSubstr("is well"))));
}

TEST_F(WorkspaceCommand, NamesTheWorkspacesThereWhenOneIsNot) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"check", "sails"},
                                             {"back-up", "sails", "-o", path("none")},
                                             {"copy", "sails", "--to", path("elsewhere")}}) {
    const auto ran = workspace(words);
    EXPECT_EQ(ran.status, 2) << words[0];
    EXPECT_THAT(ran.err, HasSubstr("There is no workspace 'sails'")) << words[0];
    EXPECT_THAT(ran.err, HasSubstr("there are: sales")) << words[0];
  }
  EXPECT_FALSE(std::filesystem::exists(path("none")));
}

TEST_F(WorkspaceCommand, CopiesElsewhereUnderAnotherName) {
  const auto ran = workspace({"copy", "sales", "--to", path("new"), "--as", "moved"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(StartsWith("Copied 'sales' from "), HasSubstr("'moved'"),
                             HasSubstr("compared and the same")));
  EXPECT_EQ(account_in(path("new"), "moved"), account_in(data(), "sales"));
}

TEST_F(WorkspaceCommand, CopiesOverNothing) {
  const auto ran = workspace({"copy", "sales", "--to", data()});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("There is a workspace 'sales' already"));
  EXPECT_EQ(workspace({"list"}).out, "sales\n");
}

}  // namespace
}  // namespace stagecraft::cli
