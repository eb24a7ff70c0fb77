#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/context.h"
#include "drawing/map_figures.h"
#include "process/map.h"

namespace stagecraft::cli {

/// Measures a map on the history in the files named, for the picture. Changes it to the map that
/// the figures are of, where the history does not tell all its stages apart. May throw Error.
using MeasureMap =
    std::function<drawing::MapFigures(process::Map&, const std::vector<std::string>& history)>;

/// `map draw FILE -o F.svg|.png|.pdf`. The measured view and `--history` are offered when there is
/// someone to measure.
void add_map_draw(CLI::App& parent, Context& context, MeasureMap measure = nullptr);

}  // namespace stagecraft::cli
