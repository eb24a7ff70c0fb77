#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>

#include "base/hash.h"
#include "base/text.h"
#include "http/attachment_shapes.h"
#include "http/desk.h"
#include "http/media_types.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "selling/attached_files.h"
#include "selling/gaps.h"
#include "selling/verb.h"
#include "store/customers.h"

namespace stagecraft::http {

struct NewAttachment {
  std::string name;
  std::optional<selling::ContactId> from;
  static constexpr Note notes[] = {
      {.field = "name", .text = "The file's name", .least = 1, .most = 200},
      {.field = "from", .text = "The contact who gave it; it is erased with their data"}};
};
BOOST_DESCRIBE_STRUCT(NewAttachment, (), (name, from))

namespace {

using selling::AttachmentId;
using selling::Right;

constexpr std::int64_t download_piece_bytes = 262'144;

std::unique_ptr<store::Contents> contents_of(const App& app) {
  return store::Contents::of(app.workspace->location(), app.workspace->name());
}

void check_name(const std::string& name) {
  const auto points = base::code_points(name);
  const bool is_line = name.find_first_of("/\\\n\t") == std::string::npos &&
                       std::ranges::none_of(points, base::is_deceptive);
  selling::Gaps gaps;
  gaps.unless(is_line && !base::trim(name).empty() && name != "." && name != "..", "?name",
              "this is no name of a file", "Send the name alone, as offer.pdf.");
  gaps.refuse("The file cannot be attached");
}

/// What the file is said to be, if that may be attached here.
std::string type_of(const Request& request, const App& app) {
  auto type = media_type_of(request.header("content-type").value_or(""));
  if (!is_listed(type, app.settings.attachment_types))
    throw Refusal(415, base::say("Files of this type are not attached here. Say what the file "
                                 "is by Content-Type; these are taken: {}.",
                                 app.settings.attachment_types));
  return type;
}

void check_file(const store::GivenFile& file, std::string_view media_type) {
  std::string beginning(telling_bytes, '\0');
  std::ifstream in(file.path, std::ios::binary);
  in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  beginning.resize(static_cast<std::size_t>(in.gcount()));
  selling::Gaps gaps;
  gaps.unless(file.size > 0, "", "the file is empty");
  gaps.unless(file.size == 0 || agrees(media_type, beginning), "",
              base::say("the file does not begin as {} does", media_type),
              "Say by Content-Type what it is.");
  gaps.refuse("The file cannot be attached");
}

/// The same file under the same name, so that sending it again is harmless.
const store::Attachment* find_same(const std::vector<store::Attachment>& attachments,
                                   const store::GivenFile& file, std::string_view name) {
  const auto found = std::ranges::find_if(attachments, [&](const store::Attachment& other) {
    return other.sha256 == file.sha256 && other.name == name;
  });
  return found == attachments.end() ? nullptr : &*found;
}

void check_giver(const Desk& desk, const std::optional<selling::ContactId>& from) {
  selling::Gaps gaps;
  if (from)
    gaps.unless(store::find_contact(desk.db(), desk.viewer(), *from).has_value(), "?from",
                "there is no such contact, or you may not see it");
  gaps.refuse("The file cannot be attached");
}

Response attach(const Request& request, App& app) {
  const auto wanted = request.query<NewAttachment>();
  check_name(wanted.name);
  const auto type = type_of(request, app);
  const auto file = store::take_in(request.body_file);
  check_file(file, type);
  const auto contents = contents_of(app);
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto deal = desk.deal_for(Right::deal_change);
    selling::refuse_gone(deal, "attachments");
    check_giver(desk, wanted.from);
    const auto others = store::list_attachments(desk.db(), desk.viewer(), deal.id);
    if (const auto* same = find_same(others, file, wanted.name)) return reply(200, *same);
    if (std::ssize(others) >= app.settings.attachments_per_deal)
      throw base::Error(base::ErrorKind::conflict,
                        base::say("A deal has at most {} attachments. Remove some first.",
                                  app.settings.attachments_per_deal));
    const auto id = store::add_attachment(transaction, *contents,
                                          {.deal = deal.id,
                                           .name = wanted.name,
                                           .media_type = type,
                                           .by = desk.actor().person,
                                           .at = desk.now(),
                                           .from = wanted.from},
                                          file);
    return created(fmt::format("/api/deals/{}/attachments/{}", deal.id.value, id.value),
                   *store::find_attachment(desk.db(), desk.viewer(), id));
  });
}

Response list_attachments(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    return reply(200,
                 AttachmentList{store::list_attachments(desk.db(), desk.viewer(), desk.deal().id)});
  });
}

/// The one in the path.
store::Attachment attachment_of(const Desk& desk, const Request& request) {
  const auto id = request.id_of<AttachmentId>("attachment");
  auto found = store::find_attachment(desk.db(), desk.viewer(), id);
  if (!found || found->deal != request.id_of<selling::DealId>("deal"))
    throw base::Error(base::ErrorKind::not_found,
                      base::say("There is no attachment {} here, or not for you.", id.value));
  return *std::move(found);
}

