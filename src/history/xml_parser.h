#pragma once

#include <expat.h>

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

#include "base/sentence.h"
#include "history/byte_source.h"
#include "history/xes_log.h"

namespace stagecraft::history {

/// Reads XML of any encoding with expat, for what XmlScanner does not: UTF-16, Latin 1 ...
class XmlParser : public XmlPlace {
 public:
  XmlParser(ByteSource& source, XesLog& log, std::string file);
  ~XmlParser() override;
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  /// As XmlScanner::read_piece.
  bool read_piece();

  std::int64_t line() const override;

 private:
  template <typename Handle>
  void guard(Handle&& handle);
  [[noreturn]] void fail(base::Sentence what) const;

  static void XMLCALL begin_element(void* self, const char* name, const char** list);
  static void XMLCALL end_element(void* self, const char* name);
  static void XMLCALL begin_doctype(void* self, const char*, const char*, const char*, int);

  ByteSource& source_;
  XesLog& log_;
  std::string file_;
  XML_Parser parser_;
  std::int64_t fed_ = 0;
  std::exception_ptr thrown_;  ///< By a handler: carried past expat's C frames.
};

}  // namespace stagecraft::history
