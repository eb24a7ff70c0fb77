#pragma once

#include "http/desk.h"
#include "selling/assignment.h"

namespace stagecraft::http {

/// Who gets a lead by the rules of the workspace, as they stand. A rule whose condition names a
/// field that the lead's map does not have does not fit.
selling::Assignment assignment_of(const Desk& desk, const selling::Deal& lead,
                                  const selling::Setting& setting);

}  // namespace stagecraft::http
