#include "history/xes_reader.h"

#include <algorithm>

#include "history/peeked_source.h"
#include "history/xes_log.h"
#include "history/xml_parser.h"
#include "history/xml_scanner.h"

namespace stagecraft::history {
namespace {

/// True unless the first bytes say that the text is in another encoding than UTF-8.
bool is_declared_utf8(std::string_view head) {
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return false;
  if (head.find('\0') < 4) return false;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (!head.starts_with("<?xml")) return true;
  const std::string_view declaration = head.substr(0, head.find('>'));
  const std::size_t stated = declaration.find("encoding");
  if (stated == std::string_view::npos) return true;
  std::string encoding(declaration.substr(stated));
  std::ranges::transform(encoding, encoding.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  return encoding.find("UTF-8") != std::string::npos || encoding.find("ASCII") != std::string::npos;
}

/// The caller's source, for one that wants to own what it reads.
class Borrowed : public ByteSource {
 public:
  explicit Borrowed(ByteSource& lender) : lender_(lender) {}
  std::size_t read(char* to, std::size_t size) override { return lender_.read(to, size); }
  std::int64_t bytes_done() const override { return lender_.bytes_done(); }
  std::int64_t bytes_total() const override { return lender_.bytes_total(); }

 private:
  ByteSource& lender_;
};

template <typename Reader>
void read_all(ByteSource& source, const std::string& name, const XesReading& reading) {
  XesLog log(reading, name);
  Reader reader(source, log, name);
  std::int64_t told_bytes = source.bytes_done();
  std::int64_t told_events = 0;
  const auto tell = [&] {
    reading.meter.add(source.bytes_done() - told_bytes, log.events() - told_events);
    told_bytes = source.bytes_done();
    told_events = log.events();
    reading.meter.tell();
  };
  while (reader.read_piece()) tell();
  tell();
  log.finish();
}

}  // namespace

void read_xes(ByteSource& source, const std::string& name, const XesReading& reading,
              XmlReader with) {
  constexpr std::size_t declaration_size = 1'024;
  PeekedSource peeked(std::make_unique<Borrowed>(source), declaration_size);
  if (with == XmlReader::by_encoding && is_declared_utf8(peeked.head())) {
    read_all<XmlScanner>(peeked, name, reading);
  } else {
    read_all<XmlParser>(peeked, name, reading);
  }
}

}  // namespace stagecraft::history
