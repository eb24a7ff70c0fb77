#include "store/contents.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/error.h"
#include "base/hash.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t piece_bytes = 262'144;

[[noreturn]] void fail_content(const std::filesystem::path& path, std::string_view what) {
  throw Error(ErrorKind::io,
              fmt::format("{} cannot be {}: {}.", path.string(), what, std::strerror(errno)));
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (number_ < 0) fail_content(path_, "opened");
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  /// As much as there is up to the size of `piece`; 0 at the end.
  std::size_t read(std::string& piece) const {
    for (;;) {
      const auto count = ::read(number_, piece.data(), piece.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail_content(path_, "read");
      return static_cast<std::size_t>(count);
    }
  }
  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto count = ::write(number_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail_content(path_, "written");
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void sync() const {
    if (::fsync(number_) != 0) fail_content(path_, "written");
  }

 private:
  std::filesystem::path path_;
  int number_;
};

std::optional<std::string> bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::optional<std::string> if_unchanged(std::optional<std::string> bytes,
                                        const std::string& sha256) {
  if (bytes && base::sha256_hex(*bytes) != sha256) bytes.reset();
  return bytes;
}

class FileContents : public Contents {
 public:
  explicit FileContents(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void put(Transaction&, const std::string& sha256, std::string_view bytes) override {
    const auto path = path_of(sha256);
    if (if_unchanged(bytes_of(path), sha256)) return;
    make_folder(path);
    const auto unfinished = path_of(sha256 + ".new");
    {
      const Descriptor file(unfinished, O_WRONLY | O_CREAT | O_TRUNC);
      file.write(bytes);
      file.sync();
    }
    settle(unfinished, path);
  }
  /// A second name for the file, which costs no copy; a file system without such takes one. What
  /// was there under the hash is replaced, as it might be damaged.
  void put(Transaction&, const GivenFile& file) override {
    const auto path = path_of(file.sha256), unfinished = path_of(file.sha256 + ".new");
    make_folder(path);
    std::error_code failed;
    std::filesystem::remove(unfinished, failed);
    std::filesystem::create_hard_link(file.path, unfinished, failed);
    if (failed) {
      std::filesystem::copy_file(file.path, unfinished, failed);
      if (failed)
        throw Error(ErrorKind::io,
                    fmt::format("{} cannot be made: {}.", unfinished.string(), failed.message()));
      Descriptor(unfinished, O_RDONLY).sync();  // A second name is on the disk by `take_in`.
    }
    settle(unfinished, path);
  }
  std::optional<std::string> find(Connection&, const std::string& sha256) const override {
    return if_unchanged(bytes_of(path_of(sha256)), sha256);
  }
  std::optional<std::string> read(Connection&, const std::string& sha256, std::int64_t offset,
                                  std::int64_t most) const override {
    std::ifstream in(path_of(sha256), std::ios::binary);
    if (!in) return std::nullopt;
    in.seekg(offset);
    std::string part(static_cast<std::size_t>(most), '\0');
    in.read(part.data(), most);
    part.resize(static_cast<std::size_t>(in.gcount()));
    return part;
  }
  std::vector<std::string> list(Connection&) const override {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_, none))
      if (entry.is_regular_file()) names.push_back(entry.path().filename().string());
    return names;
  }
  void remove(Transaction&, const std::string& name) override {
    std::error_code failed;
    std::filesystem::remove(path_of(name), failed);
    if (failed)
      throw Error(ErrorKind::io, fmt::format("{} cannot be removed: {}.", path_of(name).string(),
                                             failed.message()));
  }

 private:
  std::filesystem::path path_of(const std::string& name) const {
    return folder_ / name.substr(0, 2) / name;
  }
  static void make_folder(const std::filesystem::path& path) {
    std::error_code failed;
    std::filesystem::create_directories(path.parent_path(), failed);
    if (failed)
      throw Error(ErrorKind::io, fmt::format("{} cannot be made: {}.", path.parent_path().string(),
                                             failed.message()));
  }
  /// Gives the file its name, and brings the names above it to the disk.
  void settle(const std::filesystem::path& unfinished, const std::filesystem::path& path) const {
    if (::rename(unfinished.c_str(), path.c_str()) != 0) fail_content(path, "written");
    // Where both are names of the same file, renaming leaves the first.
    std::error_code ignored;
    std::filesystem::remove(unfinished, ignored);
    for (const auto& folder : {path.parent_path(), folder_, folder_.parent_path()})
      Descriptor(folder, O_RDONLY | O_DIRECTORY).sync();
  }

  std::filesystem::path folder_;
};

class TableContents : public Contents {
 public:
  void put(Transaction& transaction, const std::string& sha256, std::string_view bytes) override {
    transaction.db().run(
        "INSERT INTO attachment_contents (sha256, content) VALUES ($1, $2) ON CONFLICT (sha256) DO "
        "UPDATE SET content = excluded.content",
        sha256, Bytes{bytes});
  }
  void put(Transaction& transaction, const GivenFile& file) override {
    const auto bytes = bytes_of(file.path);
    if (!bytes) fail_content(file.path, "read");
    put(transaction, file.sha256, *bytes);
  }
  std::optional<std::string> find(Connection& db, const std::string& sha256) const override {
    return if_unchanged(db.find_value<std::string>(
                            "SELECT content FROM attachment_contents WHERE sha256 = $1", sha256),
                        sha256);
  }
  std::optional<std::string> read(Connection& db, const std::string& sha256, std::int64_t offset,
                                  std::int64_t most) const override {
    return db.find_value<std::string>(
        "SELECT substring(content FROM CAST($2 AS integer) FOR CAST($3 AS integer)) FROM "
        "attachment_contents WHERE sha256 = $1",
        sha256, offset + 1, most);
  }
  std::vector<std::string> list(Connection& db) const override {
    std::vector<std::string> names;
    for (const Row& row : db.query("SELECT sha256 FROM attachment_contents ORDER BY sha256"))
      names.push_back(row.get<std::string>(0));
    return names;
  }
  void remove(Transaction& transaction, const std::string& name) override {
    transaction.db().run("DELETE FROM attachment_contents WHERE sha256 = $1", name);
  }
};

}  // namespace

GivenFile take_in(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY);
  base::Sha256 hash;
  GivenFile given{.path = path, .sha256 = {}};
  std::string piece(piece_bytes, '\0');
  while (const auto count = file.read(piece)) {
    hash.add(std::string_view(piece).substr(0, count));
    given.size += static_cast<std::int64_t>(count);
  }
  file.sync();
  given.sha256 = hash.hex();
  return given;
}

std::unique_ptr<Contents> Contents::of(const Location& location, std::string_view workspace) {
  if (location.engine() == Engine::sqlite)
    return std::make_unique<FileContents>(location.folder_of(workspace));
  return std::make_unique<TableContents>();
}

}  // namespace stagecraft::store
