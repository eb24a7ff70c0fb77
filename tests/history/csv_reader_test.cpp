#include "history/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstring>

#include "base/error.h"

namespace stagecraft::history {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

struct Read {
  Rows rows;
  std::vector<std::int64_t> lines;
  std::vector<CsvProblem> problems;
};

CsvReader reader_of(std::string_view text, CsvOptions options = {}) {
  return CsvReader(text_source(text), "t.csv", std::move(options));
}

Read read_all(CsvReader reader) {
  Read read;
  CsvRow row;
  while (reader.next_row(row)) {
    if (!row.is_ok()) {
      read.problems.push_back(row.problem());
      continue;
    }
    auto& fields = read.rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) fields.emplace_back(row[i]);
    read.lines.push_back(row.line());
  }
  return read;
}

TEST(CsvReader, SplitsFieldsAndKnowsTheirLine) {
  const auto read = read_all(reader_of("a,b\n1,2\r\n3,\n\n5,6"));
  EXPECT_EQ(read.rows, (Rows{{"1", "2"}, {"3", ""}, {"5", "6"}}));
  EXPECT_THAT(read.lines, ElementsAre(2, 3, 5));
  EXPECT_TRUE(read.problems.empty());
}

TEST(CsvReader, ReadsQuotesAsRfc4180Says) {
  const auto read =
      read_all(reader_of("a,b\n\"x,\"\"y\"\"\nz\",\"\"\r\nq\"r,\"e\"\n\"last\",\"\"\"\""));
  EXPECT_EQ(read.rows, (Rows{{"x,\"y\"\nz", ""}, {"q\"r", "e"}, {"last", "\""}}));
  EXPECT_THAT(read.lines, ElementsAre(2, 4, 5));
}

TEST(CsvReader, SniffsDelimiters) {
  for (const char delimiter : {',', ';', '\t', '|'}) {
    std::string text = "a#b#c\n1#2,5#3\n4#\"5;|\t,#\"#6\n";
    std::ranges::replace(text, '#', delimiter);
    auto reader = reader_of(text);
    EXPECT_EQ(reader.dialect().delimiter, delimiter);
    if (delimiter != ',') {
      EXPECT_EQ(read_all(std::move(reader)).rows[0][1], "2,5");
    }
  }
}

TEST(CsvReader, DropsTheByteOrderMark) {
  EXPECT_THAT(reader_of("\xEF\xBB\xBF"
                        "deal,at\n")
                  .header(),
              ElementsAre("deal", "at"));
}

TEST(CsvReader, ReadsOldMacLineEnds) {
  EXPECT_EQ(read_all(reader_of("a,b\r1,2\r3,4\r")).rows, (Rows{{"1", "2"}, {"3", "4"}}));
}

TEST(CsvReader, ConvertsWindows1252) {
  auto reader = reader_of("n;v\nM\xFCller;5 \x80\n");
  EXPECT_EQ(reader.dialect().encoding, Encoding::windows_1252);
  EXPECT_EQ(describe(reader.dialect()), "semicolon-separated, Windows-1252");
  EXPECT_EQ(read_all(std::move(reader)).rows, (Rows{{"Müller", "5 €"}}));
}

TEST(CsvReader, RejectsTheRowThatIsNotUtf8) {
  CsvOptions options;
  options.dialect = CsvDialect();
  const auto read = read_all(reader_of("a,b\nx,\xE4y\ngood,ä\n", options));
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(read.problems[0].line, 2);
  EXPECT_EQ(read.problems[0].field, 1u);
  EXPECT_THAT(read.problems[0].reason.text(), HasSubstr("UTF-8"));
  EXPECT_EQ(read.rows, (Rows{{"good", "ä"}}));
}

TEST(CsvReader, RejectsNulBytesAndGoesOn) {
  const auto read = read_all(reader_of(std::string_view("a,b\n1,x\0y\n\"q\0\",2\n3,4\n", 21)));
  ASSERT_EQ(read.problems.size(), 2u);
  EXPECT_EQ(read.problems[0].reason, "a NUL byte");
  EXPECT_EQ(read.problems[0].field, 1u);
  EXPECT_EQ(read.problems[1].line, 3);
  EXPECT_EQ(read.rows, (Rows{{"3", "4"}}));
}

TEST(CsvReader, AnUnclosedQuoteCostsItsOwnLineOnly) {
  const auto read = read_all(reader_of("a,b\n1,\"x\n2,y\n3,z\n"));
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(read.problems[0].line, 2);
  EXPECT_EQ(read.problems[0].field, 1u);
  EXPECT_THAT(read.problems[0].reason.text(), HasSubstr("never closed"));
  EXPECT_EQ(read.rows, (Rows{{"2", "y"}, {"3", "z"}}));
  EXPECT_THAT(read.lines, ElementsAre(3, 4));
}

