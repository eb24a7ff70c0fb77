#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

#include "base/text.h"
#include "process/description.h"
#include "process/limits.h"
#include "process/yaml_comments.h"
#include "process/yaml_depth.h"
#include "process/yaml_node.h"
#include "process/yaml_source.h"
#include "process/yaml_syntax.h"

namespace stagecraft::process {
namespace {

using base::say;
using base::Sentence;

/// Thrown out of the parser when there is no use in reading on; the reason has been reported.
struct Stop {};

struct OpenNode {
  Node node;
  bool has_key = false;  ///< A mapping waits for the value of `key`.
  bool skips = false;    ///< The key was refused: its value is dropped.
  std::string key;
  Mark key_mark;
};

/// Builds the tree from the parser's events. The library's own tree would expand aliases, let
/// doubled keys pass and know no limits.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const YamlSource& source, std::string file_name)
      : source_(source), file_name_(std::move(file_name)) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (document_count_++ == 0) return;
    refuse(place(mark), "a second document in one file; write each map to a file of its own");
    throw Stop{};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    check_anchor(mark, anchor);
    Node node;
    node.mark = !open_.empty() && open_.back().has_key ? open_.back().key_mark : place(mark);
    add(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(place(mark), "an alias ('*'); write the value out");
    add(refused(place(mark)));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    check_anchor(mark, anchor);
    const bool is_quoted = is_in_quotes(mark, tag);
    if (!is_quoted && !check_tag(mark, tag)) return add(refused(place(mark)));
    if (is_quoted) take_quoted(mark);
    if (has_control_character(value)) {
      report("out-of-range", place(mark), "a control character or tab in a text; take it out");
      return add(refused(place(mark)));
    }
    Node node = Node::scalar(base::to_nfc(value), !is_quoted);
    node.mark = place(mark);
    add(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::sequence(), mark, tag, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::mapping(), mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  void report(std::string id, Mark at, Sentence message) {
    errors_.push_back({std::move(id), {file_name_, at.line, at.column}, std::move(message), {}});
  }

  void report_depth(Mark at) {
    report("too-large", at,
           say("more than {} levels of nesting; a map needs about 10, so look for a "
               "bracket that is not closed",
               limits::nesting));
  }

  /// Nothing is read of a text that is nested too deeply, or holds too many brackets.
  void refuse_depth(Mark at) {
    report_depth(at);
    read_nothing();
  }
  void refuse_brackets(Mark at) {
    report("too-large", at,
           say("more than {} brackets '[' and '{{' in one file; write lists as lines with "
               "'-', or split the map",
               limits::brackets));
    read_nothing();
  }
  void read_nothing() {
    document_count_ = 1;
    root_.cut = true;
  }

  /// Gives up what is open, for a file that ends in the middle.
  void cut_off() {
    is_cutting_ = true;
    while (!open_.empty()) close();
    for (Node* node = &root_; node;) {
      node->cut = true;
      if (!node->items.empty())
        node = &node->items.back();
      else
        node = node->entries.empty() ? nullptr : &node->entries.back().value;
    }
  }

  bool has_content() const { return document_count_ > 0; }
  Node take_root() { return std::move(root_); }
  std::vector<ReadingError> take_errors() { return std::move(errors_); }
  const std::vector<std::size_t>& quoted() const { return quoted_; }

 private:
  Mark place(const YAML::Mark& mark) const {
    return source_.mark(static_cast<std::size_t>(std::max(mark.pos, 0)));
  }

  void refuse(Mark at, Sentence what) {
    report("unsupported-yaml", at,
           say("a map does not use this part of YAML: {}", std::move(what)));
  }

  static Node refused(Mark at) {
    Node node;
    node.kind = Node::Kind::refused;
    node.mark = at;
    return node;
  }

  void check_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) refuse(place(mark), "an anchor ('&'); take it away");
  }

  bool check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?") return true;
    refuse(place(mark), "a tag ('!'); take it away, or put quotes around a text that begins so");
    return false;
  }

  /// The library lets the end of the file close the quotes, behind a line break.
  void take_quoted(const YAML::Mark& mark) {
    const auto at = static_cast<std::size_t>(mark.pos);
    quoted_.push_back(at);
    const char sign = source_.text()[at];  // '|' and '>' begin blocks, which end by themselves.
    if ((sign != '\'' && sign != '"') || find_end_of_quoted(source_.text(), at)) return;
    report("syntax", place(mark),
           say("this is not YAML: {}", syntax_problem(YAML::ErrorMsg::EOF_IN_SCALAR)));
    throw Stop{};
  }

  /// The library tells a scalar in quotes and one with the tag `!` alike; what stands there tells
  /// them apart.
  bool is_in_quotes(const YAML::Mark& mark, const std::string& tag) const {
    return tag == "!" &&
           source_.text().compare(static_cast<std::size_t>(std::max(mark.pos, 0)), 1, "!") != 0;
  }

  void count_value(Mark at) {
    if (++value_count_ <= limits::values) return;
    report("too-large", at, say("more than {} values in one file", limits::values));
    throw Stop{};
  }

  void open(Node node, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    check_anchor(mark, anchor);
    check_tag(mark, tag);
    node.mark = place(mark);
    count_value(node.mark);
    if (open_.size() >= limits::nesting) {
      report_depth(node.mark);
      throw Stop{};
    }
    open_.emplace_back().node = std::move(node);
  }

