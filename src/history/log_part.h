#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "history/dictionary.h"
#include "history/log_builder.h"

namespace stagecraft::history {

/// The events and values of one part of a source, as they came, with codes of the part's own
/// dictionaries. LogBuilder fills it, LogAssembly makes the log out of several.
class LogPart {
 public:
  static constexpr std::size_t block_rows = std::size_t{1} << 14;
  static constexpr std::uint32_t no_attribute = UINT32_MAX;
  static constexpr std::size_t symbol_limit = 65'535;

  /// Columns in blocks, so that growing copies nothing and assembling gives memory back block by
  /// block.
  struct Block {
    std::array<std::int64_t, block_rows> at;
    std::array<std::uint32_t, block_rows> deal;
    std::array<std::uint32_t, block_rows> actor;
    std::array<SymbolIndex, block_rows> symbol;
    std::array<std::uint8_t, block_rows> kind;  ///< As EventLog::kind_column.
  };
  struct Recorded {
    std::uint32_t row;
    std::int64_t at;
  };
  struct Change {
    std::uint32_t row;
    std::uint32_t attribute;  ///< no_attribute: from and to are codes of `texts`.
    std::int64_t from, to;
  };
  struct Details {
    std::uint32_t row;
    std::uint32_t code;  ///< Of `texts`.
  };
  struct AttributeValues {
    std::string name;
    ValueKind kind = ValueKind::text;
    Dictionary dictionary;
    std::vector<std::uint32_t> codes;   ///< Text: by the part's deal code; may end early.
    std::vector<std::int64_t> numbers;  ///< Others: the same.
  };

  LogPart();

  std::size_t declare(std::string_view name, ValueKind kind);
  std::string_view add(const EventRow& event);
  std::string_view refused_field() const { return refused_field_; }
  std::uint32_t deal_code(std::string_view deal);
  std::string_view set_attribute(std::string_view deal, std::string_view name,
                                 std::string_view value);

  std::size_t rows = 0;
  std::vector<std::unique_ptr<Block>> blocks;
  std::vector<Recorded> recorded;  ///< Where it differs from `at`.
  bool recorded_stated = false;
  std::vector<std::int64_t> sequence;  ///< Empty, or one a row, -1 where not stated.
  std::vector<Change> changes;
  std::vector<Details> details;
  std::vector<AttributeValues> attributes;
  Dictionary deals, symbols, actors, texts;

 private:
  struct Coded {
    std::uint32_t attribute = no_attribute;
    std::int64_t from = 0, to = 0;
  };

  std::string_view why_refused(const EventRow& event);
  std::string_view refuse(std::string_view field, std::string_view reason) {
    refused_field_ = field;
    return reason;
  }
  bool has_json_object(std::string_view object);
  std::size_t attribute_of(std::string_view name);
  std::int64_t coded(AttributeValues& attribute, std::string_view value);
  void append_row(const EventRow& event, SymbolIndex symbol);
  void append_extras(const EventRow& event);

  std::vector<bool> is_object_;     ///< By code of `texts`: known to be a JSON object.
  std::size_t attribute_hint_ = 0;  ///< Where the last attribute was found; rows name them in turn.
  std::string_view refused_field_;
  std::string last_deal_;
  std::uint32_t last_deal_code_ = 0;
};

}  // namespace stagecraft::history
