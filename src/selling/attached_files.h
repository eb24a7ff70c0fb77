#pragma once

#include "selling/deal.h"

namespace stagecraft::selling {

/// Throws Error{conflict} while a record of the deal names the file: evidence of an exit criterion,
/// or a quote.
void refuse_removal_of_named_file(const Deal& deal, AttachmentId file);

}  // namespace stagecraft::selling
