#pragma once

#include <vector>

#include "http/shape.h"
#include "store/attachments.h"

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(Attachment, (), (id, deal, name, media_type, size, sha256, from, by, at))

}  // namespace stagecraft::store

namespace stagecraft::http {

struct AttachmentList {
  std::vector<store::Attachment> attachments;
};
BOOST_DESCRIBE_STRUCT(AttachmentList, (), (attachments))

}  // namespace stagecraft::http
