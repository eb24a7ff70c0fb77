#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <filesystem>
#include <memory>

#include "base/error.h"
#include "tests/http/certificate.h"
#include "tests/http/raw_client.h"
#include "tests/http/running_server.h"
#include "tests/temp_folder.h"

namespace stagecraft::http {
namespace {

class Tls : public ::testing::Test {
 protected:
  Tls() {
    make_certificate(certificate_, key_);
    settings_.tls_certificate = certificate_;
    settings_.tls_key = key_;
  }

  const TempFolder folder_;
  const std::filesystem::path certificate_ = folder_.path("certificate.pem"),
                              key_ = folder_.path("key.pem");
  Settings settings_ = RunningServer::small_settings();
};

/// One request over TLS of at most `version`; empty when no connection comes about.
std::string ask_by_tls(std::uint16_t port, int version, std::string_view request) {
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()),
                                                             SSL_CTX_free);
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_max_proto_version(context.get(), version);
  const std::string address = "127.0.0.1:" + std::to_string(port);
  const std::unique_ptr<BIO, void (*)(BIO*)> bio(BIO_new_ssl_connect(context.get()), BIO_free_all);
  BIO_set_conn_hostname(bio.get(), address.c_str());
  if (BIO_do_connect(bio.get()) != 1 || BIO_do_handshake(bio.get()) != 1) return {};
  BIO_write(bio.get(), request.data(), static_cast<int>(request.size()));
  std::string answer;
  char piece[4096];
  for (int count = 0; (count = BIO_read(bio.get(), piece, sizeof piece)) > 0;)
    answer.append(piece, static_cast<std::size_t>(count));
  return answer;
}

constexpr std::string_view ask_health =
    "GET /health HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";

TEST_F(Tls, AnswersAndTellsBrowsersToStayWithIt) {
  RunningServer server(settings_);
  EXPECT_TRUE(server.server().address().starts_with("https://127.0.0.1:"));
  const auto answer = ask_by_tls(server.port(), TLS1_3_VERSION, ask_health);
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(header_of(answer, "Strict-Transport-Security"), "max-age=31536000; includeSubDomains");
  EXPECT_EQ(body_of(answer), R"({"status":"up"})");
}

TEST_F(Tls, SpeaksVersion12ButNothingOlder) {
  RunningServer server(settings_);
  EXPECT_EQ(status_of(ask_by_tls(server.port(), TLS1_2_VERSION, ask_health)), 200);
  EXPECT_EQ(ask_by_tls(server.port(), TLS1_1_VERSION, ask_health), "");
}

TEST_F(Tls, ClosesOnPlainTextAndOnSilence) {
  settings_.header_seconds = 1;
  RunningServer server(settings_);
  RawClient plain(server.port()), silent(server.port());
  plain.send(ask_health);
  EXPECT_EQ(status_of(plain.read_all()), 0);
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_EQ(status_of(ask_by_tls(server.port(), TLS1_3_VERSION, ask_health)), 200);
}

TEST_F(Tls, RefusesACertificateThatCannotBeUsed) {
  settings_.tls_certificate = folder_.path("missing.pem");
  EXPECT_THROW(RunningServer server(settings_), base::Error);
  settings_.tls_certificate = key_;
  EXPECT_THROW(RunningServer server(settings_), base::Error);
  settings_.tls_certificate = certificate_;
  make_certificate(folder_.path("other.pem"), folder_.path("other_key.pem"));
  settings_.tls_key = folder_.path("other_key.pem");
  EXPECT_THROW(RunningServer server(settings_), base::Error) << "the key of another certificate";
}

}  // namespace
}  // namespace stagecraft::http
