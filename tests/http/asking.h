#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "http/response.h"
#include "http/routes.h"
#include "http/shape.h"
#include "tests/http/raw_client.h"
#include "tests/http/running_server.h"

namespace stagecraft::http {

/// What tests send to /api/echoes and get back.
struct Echoed {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Echoed, (), (text))

inline void add_echo(Routes& routes) {
  routes.add({.method = Method::post,
              .path = "/api/echoes",
              .access = Access::anyone(),
              .summary = "Say it again",
              .body = &shape_of<Echoed>(),
              .replies = {{201, "The same", &shape_of<Echoed>()}},
              .handler = [](const Request& request, App&) {
                return created("/api/echoes/1", request.read<Echoed>());
              }});
}

inline std::string get(std::string_view path) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: test\r\n\r\n", path);
}

inline std::string post(std::string_view path, std::string_view body,
                        std::string_view headers = "") {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: "
      "{}\r\n{}\r\n{}",
      path, body.size(), headers, body);
}

inline std::string ask(RunningServer& server, const std::string& request) {
  RawClient client(server.port());
  client.send(request);
  return client.read_answer();
}

}  // namespace stagecraft::http
