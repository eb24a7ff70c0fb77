#include "process/yaml_syntax.h"

#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <array>
#include <string>

namespace stagecraft::process {
namespace {

namespace parser = YAML::ErrorMsg;

struct Problem {
  std::string_view begin;  ///< How the parser's message begins.
  std::string_view told;
};

const std::array<Problem, 13> problems{{
    {parser::END_OF_MAP_FLOW, "a '{' is not closed with '}', or a ',' is missing behind a value"},
    {parser::END_OF_SEQ_FLOW, "a '[' is not closed with ']', or a ',' is missing behind a value"},
    {parser::END_OF_MAP, "this line does not stand in one column with the keys above it"},
    {parser::END_OF_SEQ, "this line does not stand in one column with the items '-' above it"},
    {parser::FLOW_END, "a ']' or '}' closes nothing here"},
    {parser::BLOCK_ENTRY, "an item '- ' cannot begin here; begin it on a line of its own"},
    {parser::MAP_KEY, "a key cannot begin here; begin it on a line of its own"},
    {parser::MAP_VALUE, "a ':' stands inside a text; put the text in quotes"},
    {parser::EOF_IN_SCALAR, "a text in quotes does not end"},
    {parser::DOC_IN_SCALAR, "a text in quotes does not end"},
    {parser::UNKNOWN_TOKEN, "no text can begin with this character; put the text in quotes"},
    {parser::INVALID_ESCAPE, "a '\\' in double quotes; write '\\\\', or take single quotes"},
    {parser::CHAR_IN_BLOCK, "behind '|' or '>' the line has to end"},
}};

}  // namespace

base::Sentence syntax_problem(std::string_view parser_message) {
  const auto* problem = std::ranges::find_if(
      problems, [&](const Problem& known) { return parser_message.starts_with(known.begin); });
  return problem != problems.end() ? base::Sentence::of(problem->told)
                                   : base::Sentence(std::string(parser_message));
}

}  // namespace stagecraft::process