TEST(CsvReader, ResumesBehindTheFirstLineOfARowWhoseLaterQuoteIsUnclosed) {
  const auto read = read_all(reader_of("a,b\n\"x\ny\",\"z\n2,3\n"));
  ASSERT_EQ(read.problems.size(), 2u);
  EXPECT_EQ(read.problems[0].line, 3);
  EXPECT_EQ(read.problems[1].line, 3);
  EXPECT_EQ(read.rows, (Rows{{"2", "3"}}));
  EXPECT_THAT(read.lines, ElementsAre(4));
}

TEST(CsvReader, RejectsTextAfterAClosingQuote) {
  const auto read = read_all(reader_of("a,b\n\"x\"y,1\n2,3\n"));
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(read.problems[0].reason, "text after a closing quote");
  EXPECT_EQ(read.rows, (Rows{{"2", "3"}}));
}

TEST(CsvReader, RejectsRowsOfAnotherWidth) {
  const auto read = read_all(reader_of("a,b\n1\n1,2,3\n1,2,\n"));
  ASSERT_EQ(read.problems.size(), 2u);
  EXPECT_EQ(read.problems[0].reason, "the row has 1 fields, the header 2");
  EXPECT_EQ(read.problems[1].reason, "the row has 3 fields, the header 2");
  EXPECT_EQ(read.rows, (Rows{{"1", "2"}}));
}

TEST(CsvReader, HoldsToItsLimits) {
  CsvOptions options;
  options.dialect = CsvDialect();
  options.field_limit = 1000;
  options.row_limit = 3000;
  const std::string long_field(1001, 'x');
  const std::string many_fields(3100, ',');
  const auto read =
      read_all(reader_of("a,b\n" + long_field + ",1\n" + many_fields + "\n5,6\n", options));
  ASSERT_EQ(read.problems.size(), 2u);
  EXPECT_EQ(read.problems[0].reason, "a field is longer than 1000 bytes");
  EXPECT_EQ(read.problems[1].reason, "the row is longer than 3000 bytes");
  EXPECT_EQ(read.rows, (Rows{{"5", "6"}}));
}

/// Gives `size` bytes of one letter: a file that need not exist.
class EndlessLine : public ByteSource {
 public:
  explicit EndlessLine(std::int64_t size) : size_(size) {}
  std::size_t read(char* to, std::size_t size) override {
    const auto count = std::min<std::int64_t>(static_cast<std::int64_t>(size), size_ - done_);
    std::memset(to, 'x', static_cast<std::size_t>(count));
    if (done_ == 0 && count > 3) std::copy_n("a,b\n", 4, to);
    done_ += count;
    largest = std::max(largest, size);
    return static_cast<std::size_t>(count);
  }
  std::int64_t bytes_done() const override { return done_; }
  std::int64_t bytes_total() const override { return size_; }

  static inline std::size_t largest = 0;

 private:
  std::int64_t size_, done_ = 0;
};

TEST(CsvReader, RefusesALineOfAGigabyteInBoundedMemory) {
  EndlessLine::largest = 0;
  const auto read =
      read_all(CsvReader(std::make_unique<EndlessLine>(std::int64_t{1} << 30), "big.csv"));
  ASSERT_EQ(read.problems.size(), 1u);
  EXPECT_EQ(read.problems[0].reason, "the row is longer than 16 MiB");
  EXPECT_EQ(read.problems[0].line, 2);
  EXPECT_LE(EndlessLine::largest, std::size_t{17} << 20);
}

TEST(CsvReader, SaysWhatToDoAboutFilesThatAreNoTables) {
  EXPECT_THROW(reader_of(""), base::Error);
  EXPECT_THROW(reader_of("\xFF\xFE"
                         "a"),
               base::Error);
  EXPECT_THROW(CsvReader("/no/such/file.csv"), base::Error);
}

std::string quoted(const std::string& field) {
  std::string text = "\"";
  for (const char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

RC_GTEST_PROP(CsvReader, ReadsBackWhatIsQuoted, ()) {
  const auto letter =
      rc::gen::element<std::string>("a", ",", "\"", "\n", "\r", ";", "ü", "€", " ", "");
  const auto field =
      rc::gen::map(rc::gen::container<std::vector<std::string>>(letter), [](const auto& parts) {
        std::string text;
        for (const auto& part : parts) text += part;
        return text;
      });
  const auto rows = *rc::gen::container<std::vector<std::pair<std::string, std::string>>>(
      rc::gen::pair(field, field));
  std::string text = "h1,h2\n";
  for (const auto& [a, b] : rows) text += quoted(a) + "," + quoted(b) + "\n";
  CsvOptions options;
  options.dialect = CsvDialect();
  const auto read = read_all(reader_of(text, options));
  RC_ASSERT(read.problems.empty());
  RC_ASSERT(read.rows.size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RC_ASSERT(read.rows[i][0] == rows[i].first);
    RC_ASSERT(read.rows[i][1] == rows[i].second);
  }
}

}  // namespace
}  // namespace stagecraft::history
