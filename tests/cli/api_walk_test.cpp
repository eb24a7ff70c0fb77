#include <gmock/gmock.h>

#include <csignal>

#include "tests/cli/command_line.h"
#include "tests/cli/running_program.h"
#include "tests/store/postgres_server.h"

namespace stagecraft::cli {
namespace {

using testing::HasSubstr;

bool runs(const std::string& program, const std::string& question) {
  RunningProgram asked({program, question});
  asked.rest();
  return asked.wait() == 0;
}

/// The script of docs/ against a server of its own, on a new workspace.
class ApiWalk : public CommandLine {
 protected:
  void SetUp() override {
    if (!runs("curl", "--version")) GTEST_SKIP() << "curl is not installed";
  }

  void walk(const std::string& data, const std::vector<std::string>& flags = {},
            std::vector<std::string> environment = {}) const {
    std::vector<std::string> words{STAGECRAFT_PROGRAM, "serve",       "--data",      data,
                                   "--listen",         "127.0.0.1:0", "--log-level", "error"};
    words.insert(words.end(), flags.begin(), flags.end());
    RunningProgram server(words);
    const auto link = server.line_with("/setup#");
    ASSERT_NE(link, "") << "the server did not start";
    environment.emplace_back("no_proxy=127.0.0.1");
    RunningProgram script({"bash", STAGECRAFT_SOURCE_DIR "/docs/api-walk.sh", link}, environment);
    const auto said = script.rest();
    EXPECT_EQ(script.wait(), 0) << said;
    EXPECT_THAT(said, HasSubstr("The deal went all the way."));
    server.send(SIGTERM);
    EXPECT_EQ(server.wait(), 0);
    const auto checked = stagecraft({"workspace", "check", "--data", data});
    EXPECT_EQ(checked.status, 0) << checked.out << checked.err;
    EXPECT_THAT(checked.out, HasSubstr("2 deals"));
  }
};

TEST_F(ApiWalk, GoesFromFirstTouchToReferral) { walk(path("data")); }

TEST_F(ApiWalk, GoesTheSameWayOnPostgreSQL) {
  const auto* postgres = store::PostgresServer::find();
  if (postgres == nullptr) GTEST_SKIP() << "PostgreSQL 15 is not installed";
  walk(postgres->address());
}

TEST_F(ApiWalk, GoesTheSameWayBehindTls) {
  if (!runs("openssl", "version")) GTEST_SKIP() << "openssl is not installed";
  RunningProgram openssl({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                          "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj",
                          "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                          path("key.pem"), "-out", path("certificate.pem")});
  ASSERT_EQ(openssl.wait(), 0);
  walk(path("data"), {"--tls-certificate", path("certificate.pem"), "--tls-key", path("key.pem")},
       {"CURL_CA_BUNDLE=" + path("certificate.pem")});
}

}  // namespace
}  // namespace stagecraft::cli
