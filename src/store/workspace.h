#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "store/location.h"
#include "store/readers.h"
#include "store/writer.h"

namespace stagecraft::store {

/// One sales organisation's database, open: a writer and readers. Opening brings its tables up to
/// date. Thread-safe.
class Workspace {
 public:
  struct Options {
    Writer::Options writer;
    std::size_t most_readers = 16;
  };

  /// Throws Error{not_found} when it is not there, {invalid} when it has seen a newer program.
  Workspace(const Location& location, std::string_view name)
      : Workspace(location, name, Options{}) {}
  Workspace(const Location& location, std::string_view name, const Options& options);

  const std::string& name() const { return name_; }
  const Location& location() const { return location_; }
  Writer& writer() { return *writer_; }
  Readers& readers() { return readers_; }

  /// `readers().read(look)`.
  template <class F>
  auto read(F look) {
    return readers_.read(std::move(look));
  }
  /// `writer().write(job)`, waited for.
  template <class F>
  auto write(F job) {
    return writer_->write(std::move(job)).get();
  }

 private:
  Location location_;
  std::string name_;
  std::unique_ptr<Writer> writer_;
  Readers readers_;
};

/// Makes the tables of a new workspace. Throws Error{conflict} when there is one of that name.
void create_workspace(const Location& location, std::string_view name);

}  // namespace stagecraft::store