Response get_attachment(const Request& request, App& app) {
  return look(request, app,
              [&](const Desk& desk) { return reply(200, attachment_of(desk, request)); });
}

/// Reads the bytes part by part, each in a read of its own, so that no connection of the database
/// waits for a client. What turns out not to be what was attached is broken off.
class Download {
 public:
  Download(App& app, const store::Attachment& attachment)
      : app_(app), contents_(contents_of(app)), attachment_(attachment) {}

  std::string next() {
    auto part = app_.workspace->read([&](store::Connection& db) {
      return contents_->read(db, attachment_.sha256, sent_, download_piece_bytes);
    });
    if (!part) fail("The bytes of attachment {} are gone. Run `workspace check`.");
    sent_ += std::ssize(*part);
    hash_.add(*part);
    if (part->empty() && hash_.hex() != attachment_.sha256)
      fail("The bytes of attachment {} are not what was attached. Run `workspace check`.");
    return *std::move(part);
  }

 private:
  /// `pattern` takes the attachment's number.
  [[noreturn]] void fail(std::string_view pattern) const {
    throw base::Error(base::ErrorKind::io,
                      base::Sentence::of(pattern, {fmt::to_string(attachment_.id.value)}));
  }

  App& app_;
  std::unique_ptr<store::Contents> contents_;
  store::Attachment attachment_;
  base::Sha256 hash_;
  std::int64_t sent_ = 0;
};

/// Whatever the file is, a browser keeps it and shows or runs nothing of it.
Response download(const Request& request, App& app) {
  const auto attachment =
      look(request, app, [&](const Desk& desk) { return attachment_of(desk, request); });
  Response response;
  response.type = "application/octet-stream";
  response.content_security_policy = "sandbox; default-src 'none'; frame-ancestors 'none'";
  response.with("Content-Disposition", kept_as(attachment.name));
  response = with_etag(std::move(response), fmt::format("\"{}\"", attachment.sha256), request);
  if (response.status == 304) return response;
  // Shared, because Pieces are copied and what was sent so far belongs to all copies.
  response.pieces = [all = std::make_shared<Download>(app, attachment)] { return all->next(); };
  return response;
}

Response remove_attachment(const Request& request, App& app) {
  const auto sha256 = write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto deal = desk.deal_for(Right::deal_change);
    const auto attachment = attachment_of(desk, request);
    selling::refuse_removal_of_named_file(deal, attachment.id);
    store::remove_attachment(transaction, attachment.id,
                             {.by = desk.actor().person, .at = desk.now()});
    return attachment.sha256;
  });
  store::remove_unused(*app.workspace, std::array{sha256});
  return no_content();
}

}  // namespace

void add_attachments(Routes& routes) {
  routes.add(
      {.method = Method::post,
       .path = "/api/deals/{deal}/attachments",
       .access = Access::with(Right::deal_change),
       .summary = "Attach a file to a deal",
       .text = "The body is the file itself, its Content-Type what it is. The same file "
               "under the same name is attached once.",
       .query = &shape_of<NewAttachment>(),
       .replies = {{200, "It is there already", &shape_of<store::Attachment>()},
                   {201, "The attachment, which evidence can name", &shape_of<store::Attachment>()},
                   {404, "There is no such deal, or not for you"},
                   {409, "The deal is gone, or has as many files as it may have"},
                   {415, "Files of this type are not attached here"}},
       .handler = attach,
       .takes_file = true,
       .body_limit = &Settings::attachment_bytes});
  routes.add({.path = "/api/deals/{deal}/attachments",
              .access = Access::with(Right::deal_read),
              .summary = "List the files attached to a deal",
              .replies = {{200, "All of them", &shape_of<AttachmentList>()},
                          {404, "There is no such deal, or not for you"}},
              .handler = list_attachments});
  routes.add({.path = "/api/deals/{deal}/attachments/{attachment}",
              .access = Access::with(Right::deal_read),
              .summary = "What is known of an attached file",
              .replies = {{200, "The attachment", &shape_of<store::Attachment>()},
                          {404, "There is no such attachment, or not for you"}},
              .handler = get_attachment});
  routes.add({.path = "/api/deals/{deal}/attachments/{attachment}/content",
              .access = Access::with(Right::deal_read),
              .summary = "An attached file itself, to be kept",
              .replies = {{.status = 200,
                           .text = "Its bytes",
                           .body = nullptr,
                           .type = "application/octet-stream"},
                          {304, "It is what the client has"},
                          {404, "There is no such attachment, or not for you"}},
              .handler = download});
  routes.add({.method = Method::delete_,
              .path = "/api/deals/{deal}/attachments/{attachment}",
              .access = Access::with(Right::deal_change),
              .summary = "Remove an attached file",
              .text = "Its bytes are deleted unless another attachment has the same; that it was "
                      "there, and who removed it, stays.",
              .replies = {{204, "It is gone"},
                          {404, "There is no such attachment, or not for you"},
                          {409, "Evidence or a quote names it"}},
              .handler = remove_attachment});
}

}  // namespace stagecraft::http
