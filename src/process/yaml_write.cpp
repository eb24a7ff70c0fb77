#include "process/yaml_write.h"

#include <algorithm>

#include "base/text.h"
#include "process/canonical_tree.h"
#include "process/decode.h"
#include "process/description.h"
#include "process/encode.h"
#include "process/implicit_ids.h"
#include "process/scalar_style.h"

namespace stagecraft::process {
namespace {

constexpr std::size_t line_width = 100;

/// Whether a value can stand on one line: no text of several lines in it.
bool is_single_line(const Node& node) {
  if (node.is_scalar()) return !needs_block(node.text);
  return std::ranges::all_of(node.items, is_single_line) &&
         std::ranges::all_of(node.entries,
                             [](const Entry& entry) { return is_single_line(entry.value); });
}

class Writer {
 public:
  explicit Writer(const Document& document) : document_(document) {}

  std::string write() {
    for (const std::string& comment : document_.head) line(0, comment);
    write_sections(document_.root);
    for (const std::string& comment : document_.foot) line(0, comment);
    return std::move(out_);
  }

 private:
  struct Style {
    const Shape* shape = nullptr;  ///< Of a mapping, or of the mappings in a list.
    bool free = false;             ///< An `x_` value: no rule says how to write it.
    bool spaced = false;           ///< A blank line between the items.
  };

  void write_sections(const Node& root) {
    bool after_section = false;
    for (const Entry& entry : root.entries) {
      const FieldRule* rule = map_shape().find(entry.key);
      const bool is_section = rule && rule->section;
      if ((is_section || after_section) && !out_.empty()) out_ += '\n';
      after_section = is_section;
      write_entry(entry, map_shape(), 0);
    }
  }

  // --- entries and items: the value with what stands before it ---

  void write_entry(const Entry& entry, const Shape& shape, std::size_t indent) {
    write_above(entry.value, indent);
    out_.append(indent, ' ');
    write_key_and_value(entry, shape, indent);
  }

  /// After the indentation, or after the `- ` of an item.
  void write_key_and_value(const Entry& entry, const Shape& shape, std::size_t indent) {
    out_ += write_text(entry.key, false) + ':';
    write_value(entry.value, style_of(entry, shape), indent);
  }

  static Style style_of(const Entry& entry, const Shape& shape) {
    const FieldRule* rule = shape.find(entry.key);
    if (!rule) return {.free = true};
    return {.shape = rule->shape, .spaced = rule->shape && rule->shape->kind == "goal"};
  }

  /// The value behind `key:`, with its line break.
  void write_value(const Node& node, Style style, std::size_t indent) {
    if (node.is_scalar() && needs_block(node.text)) return write_lines(node, indent);
    if (is_inline(node, style)) {
      out_ += ' ' + flow(node);
      return end_line(node);
    }
    end_line(node);
    if (node.is_sequence())
      write_items(node, style, indent + 2);
    else
      write_entries(node, style, indent + 2, false);
  }

  bool is_inline(const Node& node, Style style) const {
    if (!node.is_sequence() && !node.is_mapping()) return true;
    if (node.items.empty() && node.entries.empty()) return true;
    return style.free && fits(node);
  }

  /// Whether the value fits on the line that has been begun.
  bool fits(const Node& node) const {
    if (has_inner_comments(node) || !is_single_line(node)) return false;
    const auto line_begin = out_.rfind('\n') + 1;
    const auto width = base::code_points(std::string_view(out_).substr(line_begin)).size() + 1 +
                       base::code_points(flow(node)).size();
    return width <= line_width;
  }

  void write_entries(const Node& mapping, Style style, std::size_t indent, bool begun) {
    for (const Entry& entry : mapping.entries) {
      if (!begun) {
        write_above(entry.value, indent);
        out_.append(indent, ' ');
      }
      begun = false;
      if (style.shape) {
        write_key_and_value(entry, *style.shape, indent);
      } else {
        out_ += write_text(entry.key, false) + ':';
        write_value(entry.value, {.free = style.free}, indent);
      }
    }
  }

  void write_items(const Node& sequence, Style style, std::size_t indent) {
    for (const Node& item : sequence.items) {
      if (style.spaced && &item != &sequence.items.front()) out_ += '\n';
      write_item(item, style, indent);
    }
  }

  void write_item(const Node& item, Style style, std::size_t indent) {
    const bool is_block = is_block_item(item, style, indent);
    write_above(item, indent);
    // Behind a block there is no place: the comment goes behind its first line, or above.
    const Node* first = is_block && item.is_mapping() ? &item.entries.front().value : nullptr;
    if (first && !comment(item).behind.empty() && has_comment(*first))
      line(indent, comment(item).behind);
    if (first)
      for (const std::string& above : comment(*first).above) line(indent, above);
    out_.append(indent, ' ');
    out_ += '-';
    if (!is_block && item.is_scalar() && needs_block(item.text)) return write_lines(item, indent);
    if (!is_block) {
      out_ += ' ' + flow(item);
      return end_line(item);
    }
    if (item.is_mapping()) {
      out_ += ' ';
      if (!has_comment(*first)) pending_behind_ = comment(item).behind;
      write_entries(item, style, indent + 2, true);
    } else {
      end_line(item);
      write_items(item, style, indent + 2);
    }
  }

  bool is_block_item(const Node& item, Style style, std::size_t indent) const {
    if (!item.is_mapping() && !item.is_sequence()) return false;
    if (item.entries.empty() && item.items.empty()) return false;
    if (has_inner_comments(item) || !is_single_line(item)) return true;
    const bool may_be_line = style.free || (style.shape && style.shape->one_line);
    return !may_be_line || indent + 2 + base::code_points(flow(item)).size() > line_width;
  }

  // --- scalars ---

  static std::string flow(const Node& node) {
    if (!node.is_scalar()) return write_flow(node);
    return node.plain && is_special_plain(node.text) ? node.text : write_text(node.text, false);
  }

  void write_lines(const Node& node, std::size_t indent) {
    if (!fits_block(node.text)) {
      out_ += ' ' + write_text(node.text, false);
      return end_line(node);
    }
    out_ += " |-";
    end_line(node);
    for (std::size_t begin = 0; begin <= node.text.size();) {
      const auto end = std::min(node.text.find('\n', begin), node.text.size());
      if (end > begin) out_.append(indent + 2, ' ').append(node.text, begin, end - begin);
      out_ += '\n';
      begin = end + 1;
    }
  }

  // --- comments and lines ---

  const Comments& comment(const Node& node) const {
    static const Comments none;
    return node.comment < 0 ? none : document_.comments[static_cast<std::size_t>(node.comment)];
  }
  bool has_comment(const Node& node) const { return !comment(node).behind.empty(); }

  void write_above(const Node& node, std::size_t indent) {
    for (const std::string& text : comment(node).above) line(indent, text);
  }

  void end_line(const Node& node) {
    std::string behind = comment(node).behind;
    if (behind.empty()) behind = pending_behind_;
    pending_behind_.clear();
    if (!behind.empty()) out_ += "  " + behind;
    out_ += '\n';
  }

  void line(std::size_t indent, const std::string& text) {
    out_.append(indent, ' ').append(text) += '\n';
  }

  const Document& document_;
  std::string out_;
  std::string pending_behind_;  ///< Of an item, for the end of its first line.
};

}  // namespace

std::string write_document(const Document& document) {
  Document canonical = document;
  make_canonical(canonical);
  return Writer(canonical).write();
}

std::string write_yaml(const Map& map) {
  Document document;
  document.root = encode_map(map);
  document.root.erase("extends");
  return write_document(document);
}

}  // namespace stagecraft::process
