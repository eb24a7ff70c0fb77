#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stagecraft::http {

/// A client of sockets alone, for saying what no proper client says.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// False when the server has closed.
  bool send(std::string_view bytes);
  /// No more will be sent.
  void finish();
  /// Everything until the server closes, or until 20 s have passed.
  std::string read_all();
  /// One answer with Content-Length or chunks; empty when the connection ended before it was whole.
  std::string read_answer(bool has_body = true);
  /// Until this text has come; empty if it never does.
  std::string read_until(std::string_view text);

 private:
  bool read_more();

  int socket_;
  std::string in_;
};

/// The number in the first line; 0 if there is none.
int status_of(std::string_view answer);
std::string body_of(std::string_view answer);
/// Nullopt without such a header; names as the server writes them.
std::optional<std::string> header_of(std::string_view answer, std::string_view name);

}  // namespace stagecraft::http
