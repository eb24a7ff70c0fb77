#include "store/workspace.h"

#include "store/migration.h"

namespace stagecraft::store {
namespace {

std::unique_ptr<Connection> open_current(const Location& location, std::string_view name) {
  auto db = location.connect(name, Access::write);
  migrate(*db);
  return db;
}

}  // namespace

Workspace::Workspace(const Location& location, std::string_view name, const Options& options)
    : location_(location),
      name_(name),
      writer_(std::make_unique<Writer>(open_current(location, name), options.writer)),
      readers_([this] { return location_.connect(name_, Access::read); }, options.most_readers) {}

void create_workspace(const Location& location, std::string_view name) {
  const auto db = location.connect(name, Access::create);
  migrate(*db);
}

}  // namespace stagecraft::store
