#include "process/decode.h"
#include "process/implicit_ids.h"
#include "process/reader.h"
#include "process/yaml_write.h"

namespace stagecraft::process {
namespace {

/// What is wrong with a variant's file, seen alone: its base may be far away, or be mended later.
std::vector<ReadingError> check_variant(const ParsedYaml& parsed, const std::string& file_name) {
  Reading reading{{file_name}, parsed.errors};
  decode_map(parsed.document.root, reading, Completeness::variant_alone);
  check_unique_ids(parsed.document.root, reading);
  sort_errors(reading.errors);
  return reading.errors;
}

}  // namespace

Formatted format_map(std::string_view text, const std::string& file_name) {
  ParsedYaml parsed = parse_yaml(text, file_name);
  add_implicit_ids(parsed.document.root);
  const Node* extends = parsed.document.root.find("extends");
  Formatted formatted;
  formatted.errors = extends && !extends->is_null() ? check_variant(parsed, file_name)
                                                    : read_map(text, file_name).errors;
  if (formatted.errors.empty()) formatted.text = write_document(parsed.document);
  return formatted;
}

}  // namespace stagecraft::process
