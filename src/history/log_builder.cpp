#include "history/log_builder.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "base/parallel.h"
#include "base/text.h"
#include "history/log_assembly.h"
#include "history/log_part.h"

namespace stagecraft::history {

LogBuilder::LogBuilder(Ties ties) : ties_(ties) { parts_.push_back(std::make_unique<LogPart>()); }
LogBuilder::~LogBuilder() = default;
LogBuilder::LogBuilder(LogBuilder&&) noexcept = default;
LogBuilder& LogBuilder::operator=(LogBuilder&&) noexcept = default;

LogBuilder LogBuilder::sibling() const {
  LogBuilder other(ties_);
  for (const auto& part : parts_)
    for (const auto& attribute : part->attributes)
      other.declare_attribute(attribute.name, attribute.kind);
  return other;
}

void LogBuilder::declare_attribute(std::string_view name, ValueKind kind) {
  parts_.back()->declare(name, kind);
}

bool LogBuilder::has_attribute(std::string_view name) const {
  const auto has = [name = base::trim(name)](const auto& part) {
    return std::ranges::find(part->attributes, name, &LogPart::AttributeValues::name) !=
           part->attributes.end();
  };
  return std::ranges::any_of(parts_, has);
}

std::string_view LogBuilder::add(const EventRow& event) { return parts_.back()->add(event); }

std::string_view LogBuilder::refused_field() const { return parts_.back()->refused_field(); }

void LogBuilder::add_deal(std::string_view deal) { parts_.back()->deal_code(deal); }

std::string_view LogBuilder::set_attribute(std::string_view deal, std::string_view name,
                                           std::string_view value) {
  return parts_.back()->set_attribute(deal, name, value);
}

void LogBuilder::append(LogBuilder&& later) {
  std::ranges::move(later.parts_, std::back_inserter(parts_));
  later = LogBuilder(later.ties_);
}

std::size_t LogBuilder::event_count() const {
  return std::accumulate(parts_.begin(), parts_.end(), std::size_t{0},
                         [](std::size_t sum, const auto& part) { return sum + part->rows; });
}

EventLog LogBuilder::finish(LogFindings& findings, unsigned threads) {
  auto parts = std::move(parts_);
  *this = LogBuilder(ties_);
  return LogAssembly(std::move(parts), base::thread_count(threads), ties_).run(findings);
}

EventLog LogBuilder::finish_after(const EventLog& before) {
  auto parts = std::move(parts_);
  *this = LogBuilder(ties_);
  LogFindings findings;
  return LogAssembly(std::move(parts), 1, ties_, &before).run(findings);
}

EventLog LogBuilder::finish() {
  LogFindings findings;
  return finish(findings);
}

}  // namespace stagecraft::history
