#include "tests/http/receiver.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "tests/http/raw_client.h"

namespace stagecraft::http {

Receiver::Receiver() : Receiver([](const std::string&) { return status(204); }) {}

Receiver::Receiver(Answer answer)
    : answer_(std::move(answer)), socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket_, raw, size) != 0 || ::listen(socket_, 64) != 0 ||
      ::getsockname(socket_, raw, &size) != 0)
    throw std::runtime_error("cannot listen");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { work(); });
}

Receiver::~Receiver() {
  ::shutdown(socket_, SHUT_RDWR);
  thread_.join();
  ::close(socket_);
}

std::string Receiver::url() const { return fmt::format("http://127.0.0.1:{}/hook?a=1", port_); }

std::vector<std::string> Receiver::wait_for(std::size_t count) {
  std::unique_lock lock(mutex_);
  came_.wait_for(lock, std::chrono::seconds(30), [&] { return requests_.size() >= count; });
  return {requests_.begin(),
          requests_.begin() + static_cast<std::ptrdiff_t>(std::min(count, requests_.size()))};
}

std::size_t Receiver::count() const {
  const std::lock_guard lock(mutex_);
  return requests_.size();
}

std::string Receiver::status(int code, std::string_view headers) {
  return fmt::format("HTTP/1.1 {} Said\r\nContent-Length: 0\r\n{}\r\n", code, headers);
}

void Receiver::work() {
  for (;;) {
    const int client = ::accept(socket_, nullptr, nullptr);
    if (client < 0) return;
    auto request = read_request(client);
    const auto answer = answer_(request);
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(std::move(request));
    }
    ::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
    ::close(client);
    came_.notify_all();
  }
}

std::string Receiver::read_request(int client) const {
  std::string text;
  const auto is_whole = [&] {
    const auto head = text.find("\r\n\r\n");
    const auto length = header_of(text, "Content-Length");
    return head != text.npos && length && text.size() >= head + 4 + std::stoul(*length);
  };
  char piece[4096];
  while (!is_whole()) {
    const auto count = ::recv(client, piece, sizeof piece, 0);
    if (count <= 0) break;
    text.append(piece, static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace stagecraft::http
