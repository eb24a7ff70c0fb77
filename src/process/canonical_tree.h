#pragma once

#include "process/yaml_node.h"

namespace stagecraft::process {

/// Brings the tree of a map file into canonical form: keys in the order of the description, numbers
/// in their shortest form, texts without line breaks at their ends, values equal to their default
/// taken out (unless a comment hangs on them, or the file extends another). Every scalar is then
/// marked `plain` when it is to be written as it stands (numbers, true and false, dates), and not
/// when it is a text.
void make_canonical(Document& document);

/// Whether a comment stands above or behind the value, or anywhere inside it.
bool has_comments(const Node& node);
bool has_inner_comments(const Node& node);

}  // namespace stagecraft::process
