#include "process/scalar_style.h"
#include "process/yaml_write.h"

namespace stagecraft::process {
namespace {

void write(const Node& node, std::string& out);

void write_items(const Node& sequence, std::string& out) {
  out += '[';
  for (const Node& item : sequence.items) {
    if (&item != &sequence.items.front()) out += ", ";
    write(item, out);
  }
  out += ']';
}

void write_entries(const Node& mapping, std::string& out) {
  out += '{';
  for (const Entry& entry : mapping.entries) {
    if (&entry != &mapping.entries.front()) out += ", ";
    out += write_text(entry.key, true) + ": ";
    write(entry.value, out);
  }
  out += '}';
}

void write(const Node& node, std::string& out) {
  switch (node.kind) {
    case Node::Kind::null:
    case Node::Kind::refused:
      out += '~';
      break;
    case Node::Kind::scalar:
      out += is_text(node) ? write_text(node.text, true) : node.text;
      break;
    case Node::Kind::sequence:
      write_items(node, out);
      break;
    case Node::Kind::mapping:
      write_entries(node, out);
      break;
  }
}

}  // namespace

std::string write_flow(const Node& node) {
  std::string out;
  write(node, out);
  return out;
}

}  // namespace stagecraft::process
