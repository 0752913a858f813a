#include "base/table_reader.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "support/message_of.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Rows = std::vector<std::vector<std::string>>;

/// All rows below the header, or the first error.
Result<Rows> rows_of(std::string_view text) {
  const TempFolder folder;
  MUSTER_TRY(TableReader csv, TableReader::open(folder.write_text("a.csv", text)));
  Rows rows;
  std::vector<std::string> fields;
  while (true) {
    MUSTER_TRY(const bool any, csv.next(fields));
    if (!any) return rows;
    rows.push_back(fields);
  }
}

TEST(Csv, reads_quoted_fields_with_commas_quotes_and_line_breaks) {
  EXPECT_EQ(rows_of("a,b\n\"x, y\",\"say \"\"so\"\"\nhere\"\n").value(), (Rows{{"x, y", "say \"so\"\nhere"}}));
}

TEST(Csv, takes_crlf_cr_and_a_last_line_without_end) {
  EXPECT_EQ(rows_of("a,b\r\n1,2\r\n3,4").value(), (Rows{{"1", "2"}, {"3", "4"}}));
  EXPECT_EQ(rows_of("a,b\r1,2\r").value(), (Rows{{"1", "2"}}));
}

TEST(Csv, skips_any_number_of_blank_lines) {
  EXPECT_EQ(rows_of("a\n" + std::string(3'000'000, '\n') + "1\n\n2\n").value(), (Rows{{"1"}, {"2"}}));
}

TEST(Csv, keeps_empty_fields) {
  EXPECT_EQ(rows_of("a,b,c\n,,\n\"\",x,\n").value(), (Rows{{"", "", ""}, {"", "x", ""}}));
}

TEST(Csv, passes_over_a_byte_order_mark_before_a_quoted_header) {
  const TempFolder folder;
  const auto csv = TableReader::open(folder.write_text("a.csv", "\xEF\xBB\xBF\"path\", Label \n"));
  ASSERT_TRUE(csv) << message_of(csv);
  EXPECT_THAT(csv->header(), ElementsAre("path", "Label"));
}

TEST(Csv, finds_columns_by_exact_name_before_another_case) {
  const TempFolder folder;
  const auto csv = TableReader::open(folder.write_text("a.csv", "Cat,cat,DOG\n"));
  ASSERT_TRUE(csv) << message_of(csv);
  EXPECT_EQ(csv->column("cat"), 1U);
  EXPECT_EQ(csv->column("dog"), 2U);
  EXPECT_EQ(csv->column("bird"), std::nullopt);
}

TEST(Csv, counts_lines_across_quoted_line_breaks_and_blank_lines) {
  const TempFolder folder;
  auto csv = TableReader::open(folder.write_text("a.csv", "a\n\"1\n2\"\n\nx,y\n"));
  ASSERT_TRUE(csv) << message_of(csv);
  std::vector<std::string> fields;
  ASSERT_TRUE(csv->next(fields));
  EXPECT_EQ(csv->line(), 2U);
  EXPECT_THAT(message_of(csv->next(fields)), HasSubstr("a.csv:5: 2 fields where the header has 1"));
}

TEST(Csv, reads_fields_that_cross_its_buffer) {
  const std::string longest(200'000, 'x');
  EXPECT_EQ(rows_of("a,b\n" + longest + ",\"" + longest + "\"\n").value(), (Rows{{longest, longest}}));
}

TEST(Csv, refuses_rows_that_are_broken_or_too_long) {
  EXPECT_THAT(message_of(rows_of("a\n\"x\ny\n")), HasSubstr(":2: a quote is opened and never closed"));
  EXPECT_THAT(message_of(rows_of("a\n\"x\"y\n")), HasSubstr(":2: text after a closing quote"));
  EXPECT_THAT(message_of(rows_of("a\nx\xFFy\n")), HasSubstr(":2: 'x\\xFFy' is not UTF-8"));
  EXPECT_THAT(message_of(rows_of(std::string_view("a\nx\0y\n", 6))), HasSubstr(":2: a NUL byte"));
  EXPECT_THAT(message_of(rows_of("a\n" + std::string(1'100'000, 'x'))), HasSubstr(":2: a row of more than 1 MiB"));
  EXPECT_THAT(message_of(rows_of("a\n\"" + std::string(1'100'000, 'x'))), HasSubstr(":2: a row of more than 1 MiB"));
  EXPECT_THAT(message_of(rows_of("a\n" + std::string(1'100'000, ','))), HasSubstr(":2: a row of more than 1 MiB"));
}

TEST(Csv, refuses_files_without_a_usable_header) {
  EXPECT_THAT(message_of(rows_of("")), HasSubstr("empty; the first line must name the columns"));
  EXPECT_THAT(message_of(rows_of("\n\n")), HasSubstr("empty"));
  EXPECT_THAT(message_of(rows_of("a,b,a\n")), HasSubstr(":1: column 'a' stands twice"));
}

TEST(Csv, refuses_what_is_no_file_and_never_waits_for_a_pipe) {
  const TempFolder folder;
  const std::filesystem::path pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(message_of(TableReader::open(pipe)), HasSubstr("not a regular file"));
  EXPECT_THAT(message_of(TableReader::open(folder.path())), HasSubstr("not a regular file"));
  const auto missing = TableReader::open(folder / "none.csv");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
}

TEST(Csv, writes_fields_that_it_reads_back) {
  for (const std::string text : {"plain", "a,b", "say \"so\"", "two\nlines", ""})
    EXPECT_EQ(rows_of("a,b\nx," + csv_field(text) + "\n").value(), (Rows{{"x", text}}));
  EXPECT_EQ(csv_field("plain"), "plain");
}

}  // namespace
}  // namespace muster