  void close() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    if (node.is_mapping()) take_out_doubled_keys(node);
    place_value(std::move(node));
  }

  void add(Node node) {
    count_value(node.mark);
    place_value(std::move(node));
  }

  void place_value(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    OpenNode& parent = open_.back();
    if (parent.node.is_sequence()) {
      check_length(node.mark);
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      take_key(parent, std::move(node));
    } else {
      parent.has_key = false;
      if (!parent.skips)
        parent.node.entries.push_back({std::move(parent.key), parent.key_mark, std::move(node)});
    }
  }

  void take_key(OpenNode& parent, Node key) {
    parent.has_key = true;
    parent.skips = false;
    parent.key_mark = key.mark;
    if (key.is_scalar() && key.plain && key.text == "<<") {
      refuse(key.mark, "a merge key ('<<'); write the values out");
      parent.skips = true;
    } else if (key.is_scalar()) {
      parent.key = std::move(key.text);
    } else {
      if (key.kind != Node::Kind::refused && !is_cutting_)
        refuse(key.mark, "a key that is not a word");
      parent.skips = true;
      parent.node.cut = true;  // What is missing may be what was refused.
    }
  }

  /// Only what could grow without bound stops the reading; the exact length of each list is judged
  /// later.
  void check_length(Mark at) {
    const OpenNode& list = open_.back();
    if (list.node.items.size() >= limits::sequence) {
      report("too-large", at,
             say("more than {} items in one list; reading stopped at item {}", limits::sequence,
                 limits::sequence + 1));
      throw Stop{};
    }
    const OpenNode* owner = open_.size() > 1 ? &open_[open_.size() - 2] : nullptr;
    if (!owner || !owner->has_key || owner->key != "stages" || is_in_extension()) return;
    if (++stage_count_ <= limits::stages) return;
    report("too-large", at,
           say("more than {} stages in one map; reading stopped at stage {}", limits::stages,
               stage_count_));
    throw Stop{};
  }

  bool is_in_extension() const {
    return std::ranges::any_of(
        open_, [](const OpenNode& node) { return node.has_key && is_extension(node.key); });
  }

  void take_out_doubled_keys(Node& mapping) {
    std::vector<std::size_t> order(mapping.entries.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(
        order, {}, [&](std::size_t i) { return std::string_view(mapping.entries[i].key); });
    std::vector<std::size_t> doubled;
    std::size_t first = 0;
    for (std::size_t k = 1; k < order.size(); ++k) {
      const Entry& entry = mapping.entries[order[k]];
      if (mapping.entries[order[first]].key != entry.key) {
        first = k;
        continue;
      }
      const Mark before = mapping.entries[order[first]].mark;
      report("duplicate-key", entry.mark,
             say("the key '{}' stands here a second time; the first is at line {}, column {}",
                 shown(entry.key), before.line, before.column));
      doubled.push_back(order[k]);
    }
    std::ranges::sort(doubled, std::ranges::greater{});
    for (const std::size_t i : doubled)
      mapping.entries.erase(mapping.entries.begin() + static_cast<std::ptrdiff_t>(i));
  }

  const YamlSource& source_;
  std::string file_name_;
  std::vector<OpenNode> open_;
  Node root_;
  std::vector<ReadingError> errors_;
  std::vector<std::size_t> quoted_;
  std::size_t value_count_ = 0, stage_count_ = 0;
  int document_count_ = 0;
  bool is_cutting_ = false;
};

/// Tabs as indentation: some tools let them pass, and then count them as one column or as eight.
void report_tabs(const YamlSource& source, TreeBuilder& builder) {
  const std::string& text = source.text();
  for (std::size_t i = 0; (i = text.find('\t', i)) != std::string::npos; ++i) {
    const auto line_begin = i == 0 ? 0 : text.rfind('\n', i - 1) + 1;
    if (text.find_first_not_of(' ', line_begin) != i) {
      i = std::min(text.find('\n', i), text.size() - 1);
      continue;
    }
    const auto content = text.find_first_not_of(" \t", i);
    if (content != std::string::npos && text[content] != '\n' && text[content] != '#')
      builder.report("unsupported-yaml", source.mark(i), "a tab in the indentation; use spaces");
    i = std::min(text.find('\n', i), text.size() - 1);
  }
}

void run_parser(const YamlSource& source, TreeBuilder& builder) {
  std::istringstream stream(source.text());
  try {
    YAML::Parser parser(stream);
    if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
    return;
  } catch (const Stop&) {
  } catch (const YAML::Exception& error) {
    const Mark at = source.mark(static_cast<std::size_t>(std::max(error.mark.pos, 0)));
    builder.report("syntax", at, say("this is not YAML: {}", syntax_problem(error.msg)));
  }
  builder.cut_off();
}

}  // namespace

ParsedYaml parse_yaml(std::string_view text, const std::string& file_name, std::uint16_t file) {
  ParsedYaml parsed;
  if (auto unfit = find_unfit_text(text, file_name)) {
    parsed.errors.push_back(std::move(*unfit));
    parsed.document.root.cut = true;
    return parsed;
  }
  const YamlSource source(text, file);
  TreeBuilder builder(source, file_name);
  report_tabs(source, builder);
  if (const auto deep = find_deep_flow(source.text(), limits::nesting))
    builder.refuse_depth(source.mark(*deep));
  else if (const auto bracket = find_many_brackets(source.text(), limits::brackets))
    builder.refuse_brackets(source.mark(*bracket));
  else
    run_parser(source, builder);
  parsed.document.root = builder.take_root();
  parsed.document.has_content = builder.has_content();
  parsed.errors = builder.take_errors();
  attach_comments(parsed.document, source, builder.quoted());
  return parsed;
}

}  // namespace stagecraft::process
