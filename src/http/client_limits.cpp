#include "http/client_limits.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stagecraft::http {

bool ClientLimits::open(const std::string& name) {
  if (limits_.connections == 0) return true;
  const std::scoped_lock lock(mutex_);
  auto& known = client(name, std::chrono::steady_clock::now());
  if (known.connections >= limits_.connections) return false;
  ++known.connections;
  return true;
}

void ClientLimits::close(const std::string& name) {
  if (limits_.connections == 0) return;
  const std::scoped_lock lock(mutex_);
  if (const auto found = clients_.find(name); found != clients_.end()) --found->second.connections;
}

std::optional<std::int64_t> ClientLimits::take_request(const std::string& name, Time now) {
  if (limits_.per_second == 0) return {};
  const std::scoped_lock lock(mutex_);
  auto& known = client(name, now);
  known.tokens = filled(known, now);
  known.filled = now;
  if (known.tokens >= 1) {
    known.tokens -= 1;
    return {};
  }
  const double wait = (1 - known.tokens) / static_cast<double>(limits_.per_second);
  return std::max<std::int64_t>(1, std::llround(std::ceil(wait)));
}

std::size_t ClientLimits::known() {
  const std::scoped_lock lock(mutex_);
  return clients_.size();
}

ClientLimits::Client& ClientLimits::client(const std::string& name, Time now) {
  if (clients_.size() >= forget_at_) forget_idle(now);
  const auto [found, is_new] = clients_.try_emplace(name);
  if (is_new) found->second = {.tokens = static_cast<double>(limits_.burst), .filled = now};
  return found->second;
}

double ClientLimits::filled(const Client& client, Time now) const {
  const double seconds = std::chrono::duration<double>(now - client.filled).count();
  return std::min(static_cast<double>(limits_.burst),
                  client.tokens + std::max(0.0, seconds) * static_cast<double>(limits_.per_second));
}

void ClientLimits::forget_idle(Time now) {
  std::erase_if(clients_, [&](const auto& entry) {
    const auto& [name, client] = entry;
    return client.connections == 0 && filled(client, now) >= static_cast<double>(limits_.burst);
  });
  forget_at_ = std::max<std::size_t>(1024, clients_.size() * 2);
}

std::string client_key(std::string_view address) {
  in6_addr bytes{};
  const std::string text(address);
  if (inet_pton(AF_INET6, text.c_str(), &bytes) != 1) return text;
  std::string key;
  for (int i = 0; i < 8; i += 2)
    key += fmt::format("{:02x}{:02x}:", bytes.s6_addr[i], bytes.s6_addr[i + 1]);
  return key + ":/64";
}

}  // namespace stagecraft::http
