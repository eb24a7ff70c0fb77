#include "http/selling_settings.h"

#include "http/json_reader.h"
#include "store/services.h"

namespace stagecraft::http {

SellingSettings selling_settings(store::Connection& db) {
  const auto text = store::find_setting(db, selling_settings_name);
  return text ? from_json<SellingSettings>(*text) : SellingSettings{};
}

}  // namespace stagecraft::http
