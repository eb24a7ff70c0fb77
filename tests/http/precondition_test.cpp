#include "http/precondition.h"

#include <gtest/gtest.h>

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
    respect_match(request, to_etag(7));
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
  EXPECT_EQ(status_of_match({}), 200);
}

TEST(Precondition, ComparesAChangeByTheRevisionOfWhatWasTold) {
  const auto told = to_etag(7, "due today");
  EXPECT_NE(told, to_etag(7, "due tomorrow"));
  EXPECT_EQ(status_of_match(with_header("if-match", told)), 200);
  EXPECT_EQ(status_of_match(with_header("if-match", to_etag(70, "due today"))), 412);
  EXPECT_EQ(with_etag({}, to_etag(7, "due tomorrow"), with_header("if-none-match", told)).status,
            200);
  EXPECT_EQ(with_etag({}, told, with_header("if-none-match", told)).status, 304);
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
