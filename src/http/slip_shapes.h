#pragma once

#include "http/shape.h"
#include "selling/slipping.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(Slip, (),
                      (first, last, pushes, days_pushed, pull_ins, days_pulled_in, net_days,
                       days_past_due))

}  // namespace stagecraft::selling
