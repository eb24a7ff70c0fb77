#include "process/yaml_write.h"

#include "process/scalar_style.h"

namespace stagecraft::process {
namespace {

void write(const Node& node, std::string& out) {
  switch (node.kind) {
    case Node::Kind::null:
    case Node::Kind::refused:
      out += '~';
      return;
    case Node::Kind::scalar:
      out += is_text(node) ? write_text(node.text, true) : node.text;
      return;
    case Node::Kind::sequence: {
      out += '[';
      for (const Node& item : node.items) {
        if (&item != &node.items.front()) out += ", ";
        write(item, out);
      }
      out += ']';
      return;
    }
    case Node::Kind::mapping: {
      out += '{';
      for (const Entry& entry : node.entries) {
        if (&entry != &node.entries.front()) out += ", ";
        out += write_text(entry.key, true) + ": ";
        write(entry.value, out);
      }
      out += '}';
      return;
    }
  }
}

}  // namespace

std::string write_flow(const Node& node) {
  std::string out;
  write(node, out);
  return out;
}

}  // namespace stagecraft::process
