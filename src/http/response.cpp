#include "http/response.h"

namespace stagecraft::http {

Response no_content() {
  Response response;
  response.status = 204;
  response.type.clear();
  return response;
}

}  // namespace stagecraft::http
