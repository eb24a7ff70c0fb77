#include "selling/attached_files.h"

#include <algorithm>

#include "base/error.h"

namespace stagecraft::selling {

void refuse_removal_of_named_file(const Deal& deal, AttachmentId file) {
  const auto names = [&](const auto& record) { return record.attachment == file; };
  if (std::ranges::any_of(deal.evidence, names))
    throw base::Error(base::ErrorKind::conflict,
                      "Evidence of an exit criterion rests on this file. Take the evidence back "
                      "first.");
  if (std::ranges::any_of(deal.quotes, names))
    throw base::Error(base::ErrorKind::conflict, "A quote names this file, so it stays.");
}

}  // namespace stagecraft::selling
