#include "process/edit_text.h"

#include "base/error.h"
#include "process/canonical_tree.h"
#include "process/decode.h"
#include "process/extends.h"
#include "process/implicit_ids.h"
#include "process/map_tree.h"
#include "process/operations_json.h"
#include "process/restate.h"
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
        conflicts_.push_back({i, error.sentence(), now_of(tree_, operations[i])});
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

/// Marks of operations are of SentOperations::file, so those of what a map extends come after it.
void make_room_for_operations(Node& node) {
  if (node.mark.file >= SentOperations::file) ++node.mark.file;
  for (auto& item : node.items) make_room_for_operations(item);
  for (auto& entry : node.entries) {
    if (entry.mark.file >= SentOperations::file) ++entry.mark.file;
    make_room_for_operations(entry.value);
  }
}

/// Comments belong to the files that the tree was merged of.
void drop_comments(Node& node) {
  node.comment = -1;
  for (auto& item : node.items) drop_comments(item);
  for (auto& entry : node.entries) drop_comments(entry.value);
}

Node canonical_of(Node tree) {
  drop_comments(tree);
  make_room_for_operations(tree);
  make_canonical(tree, map_shape());
  return tree;
}

/// A text on its way through operations.
struct Draft {
  Document document;
  bool is_variant = false;
  Node base, tree;                 ///< Of a variant: what it extends, and the resolved map.
  std::vector<std::string> files;  ///< By Mark::file.
};

Draft read_draft(std::string_view text, const std::string& file_name, const FileSource& files) {
  Draft draft;
  draft.document = parse_yaml(text, file_name).document;
  add_implicit_ids(draft.document.root);
  make_canonical(draft.document);
  draft.is_variant = draft.document.root.states("extends");
  draft.files = {file_name, std::string(SentOperations::file_name)};
  if (!draft.is_variant) {
    draft.tree = draft.document.root;
    return draft;
  }
  Reading reading;
  auto resolved = resolve(text, file_name, files, reading);
  draft.base = canonical_of(std::move(resolved.base));
  draft.tree = canonical_of(std::move(resolved.tree));
  draft.files.insert(draft.files.end(), reading.files.begin() + 1, reading.files.end());
  return draft;
}

void require_same_base(const Node& before, const Node& after) {
  const auto extended = [](const Node& root) {
    return root.states("extends") ? root.find("extends")->text : std::string();
  };
  if (extended(before) != extended(after))
    throw base::Error(base::ErrorKind::conflict,
                      "What a map extends is not changed by operations. Write its text.");
}

/// The map of a changed tree, and what keeps it from being one, at the values that the operations
/// brought where it is theirs.
LoadedMap load(const Node& tree, std::vector<std::string> files) {
  Reading reading{std::move(files), {}};
  LoadedMap loaded;
  loaded.map = decode_map(tree, reading);
  check_invariants(loaded.map, tree, reading);
  sort_errors(reading.errors);
  loaded.errors = std::move(reading.errors);
  return loaded;
}

}  // namespace

EditedText edit_text(std::string_view text, const std::string& file_name,
                     std::span<const Operation> operations, const FileSource& files) {
  auto draft = read_draft(text, file_name, files);
  Editor editor(draft.tree);
  editor.run(operations);
  EditedText edited;
  edited.conflicts = editor.take_conflicts();
  if (!edited.conflicts.empty()) return edited;
  require_same_base(draft.tree, editor.root());
  edited.loaded = load(editor.root(), draft.files);
  if (!edited.loaded.ok()) return edited;
  const auto wanted = std::move(edited.loaded.map);
  auto& root = draft.document.root;
  root = draft.is_variant ? restate_variant(root, draft.base, editor.root()) : editor.root();
  if (draft.is_variant) make_canonical(draft.document);
  auto written = write_document(draft.document);
  edited.loaded = read_map(written, file_name, files);
  if (draft.is_variant && (!edited.loaded.ok() || edited.loaded.map != wanted))
    throw base::Error(base::ErrorKind::conflict,
                      "A map that extends another cannot state this. Write its text.");
  if (edited.loaded.ok()) edited.text = std::move(written);
  return edited;
}

}  // namespace stagecraft::process
