#pragma once

#include <vector>

#include "history/column_binding.h"
#include "history/mapping.h"

namespace stagecraft::history {

/// A stage `*` stands for every column that fits one of its `entered` names, a `*` in which is the
/// name of the stage (a second `*` is any text): `Date entered "* (*)"`. The rest stays as it is.
std::vector<StageRule> expand_stage_columns(const std::vector<StageRule>& rules,
                                            const ColumnBinding& columns);

}  // namespace stagecraft::history
