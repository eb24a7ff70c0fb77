#include "process/yaml_comments.h"

#include <algorithm>

namespace stagecraft::process {
namespace {

struct FoundComment {
  int line;
  std::size_t offset;
  std::string text;
  bool alone;  ///< Nothing else stands on its line.
};

/// A value that can own comments: the value of a key, or an item of a list.
struct Owner {
  Node* node;
  Mark begin;  ///< Of its key, or of the item.
  int last_line;
};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Offset of the line after the block scalar whose `|` or `>` is at `at`: its lines are blank, or
/// indented as its first line with content is, or deeper.
std::size_t skip_block(const std::string& text, std::size_t at) {
  std::size_t line = text.find('\n', at);
  std::size_t indent = 0;
  while (line != std::string::npos && line + 1 < text.size()) {
    const std::size_t begin = line + 1;
    const std::size_t content = std::min(text.find_first_not_of(' ', begin), text.size());
    const bool is_empty = content == text.size() || text[content] == '\n';
    if (!is_empty && indent == 0) indent = std::max<std::size_t>(content - begin, 1);
    if (!is_empty && content - begin < indent) return begin;
    line = text.find('\n', begin);
  }
  return text.size();
}

/// Where a comment begins on the line of a block scalar's sign; npos: nowhere.
std::size_t header_comment(const std::string& text, std::size_t at) {
  if (text[at] != '|' && text[at] != '>') return std::string::npos;
  const auto sign = text.find_first_of("#\n", at);
  return sign != std::string::npos && text[sign] == '#' ? sign : std::string::npos;
}

std::size_t skip_scalar(const std::string& text, std::size_t at) {
  if (text[at] == '\'' || text[at] == '"') return end_of_quoted(text, at);
  return text[at] == '|' || text[at] == '>' ? skip_block(text, at) : at + 1;
}

bool begins_comment(const std::string& text, std::size_t at) {
  return text[at] == '#' && (at == 0 || is_blank(text[at - 1]) || text[at - 1] == '\n');
}

FoundComment comment_at(const YamlSource& source, std::size_t at) {
  const std::string& text = source.text();
  auto end = std::min(text.find('\n', at), text.size());
  const auto line_begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  const bool alone = text.find_first_not_of(" \t", line_begin) == at;
  while (is_blank(text[end - 1])) --end;
  std::string comment = text.substr(at, end - at);
  std::ranges::replace(comment, '\t', ' ');
  return {source.mark(at).line, at, std::move(comment), alone};
}

std::vector<FoundComment> find_comments(const YamlSource& source, std::vector<std::size_t> quoted) {
  const std::string& text = source.text();
  std::ranges::sort(quoted);
  std::vector<FoundComment> found;
  auto next_quoted = quoted.begin();
  for (std::size_t at = 0; at < text.size();) {
    while (next_quoted != quoted.end() && *next_quoted < at) ++next_quoted;
    const std::size_t scalar = next_quoted == quoted.end() ? text.size() : *next_quoted;
    const std::size_t sign = std::min(text.find('#', at), text.size());
    if (scalar < sign) {
      if (const auto header = header_comment(text, scalar); header != std::string::npos)
        found.push_back(comment_at(source, header));
      at = skip_scalar(text, scalar);
    } else if (sign < text.size() && begins_comment(text, sign)) {
      found.push_back(comment_at(source, sign));
      at = std::min(text.find('\n', sign), text.size());
    } else {
      at = sign + 1;
    }
  }
  return found;
}

/// Collects the owners below `node` in file order, each with the line of its last part; returns
/// that line.
int collect(Node& node, std::vector<Owner>& owners) {
  int last = node.mark.line;
  const auto visit = [&](Node& child, Mark begin) {
    const std::size_t self = owners.size();
    owners.push_back({&child, begin, 0});
    owners[self].last_line = std::max(begin.line, collect(child, owners));
    last = std::max(last, owners[self].last_line);
  };
  for (Node& item : node.items) visit(item, item.mark);
  for (Entry& entry : node.entries) visit(entry.value, entry.mark);
  if (node.is_scalar() && !node.plain)
    last += static_cast<int>(std::ranges::count(node.text, '\n'));
  return last;
}

class Attacher {
 public:
  Attacher(Document& document, std::vector<Owner> owners)
      : document_(document), owners_(std::move(owners)) {}

  void attach(FoundComment comment) {
    if (!comment.alone && attach_behind(comment)) return;
    const auto below = std::ranges::upper_bound(owners_, comment.line, {},
                                                [](const Owner& o) { return o.begin.line; });
    if (below == owners_.end())
      document_.foot.push_back(std::move(comment.text));
    else if (below == owners_.begin())
      document_.head.push_back(std::move(comment.text));
    else
      comments_of(*below->node).above.push_back(std::move(comment.text));
  }

 private:
  /// The outermost value that is all on the comment's line; else the outermost that begins on it.
  bool attach_behind(FoundComment& comment) {
    const auto on_line = std::ranges::equal_range(owners_, comment.line, {},
                                                  [](const Owner& o) { return o.begin.line; });
    if (on_line.empty()) return false;
    const auto whole =
        std::ranges::find_if(on_line, [&](const Owner& o) { return o.last_line == comment.line; });
    Node& owner = whole == on_line.end() ? *on_line.front().node : *whole->node;
    std::string& behind = comments_of(owner).behind;
    if (!behind.empty()) return false;
    behind = std::move(comment.text);
    return true;
  }

  Comments& comments_of(Node& node) {
    if (node.comment < 0) {
      node.comment = static_cast<int>(document_.comments.size());
      document_.comments.emplace_back();
    }
    return document_.comments[static_cast<std::size_t>(node.comment)];
  }

  Document& document_;
  std::vector<Owner> owners_;
};

}  // namespace

void attach_comments(Document& document, const YamlSource& source,
                     const std::vector<std::size_t>& quoted) {
  auto comments = find_comments(source, quoted);
  if (comments.empty()) return;
  std::vector<Owner> owners;
  collect(document.root, owners);
  // Flow collections as keys and the like were dropped; what is left is in order but for those.
  std::ranges::stable_sort(owners, {}, [](const Owner& o) { return o.begin.line; });
  Attacher attacher(document, std::move(owners));
  for (auto& comment : comments) attacher.attach(std::move(comment));
}

}  // namespace stagecraft::process
