#pragma once

#include <functional>
#include <string_view>

#include "history/event_log.h"

/// A log as text, written piece by piece to `write` (UTF-8, LF).
namespace stagecraft::history {

using TextSink = std::function<void(std::string_view)>;

/// The events CSV and the deals CSV (history.md, 2); together they are the whole log: imported,
/// they give the identical one.
void export_events(const EventLog& log, const TextSink& write);
void export_deals(const EventLog& log, const TextSink& write);

/// XES (IEEE 1849): a trace a deal with its attributes, an event for each stage entered, touchpoint
/// and outcome. What XES has no word for (changes, promises, whether only the day is known) is not
/// in it.
void export_xes(const EventLog& log, const TextSink& write);

/// A row a changed field, as Pipedrive tells it: creations, stages, status, attributes. The preset
/// pipedrive-changes reads it. Other kinds of events are not in it.
void export_pipedrive(const EventLog& log, const TextSink& write);

/// A row a deal: the day of its first stage, the day and kind of its closing, its amount if won.
/// The preset maven-crm reads it. All that lies between is not in it; a deal without decision is
/// told as lost.
void export_maven(const EventLog& log, const TextSink& write);

}  // namespace stagecraft::history
