#include "history/xml_parser.h"

#include <cstring>
#include <utility>

#include "base/error.h"

namespace stagecraft::history {
namespace {

constexpr int piece_size = 1 << 18;
constexpr std::int64_t element_limit = std::int64_t{16} << 20;

}  // namespace

XmlParser::XmlParser(ByteSource& source, XesLog& log, std::string file)
    : source_(source), log_(log), file_(std::move(file)), parser_(XML_ParserCreate(nullptr)) {
  if (!parser_) throw base::Error(base::ErrorKind::io, "There is no memory left to read XML.");
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, begin_element, end_element);
  XML_SetStartDoctypeDeclHandler(parser_, begin_doctype);
}

XmlParser::~XmlParser() { XML_ParserFree(parser_); }

std::int64_t XmlParser::line() const {
  return static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser_));
}

bool XmlParser::read_piece() {
  void* room = XML_GetBuffer(parser_, piece_size);
  if (!room) throw base::Error(base::ErrorKind::io, "There is no memory left to read XML.");
  const std::size_t got = source_.read(static_cast<char*>(room), piece_size);
  fed_ += static_cast<std::int64_t>(got);
  const XML_Status status = XML_ParseBuffer(parser_, static_cast<int>(got), got == 0);
  if (thrown_) std::rethrow_exception(thrown_);
  if (status == XML_STATUS_ERROR) fail(std::string(XML_ErrorString(XML_GetErrorCode(parser_))));
  if (fed_ - XML_GetCurrentByteIndex(parser_) > element_limit)
    fail("one element is longer than 16 MiB");
  return got > 0;
}

void XmlParser::fail(base::Sentence what) const {
  throw base::Error(
      base::ErrorKind::invalid,
      base::say(
          "'{}' can't be read as XES: line {}, column {}: {}. {} events were read up to there.",
          file_, line(), XML_GetCurrentColumnNumber(parser_) + 1, std::move(what), log_.events()));
}

template <typename Handle>
void XmlParser::guard(Handle&& handle) {
  if (thrown_) return;
  try {
    handle();
  } catch (const std::exception&) {
    thrown_ = std::current_exception();
    XML_StopParser(parser_, XML_FALSE);
  }
}

void XMLCALL XmlParser::begin_element(void* self, const char* name, const char** list) {
  auto& parser = *static_cast<XmlParser*>(self);
  parser.guard([&] {
    XmlTag tag{.name = name};
    for (; *list; list += 2) {
      if (std::strcmp(list[0], "key") == 0) {
        tag.key = list[1];
        tag.has_key = true;
      } else if (std::strcmp(list[0], "value") == 0) {
        tag.value = list[1];
        tag.has_value = true;
      }
    }
    parser.log_.begin_element(tag, parser);
  });
}

void XMLCALL XmlParser::end_element(void* self, const char*) {
  auto& parser = *static_cast<XmlParser*>(self);
  parser.guard([&] { parser.log_.end_element(parser); });
}

void XMLCALL XmlParser::begin_doctype(void* self, const char*, const char*, const char*, int) {
  auto& parser = *static_cast<XmlParser*>(self);
  parser.guard([&] {
    parser.fail(
        "it has a DOCTYPE, which XES does not use and whose entities could fill all memory; take "
        "it out");
  });
}

}  // namespace stagecraft::history
