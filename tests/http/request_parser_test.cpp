#include "http/request_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace stagecraft::http {
namespace {

constexpr std::string_view chunked =
    "POST /api/echoes HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
    "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";

/// Gives the parser the bytes as a connection does: what it left, and what came since.
class Feed {
 public:
  void send(std::string_view bytes) {
    waiting_ += bytes;
    for (std::size_t used = 1; used > 0 && !parser.is_done();) {
      if (parser.is_head_done() && !has_begun_) {
        parser.begin_body(100);
        has_begun_ = true;
      }
      used = parser.put(waiting_);
      waiting_.erase(0, used);
    }
  }
  const std::string& waiting() const { return waiting_; }

  RequestParser parser{1000};

 private:
  std::string waiting_;
  bool has_begun_ = false;
};

TEST(RequestParser, ReadsAChunkedBodyWhereverItIsCut) {
  for (std::size_t first = 0; first < chunked.size(); ++first)
    for (std::size_t second = first; second < chunked.size(); ++second) {
      Feed feed;
      feed.send(chunked.substr(0, first));
      feed.send(chunked.substr(first, second - first));
      EXPECT_FALSE(feed.parser.is_done()) << first << ", " << second;
      feed.send(chunked.substr(second));
      ASSERT_TRUE(feed.parser.is_done()) << first << ", " << second;
      EXPECT_EQ(feed.parser.request().body, "abcd");
    }
}

TEST(RequestParser, WaitsForTheRestOfAChunkedEndHoweverOftenItIsAsked) {
  Feed feed;
  feed.send(chunked.substr(0, chunked.size() - 2));
  for (int i = 0; i < 3; ++i) feed.send("");
  EXPECT_FALSE(feed.parser.is_done());
  feed.send("\r\n");
  EXPECT_TRUE(feed.parser.is_done());
}

TEST(RequestParser, LeavesWhatComesAfterTheRequest) {
  Feed feed;
  feed.send(std::string(chunked) + "GET / HTTP/1.1\r\n");
  ASSERT_TRUE(feed.parser.is_done());
  EXPECT_EQ(feed.waiting(), "GET / HTTP/1.1\r\n");
}

}  // namespace
}  // namespace stagecraft::http
