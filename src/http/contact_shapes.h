#pragma once

#include "http/shape.h"
#include "store/customers.h"

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(Contact, (),
                      (id, account, name, email, phone, position, created_at, merged_into,
                       erased_at, revision))

}  // namespace stagecraft::store
