#include "store/attachments.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/hash.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using selling::AttachmentId;
using selling::DealId;
using selling::PersonId;

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw Error(ErrorKind::io,
              fmt::format("{} cannot be written: {}.", path.string(), std::strerror(errno)));
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : path_(path), number_(::open(path.c_str(), flags, 0600)) {
    if (number_ < 0) fail(path_);
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto count = ::write(number_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail(path_);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void sync() const {
    if (::fsync(number_) != 0) fail(path_);
  }

 private:
  std::filesystem::path path_;
  int number_;
};

class FileContents : public Contents {
 public:
  explicit FileContents(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void put(Transaction&, const std::string& sha256, std::string_view bytes) override {
    const auto path = path_of(sha256);
    if (read(path, sha256)) return;
    std::error_code failed;
    std::filesystem::create_directories(path.parent_path(), failed);
    if (failed)
      throw Error(ErrorKind::io, fmt::format("{} cannot be made: {}.", path.parent_path().string(),
                                             failed.message()));
    auto unfinished = path;
    unfinished += ".new";
    {
      const Descriptor file(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
      file.write(bytes);
      file.sync();
    }
    if (::rename(unfinished.c_str(), path.c_str()) != 0) fail(path);
    for (auto folder = path.parent_path(); folder != folder_.parent_path();
         folder = folder.parent_path())
      Descriptor(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC).sync();
    Descriptor(folder_.parent_path(), O_RDONLY | O_DIRECTORY | O_CLOEXEC).sync();
  }
  std::optional<std::string> find(Connection&, const std::string& sha256) const override {
    return read(path_of(sha256), sha256);
  }

 private:
  std::filesystem::path path_of(const std::string& sha256) const {
    return folder_ / sha256.substr(0, 2) / sha256;
  }
  static std::optional<std::string> read(const std::filesystem::path& path,
                                         const std::string& sha256) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (base::sha256_hex(bytes) != sha256) return std::nullopt;
    return bytes;
  }

  std::filesystem::path folder_;
};

class TableContents : public Contents {
 public:
  void put(Transaction& transaction, const std::string& sha256, std::string_view bytes) override {
    transaction.db().run(
        "INSERT INTO attachment_contents (sha256, content) VALUES ($1, $2) ON CONFLICT (sha256) DO "
        "NOTHING",
        sha256, Bytes{bytes});
  }
  std::optional<std::string> find(Connection& db, const std::string& sha256) const override {
    auto bytes = db.find_value<std::string>(
        "SELECT content FROM attachment_contents WHERE sha256 = $1", sha256);
    if (bytes && base::sha256_hex(*bytes) != sha256) return std::nullopt;
    return bytes;
  }
};

constexpr std::string_view select_attachments =
    "SELECT t.id, t.deal_id, t.sha256, t.name, t.media_type, t.size, t.by, t.at FROM attachments t "
    "JOIN deals d ON d.id = t.deal_id WHERE t.erased_at IS NULL";

Attachment read_attachment(const Row& row) {
  return {.id = row.get<AttachmentId>(0),
          .deal = row.get<std::optional<DealId>>(1),
          .sha256 = row.get<std::string>(2),
          .name = row.get<std::string>(3),
          .media_type = row.get<std::string>(4),
          .size = row.get<std::int64_t>(5),
          .by = row.get<std::optional<PersonId>>(6),
          .at = row.get<base::Instant>(7)};
}

}  // namespace

std::unique_ptr<Contents> Contents::of(const Location& location, std::string_view workspace) {
  if (location.engine() == Engine::sqlite)
    return std::make_unique<FileContents>(location.folder_of(workspace));
  return std::make_unique<TableContents>();
}

AttachmentId add_attachment(Transaction& transaction, Contents& contents,
                            const Attachment& attachment, std::string_view bytes) {
  const auto sha256 = base::sha256_hex(bytes);
  contents.put(transaction, sha256, bytes);
  return transaction.db().get_value<AttachmentId>(
      "INSERT INTO attachments (deal_id, sha256, name, media_type, size, by, at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
      attachment.deal, sha256, attachment.name, attachment.media_type, bytes.size(), attachment.by,
      attachment.at);
}

std::optional<Attachment> find_attachment(Connection& db, const Viewer& viewer, AttachmentId id) {
  Sql sql(select_attachments);
  sql.add(" AND t.id = " + sql.parameter(id)).add(sees_deals(sql, viewer, "d"));
  for (const Row& row : sql.query(db)) return read_attachment(row);
  return std::nullopt;
}

std::vector<Attachment> list_attachments(Connection& db, const Viewer& viewer, DealId deal) {
  Sql sql(select_attachments);
  sql.add(" AND t.deal_id = " + sql.parameter(deal))
      .add(sees_deals(sql, viewer, "d"))
      .add(" ORDER BY t.id");
  std::vector<Attachment> attachments;
  for (const Row& row : sql.query(db)) attachments.push_back(read_attachment(row));
  return attachments;
}

std::vector<std::string> attached_contents(Connection& db) {
  std::vector<std::string> contents;
  for (const Row& row :
       db.query("SELECT DISTINCT sha256 FROM attachments WHERE erased_at IS NULL ORDER BY sha256"))
    contents.push_back(row.get<std::string>(0));
  return contents;
}

}  // namespace stagecraft::store
