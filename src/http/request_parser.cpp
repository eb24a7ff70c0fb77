#include "http/request_parser.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <exception>

namespace stagecraft::http {

namespace beast = boost::beast;

namespace {

constexpr std::size_t header_count_limit = 100;
/// The shortest end of a chunked body, `0 CRLF CRLF`. Beast asserts that it never looks at less of
/// the end twice.
constexpr std::size_t shortest_chunked_end = 5;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

[[noreturn]] void refuse(const beast::error_code& error) {
  using Cause = beast::http::error;
  if (error == Cause::header_limit || error == Cause::buffer_overflow)
    throw Refusal(431, "The header of the request is too large.");
  if (error == Cause::bad_version)
    throw Refusal(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
  throw Refusal(400, base::say("This is not a well-formed request: {}.", error.message()));
}

}  // namespace

class RequestParser::Impl : public beast::http::basic_parser<true> {
 public:
  Impl() { body_limit(boost::none); }

  void take(std::string_view bytes) {
    taken_ += bytes.size();
    if (taken_ > limit_) throw Refusal(413, base::say("The body is larger than {} bytes.", limit_));
    if (sink_)
      sink_(bytes);
    else
      request_.body += bytes;
  }

  Request request_;
  std::function<void(std::string_view)> sink_;
  std::size_t limit_ = 0;
  std::size_t taken_ = 0;
  /// What went wrong inside a callback, which must not throw through the parser.
  std::exception_ptr failure_;

 private:
  using Text = beast::string_view;
  using Code = beast::error_code;

  void refuse_later(Code& error, int status, base::Sentence detail) {
    fail_later(error, std::make_exception_ptr(Refusal(status, std::move(detail))));
  }
  void fail_later(Code& error, std::exception_ptr failure) {
    failure_ = std::move(failure);
    error = beast::http::error::bad_value;
  }

  void on_request_impl(beast::http::verb, Text word, Text text, int version, Code& error) override {
    const auto method = find_method({word.data(), word.size()});
    if (!method) return refuse_later(error, 501, "This method is not known here.");
    auto target = http::parse_target({text.data(), text.size()});
    if (!target) return refuse_later(error, 400, "The address of the request is not well-formed.");
    request_.method = *method;
    request_.target = std::move(*target);
    request_.version = version;
  }
  void on_response_impl(int, Text, int, Code&) override {}
  void on_field_impl(beast::http::field, Text name, Text value, Code& error) override {
    if (request_.headers.size() == header_count_limit)
      return refuse_later(error, 431, base::say("More than {} headers.", header_count_limit));
    request_.headers.emplace_back(lower({name.data(), name.size()}),
                                  std::string(value.data(), value.size()));
  }
  void on_header_impl(Code& error) override {
    const auto hosts = std::ranges::count(request_.headers, "host", &Header::first);
    if (hosts > 1 || (hosts == 0 && request_.version > 10))
      refuse_later(error, 400, "The request has to name its Host once.");
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
  std::size_t on_body_impl(Text bytes, Code& error) override { return body(bytes, error); }
  void on_chunk_header_impl(std::uint64_t, Text, Code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, Code& error) override {
    return body(bytes, error);
  }
  void on_finish_impl(Code&) override {}

  std::size_t body(Text bytes, Code& error) {
    try {
      take({bytes.data(), bytes.size()});
    } catch (...) {
      fail_later(error, std::current_exception());
    }
    return bytes.size();
  }
};

RequestParser::RequestParser(std::uint32_t header_limit) : impl_(std::make_unique<Impl>()) {
  impl_->header_limit(header_limit);
}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser&&) noexcept = default;
RequestParser& RequestParser::operator=(RequestParser&&) noexcept = default;

std::size_t RequestParser::put(std::string_view bytes) {
  std::size_t used = 0;
  const bool was_in_head = !is_head_done();
  while (!is_done() && used < bytes.size()) {
    if (is_head_done() && impl_->chunked() && bytes.size() - used < shortest_chunked_end) break;
    beast::error_code error;
    used += impl_->put({bytes.data() + used, bytes.size() - used}, error);
    if (error == beast::http::error::need_more) break;
    if (impl_->failure_) std::rethrow_exception(impl_->failure_);
    if (error) refuse(error);
    if (was_in_head && is_head_done()) break;
  }
  return used;
}

bool RequestParser::is_head_done() const { return impl_->is_header_done(); }
bool RequestParser::is_done() const { return impl_->is_done(); }
Request& RequestParser::request() { return impl_->request_; }

void RequestParser::begin_body(std::size_t limit, std::function<void(std::string_view)> sink) {
  impl_->limit_ = limit;
  impl_->sink_ = std::move(sink);
  impl_->eager(true);
  if (stated_length() > limit)
    throw Refusal(413, base::say("The body is larger than {} bytes.", limit));
}

bool RequestParser::keeps_alive() const {
  return impl_->request_.version > 10 && impl_->keep_alive();
}
bool RequestParser::has_body() const { return stated_length() > 0 || impl_->chunked(); }

std::uint64_t RequestParser::stated_length() const { return impl_->content_length().value_or(0); }

bool RequestParser::expects_continue() const {
  const auto expect = impl_->request_.header("expect");
  return expect && lower(*expect) == "100-continue" && has_body() && !is_done();
}

}  // namespace stagecraft::http
