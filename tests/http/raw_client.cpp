#include "tests/http/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <charconv>
#include <stdexcept>
#include <utility>

namespace stagecraft::http {

RawClient::RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{.tv_sec = 20, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect");
}

RawClient::~RawClient() { ::close(socket_); }

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void RawClient::finish() { ::shutdown(socket_, SHUT_WR); }

bool RawClient::read_more() {
  char piece[65536];
  const auto count = ::recv(socket_, piece, sizeof piece, 0);
  if (count > 0) in_.append(piece, static_cast<std::size_t>(count));
  return count > 0;
}

std::string RawClient::read_all() {
  while (read_more()) {
  }
  return std::exchange(in_, {});
}

std::string RawClient::read_until(std::string_view text) {
  for (;;) {
    if (const auto found = in_.find(text); found != in_.npos) {
      const auto out = in_.substr(0, found + text.size());
      in_.erase(0, out.size());
      return out;
    }
    if (!read_more()) return {};
  }
}

std::string RawClient::read_answer(bool has_body) {
  auto head = read_until("\r\n\r\n");
  if (head.empty() || !has_body || status_of(head) == 204 || status_of(head) == 304) return head;
  if (header_of(head, "Transfer-Encoding")) return head + read_until("0\r\n\r\n");
  const auto stated = header_of(head, "Content-Length").value_or("0");
  const std::size_t length = std::stoul(stated);
  while (in_.size() < length)
    if (!read_more()) return {};
  head += in_.substr(0, length);
  in_.erase(0, length);
  return head;
}

int status_of(std::string_view answer) {
  int status = 0;
  if (answer.starts_with("HTTP/1.1 "))
    std::from_chars(answer.data() + 9, answer.data() + answer.size(), status);
  return status;
}

std::string body_of(std::string_view answer) {
  const auto end = answer.find("\r\n\r\n");
  return end == std::string_view::npos ? std::string() : std::string(answer.substr(end + 4));
}

std::optional<std::string> header_of(std::string_view answer, std::string_view name) {
  const std::string start = "\r\n" + std::string(name) + ": ";
  const auto found = answer.substr(0, answer.find("\r\n\r\n")).find(start);
  if (found == std::string_view::npos) return {};
  const auto value = answer.substr(found + start.size());
  return std::string(value.substr(0, value.find("\r\n")));
}

}  // namespace stagecraft::http
