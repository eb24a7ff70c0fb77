#include "process/formula.h"

#include <cmath>

namespace stagecraft::process {

FormulaResult apply_operation(const FormulaNode& node, const FormulaResult& left,
                              const FormulaResult& right) {
  if (!left.value) return left;
  if (node.op == FormulaOp::negate) return {-*left.value};
  if (!right.value) return right;
  const double a = *left.value, b = *right.value;
  double result = 0;
  switch (node.op) {
    case FormulaOp::add:
      result = a + b;
      break;
    case FormulaOp::subtract:
      result = a - b;
      break;
    case FormulaOp::multiply:
      result = a * b;
      break;
    case FormulaOp::divide:
      if (b == 0) return {std::nullopt, "division by 0"};
      result = a / b;
      break;
    case FormulaOp::min:
      result = std::fmin(a, b);
      break;
    case FormulaOp::max:
      result = std::fmax(a, b);
      break;
    default:
      return {std::nullopt, "not an operation"};
  }
  if (!std::isfinite(result)) return {std::nullopt, "a number too large to count with"};
  return {result};
}

namespace {

/// Depth-first search over the references between own measures.
class CircleSearch {
 public:
  explicit CircleSearch(const Map& map) : map_(map), state_(map.measures.size(), State::unseen) {
    for (const Measure& measure : map.measures) references_.push_back(references_of(measure));
  }

  std::vector<std::string> run() {
    for (std::size_t i = 0; i < map_.measures.size(); ++i)
      if (state_[i] == State::unseen && visit(i)) return circle();
    return {};
  }

 private:
  enum class State { unseen, open, done };
  struct Step {
    std::size_t measure;
    std::size_t next = 0;
  };

  std::vector<std::size_t> references_of(const Measure& measure) const {
    std::vector<std::size_t> found;
    FormulaFault fault;
    const auto formula = parse_formula(measure.formula, measure.kind, map_, fault);
    if (!formula) return found;
    for (const FormulaNode& node : formula->nodes)
      for (std::size_t i = 0; node.op == FormulaOp::measure && i < map_.measures.size(); ++i)
        if (map_.measures[i].id == node.measure) found.push_back(i);
    return found;
  }

  /// A stack of its own: two thousand measures in a row must not end the program's.
  bool visit(std::size_t start) {
    path_.assign(1, {start});
    state_[start] = State::open;
    while (!path_.empty()) {
      Step& step = path_.back();
      const auto& references = references_[step.measure];
      if (step.next == references.size()) {
        state_[step.measure] = State::done;
        path_.pop_back();
        continue;
      }
      const std::size_t to = references[step.next++];
      if (state_[to] == State::open) {
        closing_ = to;
        return true;
      }
      if (state_[to] == State::done) continue;
      state_[to] = State::open;
      path_.push_back({to});
    }
    return false;
  }

  std::vector<std::string> circle() const {
    std::vector<std::string> ids;
    bool is_inside = false;
    for (const Step& step : path_) {
      is_inside = is_inside || step.measure == closing_;
      if (is_inside) ids.push_back(map_.measures[step.measure].id);
    }
    ids.push_back(map_.measures[closing_].id);
    return ids;
  }

  const Map& map_;
  std::vector<State> state_;
  std::vector<std::vector<std::size_t>> references_;
  std::vector<Step> path_;
  std::size_t closing_ = 0;
};

}  // namespace

std::vector<std::string> find_circle(const Map& map) { return CircleSearch(map).run(); }

}  // namespace stagecraft::process
