#pragma once

#include "base/id.h"

namespace stagecraft::selling {

using DealId = base::Id<struct DealTag>;
using AccountId = base::Id<struct AccountTag>;  ///< A company.
using ContactId = base::Id<struct ContactTag>;  ///< A person of the customer or a partner.
using PersonId = base::Id<struct PersonTag>;    ///< One of us, who can sign in.
using TeamId = base::Id<struct TeamTag>;
using ProcessId = base::Id<struct ProcessTag>;
using NoteId = base::Id<struct NoteTag>;  ///< A text that people typed; erasable.
using AttachmentId = base::Id<struct AttachmentTag>;

}  // namespace stagecraft::selling
