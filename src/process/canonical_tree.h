#pragma once

#include "process/description.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

/// Brings the tree of a map file into canonical form: keys in the order of the description, numbers
/// in their shortest form, texts without line breaks at their ends, values equal to their default
/// taken out (unless a comment hangs on them, or the file extends another). Every scalar is then
/// marked `plain` when it is to be written as it stands (numbers, true and false, dates), and not
/// when it is a text.
void make_canonical(Document& document);

/// The same for one value: of a field, under one of its free keys, or one line of its list.
void make_canonical(Node& value, const FieldRule& rule);
/// The same for one element or object.
void make_canonical(Node& mapping, const Shape& shape);

/// Whether the value of a field says the same as leaving the field out.
bool is_default(const Node& value, const FieldRule& rule);

/// Whether a comment stands above or behind the value, or anywhere inside it.
bool has_comments(const Node& node);
bool has_inner_comments(const Node& node);

}  // namespace stagecraft::process
