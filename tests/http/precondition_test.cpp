#include "http/precondition.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"
#include "http/cursor.h"
#include "http/reply_text.h"

namespace stagecraft::http {
namespace {

Request with_header(std::string name, std::string value) {
  Request request;
  request.headers.emplace_back(std::move(name), std::move(value));
  return request;
}

int status_of_match(const Request& request) {
  try {
    require_match(request, to_etag(7));
    return 200;
  } catch (const Refusal& refusal) {
    return refusal.problem().status;
  }
}

TEST(Precondition, LetsAChangeOnOnlyFromThePresentState) {
  EXPECT_EQ(status_of_match(with_header("if-match", "\"7\"")), 200);
  EXPECT_EQ(status_of_match(with_header("if-match", "\"5\", \"7\"")), 200);
  EXPECT_EQ(status_of_match(with_header("if-match", "*")), 200);
  EXPECT_EQ(status_of_match(with_header("if-match", "\"6\"")), 412);
  EXPECT_EQ(status_of_match(with_header("if-match", "7")), 412);
  EXPECT_EQ(status_of_match({}), 428);
}

TEST(Precondition, SendsNothingTwice) {
  Response response;
  response.body = "{}";
  const auto same =
      with_etag(std::move(response), to_etag(7), with_header("if-none-match", "W/\"7\""));
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.body, "");
  EXPECT_EQ(with_etag({}, to_etag(8), with_header("if-none-match", "\"7\"")).status, 200);
}

RC_GTEST_PROP(Cursor, ComesBackAsItWas, (const std::vector<std::string>& texts)) {
  std::vector<std::string> values;
  for (const auto& text : texts) {
    values.emplace_back();
    for (const char c : text)
      if (static_cast<unsigned char>(c) < 0x80) values.back() += c;
  }
  RC_ASSERT(from_cursor(to_cursor(values), values.size()) == values);
}

TEST(Cursor, RefusesWhatWasNotGivenOut) {
  for (const auto* text : {"x", "!!", "MTA6YQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OmE", "MTph"})
    EXPECT_THROW(from_cursor(text, 2), base::Error) << text;
}

TEST(HeadText, LetsNoValueBeginAHeaderOfItsOwn) {
  Response response;
  response.with("Location", "/a\r\nSet-Cookie: x=1");
  const auto head = head_text({}, response, {});
  EXPECT_EQ(head.find("\r\nSet-Cookie"), head.npos);
}

TEST(HeadText, WritesDatesAsHttpDoes) {
  EXPECT_EQ(http_date(base::Instant(std::chrono::seconds(784111777))),
            "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace stagecraft::http
