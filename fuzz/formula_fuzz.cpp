#include <string_view>

#include "base/text.h"
#include "process/formula.h"

namespace {

using stagecraft::process::FieldTable;
using stagecraft::process::FieldValue;
using stagecraft::process::FormulaFault;
using stagecraft::process::FormulaNode;
using stagecraft::process::FormulaResult;
using stagecraft::process::Map;
using stagecraft::process::MeasureKind;
using stagecraft::process::Subject;

void read_formula(std::string_view text, const Map& map) {
  FormulaFault fault;
  const auto formula = parse_formula(text, MeasureKind::share, map, fault);
  if (formula) evaluate(*formula, [](const FormulaNode&) { return FormulaResult{1.5}; });
}

void read_condition(std::string_view text, const Map& map) {
  FormulaFault fault;
  const auto condition = parse_condition(text, FieldTable::of(Subject::deal, &map), fault);
  if (condition) holds(*condition, [](std::size_t) { return FieldValue(1.5); });
}

}  // namespace

/// Any well-formed text: parser and evaluation end.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (stagecraft::base::find_invalid_utf8(text)) return 0;
  static const Map map;
  read_formula(text, map);
  read_condition(text, map);
  return 0;
}
