#include "process/edit_text.h"

#include "base/error.h"
#include "process/canonical_tree.h"
#include "process/decode.h"
#include "process/implicit_ids.h"
#include "process/map_tree.h"
#include "process/operations_json.h"
#include "process/yaml_write.h"

namespace stagecraft::process {
namespace {

constexpr std::size_t most_conflicts = 20;

Node text_or_null(const std::string& text) {
  return text.empty() ? Node{} : Node::scalar(text, false);
}

Node now_of(const MapTree& tree, const Operation& op) {
  const auto copy = [](const Node* node) { return node == nullptr ? Node{} : *node; };
  switch (op.kind) {
    case OperationKind::add:
    case OperationKind::remove:
      return copy(tree.find(address_of_item(op)));
    case OperationKind::move: {
      const auto* spot = tree.spot(op.at);
      if (spot == nullptr) return {};
      auto place = Node::mapping();
      place.set("parent", Node::scalar(spot->parent, false));
      place.set("after", text_or_null(tree.before(op.at)));
      return place;
    }
    case OperationKind::group:
      return {};
    default:
      return tree.knows(op.at) ? copy(tree.value(op.at, op.field)) : Node{};
  }
}

/// Applies what applies. A tree in which an operation failed may hold a part of it, so it is made
/// anew from those before; that is O(operations) for each of few conflicts.
class Editor {
 public:
  explicit Editor(const Node& root) : root_(root), tree_(root) {}

  void run(std::span<const Operation> operations) {
    for (std::size_t i = 0; i < operations.size() && conflicts_.size() < most_conflicts; ++i) {
      try {
        apply_operations(tree_, operations[i]);
        applied_.push_back(&operations[i]);
      } catch (const base::Error& error) {
        start_again();
        conflicts_.push_back({i, error.what(), now_of(tree_, operations[i])});
      }
    }
  }

  const Node& root() const { return tree_.root(); }
  std::vector<OperationConflict> take_conflicts() { return std::move(conflicts_); }

 private:
  void start_again() {
    tree_ = MapTree(root_);
    for (const auto* operation : applied_) apply_operations(tree_, *operation);
  }

  const Node& root_;
  MapTree tree_;
  std::vector<const Operation*> applied_;
  std::vector<OperationConflict> conflicts_;
};

bool extends_another(const Node& root) { return root.states("extends"); }

/// What keeps the tree from being a map, at the values that the operations brought where it is
/// theirs.
std::vector<ReadingError> errors_of(const Node& tree, const std::string& file_name) {
  Reading reading{{file_name, std::string(SentOperations::file_name)}, {}};
  const auto map = decode_map(tree, reading);
  check_invariants(map, tree, reading);
  sort_errors(reading.errors);
  return std::move(reading.errors);
}

}  // namespace

EditedText edit_text(std::string_view text, const std::string& file_name,
                     std::span<const Operation> operations) {
  auto document = parse_yaml(text, file_name).document;
  add_implicit_ids(document.root);
  make_canonical(document);
  Editor editor(document.root);
  editor.run(operations);
  EditedText edited;
  edited.conflicts = editor.take_conflicts();
  if (!edited.conflicts.empty()) return edited;
  if (extends_another(editor.root()))
    throw base::Error(base::ErrorKind::conflict,
                      "A map that extends another is not changed by operations. Write its text.");
  edited.loaded.errors = errors_of(editor.root(), file_name);
  if (!edited.loaded.ok()) return edited;
  auto root = editor.root();
  document.root = std::move(root);
  auto written = write_document(document);
  edited.loaded = read_map(written, file_name);
  if (edited.loaded.ok()) edited.text = std::move(written);
  return edited;
}

}  // namespace stagecraft::process
