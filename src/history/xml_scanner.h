#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "history/byte_source.h"
#include "history/xes_log.h"

namespace stagecraft::history {

/// Reads XML in UTF-8 several times as fast as a general parser, because it only follows tags: text
/// between them is passed over, a DOCTYPE is refused. Tags have to match, attributes to be quoted,
/// in UTF-8, and to hold no other entities than the five of XML and numbered ones. Holds one tag at
/// a time in memory.
class XmlScanner : public XmlPlace {
 public:
  XmlScanner(ByteSource& source, XesLog& log, std::string file);

  /// Reads on to the end of the next piece of the source; false at the end. Throws Error{invalid}
  /// with line and column, as read_xes says.
  bool read_piece();

  std::int64_t line() const override;

 private:
  bool refill();
  bool scan_markup();
  bool scan_tag();
  bool scan_end_tag();
  bool skip_past(std::string_view end, std::size_t from);
  bool read_attribute(XmlTag& tag, std::size_t& at);
  std::string_view plain_value(std::string_view raw, std::string& room);
  void append_reference(std::string& text, std::string_view reference);
  void open(const XmlTag& tag);
  void close(std::string_view name);
  std::string_view open_name() const;
  void check_end() const;
  [[noreturn]] void fail(base::Sentence what) const;

  ByteSource& source_;
  XesLog& log_;
  std::string file_;
  std::vector<char> buffer_;
  std::size_t next_ = 0;  ///< In the buffer, where the next markup or text begins.
  std::size_t filled_ = 0;
  std::int64_t lines_before_ = 0;   ///< Line ends that have left the buffer.
  std::int64_t column_before_ = 0;  ///< Bytes of its first line that have.
  bool is_begin_ = true;
  bool at_end_ = false;
  bool has_root_ = false;
  std::string names_;  ///< Of the open elements, one behind the other.
  std::vector<std::size_t> name_begins_;
  std::string key_room_, value_room_;  ///< For attributes with references.
};

}  // namespace stagecraft::history
