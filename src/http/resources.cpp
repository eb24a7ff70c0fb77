#include "http/resources.h"

#include "http/operations.h"
#include "http/sign_in.h"

namespace stagecraft::http {

void add_resources(Routes& routes) {
  add_operations(routes);
  add_sign_in(routes);
  add_tokens(routes);
  add_documentation(routes);
}

}  // namespace stagecraft::http
