#include "http/tls.h"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include "base/error.h"

namespace stagecraft::http {

namespace ssl = boost::asio::ssl;

namespace {

int choose_protocol(SSL*, const unsigned char** out, unsigned char* length,
                    const unsigned char* offered, unsigned int offered_length, void*) {
  static constexpr unsigned char ours[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  const int found =
      SSL_select_next_proto(&chosen, length, ours, sizeof ours - 1, offered, offered_length);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

void check(const boost::system::error_code& error, std::string_view setting,
           const std::string& file) {
  if (!error) return;
  throw base::Error(base::ErrorKind::invalid,
                    fmt::format("{} '{}' cannot be used: {}.", setting, file, error.message()));
}

}  // namespace

std::unique_ptr<ssl::context> make_tls(const Settings& settings) {
  if (settings.tls_certificate.empty()) return nullptr;
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  context->set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 |
                       ssl::context::no_sslv3 | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  boost::system::error_code error;
  context->use_certificate_chain_file(settings.tls_certificate, error);
  check(error, "tls_certificate", settings.tls_certificate);
  context->use_private_key_file(settings.tls_key, ssl::context::pem, error);
  check(error, "tls_key", settings.tls_key);
  SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_alpn_select_cb(context->native_handle(), choose_protocol, nullptr);
  return context;
}

}  // namespace stagecraft::http
