#include "history/reopenings.h"

#include <algorithm>
#include <tuple>

namespace stagecraft::history {

void Reopenings::see(std::string_view deal, const Match& match, const EventTime& time) {
  if (time.precision == Precision::unknown) return;
  steps_.push_back({.deal = deals_.code(deal),
                    .symbol = symbols_.code(match.symbol),
                    .at = time.at,
                    .precision = time.precision,
                    .kind = match.kind});
}

void Reopenings::give_to(LogBuilder& builder, ImportFindings& findings) {
  std::ranges::stable_sort(steps_, {}, [](const Step& s) { return std::tuple(s.deal, s.at); });
  std::uint32_t stage = 0;
  bool is_closed = false;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const auto& step = steps_[i];
    if (i == 0 || steps_[i - 1].deal != step.deal) {
      stage = 0;
      is_closed = false;
    }
    if (step.kind == EventKind::stage_entered) stage = step.symbol;
    if (step.kind == EventKind::reopened && is_closed && stage != 0) {
      const auto problem = builder.add({.deal = deals_.text(step.deal),
                                        .kind = EventKind::reopened,
                                        .symbol = symbols_.text(stage),
                                        .at = step.at,
                                        .precision = step.precision});
      if (!problem.empty())
        findings.count_oddity(base::say("reopened: {}", base::Sentence::of(problem)));
    } else if (step.kind == EventKind::reopened && is_closed) {
      findings.count_oddity("reopened, but no stage before it is known");
    }
    is_closed = step.kind == EventKind::won || step.kind == EventKind::lost ||
                step.kind == EventKind::no_decision;
  }
  *this = {};
}

}  // namespace stagecraft::history
