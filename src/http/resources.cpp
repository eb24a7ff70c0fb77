#include "http/resources.h"

#include "http/operations.h"

namespace stagecraft::http {

void add_resources(Routes& routes) {
  add_operations(routes);
  add_documentation(routes);
}

}  // namespace stagecraft::http
