# Writes OUTPUT: INPUT's bytes as the std::string_view SYMBOL in namespace stagecraft::FOLDER.
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
string(REGEX REPLACE "((\\\\x[0-9a-f][0-9a-f])(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?)"
  "\"\\1\"\n" bytes "${bytes}")
file(WRITE ${OUTPUT}
"#include <string_view>

namespace stagecraft::${FOLDER} {
namespace {
constexpr char bytes[] =
${bytes}\"\";
}  // namespace
extern const std::string_view ${SYMBOL};
const std::string_view ${SYMBOL}{bytes, sizeof bytes - 1};
}  // namespace stagecraft::${FOLDER}
")
