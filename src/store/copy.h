#pragma once

#include <string>

#include "store/back_up.h"
#include "store/location.h"

namespace stagecraft::store {

struct WorkspacePlace {
  Location location;
  std::string workspace;
};

/// Copies a workspace as it stands at one instant, also to the other engine: by a back-up of it,
/// restored, backed up again and compared byte by byte with the first. Both back-ups lie in the
/// temporary folder (TMPDIR) meanwhile, for this user alone. Nothing is left when it fails. Throws
/// what back_up and restore throw, and Error{io} when the copy is not the same.
BackUpReport copy_workspace(const WorkspacePlace& from, const WorkspacePlace& to);

}  // namespace stagecraft::store
