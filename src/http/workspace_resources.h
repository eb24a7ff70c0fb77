#pragma once

#include "http/routes.h"

/// Resources of the workspace itself and of the people in it, as those of resources.h.
namespace stagecraft::http {

/// Who changed what beyond single deals.
void add_audit(Routes& routes);
/// What concerns the one who asks, since they last looked.
void add_notifications(Routes& routes);
/// Name, colour and logo that pages show.
void add_brand(Routes& routes);
/// What people are able to do.
void add_competencies(Routes& routes);

}  // namespace stagecraft::http
