#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "history/dictionary.h"
#include "history/xes_reader.h"

namespace stagecraft::history {

/// A start tag, as much of it as XES needs. Views live during the call.
struct XmlTag {
  std::string_view name;
  std::string_view key = {}, value = {};  ///< Of the attributes with these names.
  bool has_key = false, has_value = false;
};

/// Where a parser stands.
class XmlPlace {
 public:
  virtual ~XmlPlace() = default;
  virtual std::int64_t line() const = 0;
};

/// Follows the elements of an XES and makes events of them. Knows nothing of the parser but where
/// it stands.
class XesLog {
 public:
  /// Elements that may stand inside one another.
  static constexpr int depth_limit = 100;

  XesLog(const XesReading& reading, std::string file) : reading_(reading), file_(std::move(file)) {}

  /// Throws Error: `invalid` when the root is not <log>, `too_large` past depth_limit.
  void begin_element(const XmlTag& tag, const XmlPlace& place);
  void end_element(const XmlPlace& place);
  void finish();

  std::int64_t events() const { return events_; }

 private:
  enum class In : std::uint8_t { nothing, log, trace, event };
  struct TraceAttribute {
    std::string name, value;
    bool is_number;
  };
  /// One event while its attributes come in. Strings keep their room from event to event.
  struct OpenEvent {
    std::string name, resource, transition, timestamp;
    bool has_name = false, has_time = false;

    void clear();
  };

  void begin_trace();
  void take_deal_id();
  void take_trace_attribute(const XmlTag& tag);
  void set_attribute(const TraceAttribute& attribute);
  void take_event_attribute(std::string_view key, std::string_view value);
  void see_other(std::string_view key);
  void end_event(const XmlPlace& place);
  bool is_wanted() const;
  const Activity& activity();
  std::string_view details();
  void reject_event(const XmlPlace& place, std::string_view key, std::string_view value,
                    std::string_view reason);

  const XesReading& reading_;
  std::string file_;
  In in_ = In::nothing;
  int skipped_ = 0;  ///< Depth inside an element that says nothing to us.
  std::int64_t events_ = 0, traces_ = 0, left_out_ = 0, nameless_ = 0;

  std::string deal_;
  bool has_deal_ = false;  ///< The id of the trace is settled.
  std::vector<TraceAttribute> trace_attributes_;
  OpenEvent event_;
  Dictionary trace_names_;
  Dictionary names_;  ///< Activities met.
  std::vector<Activity> activities_;
  std::string last_transition_, last_details_;
  std::vector<std::string> others_;
  std::size_t other_hint_ =
      0;  ///< Where the last of `others_` was found; events name them in turn.
};

}  // namespace stagecraft::history
