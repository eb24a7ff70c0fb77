#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "http/settings.h"

namespace stagecraft::http {

/// TLS 1.2 and 1.3 with the certificate and key of the settings; null when there are none. Throws
/// Error{invalid} when they cannot be read or do not belong together.
std::unique_ptr<boost::asio::ssl::context> make_tls(const Settings& settings);

}  // namespace stagecraft::http
