#include "base/text.h"

#include <gmock/gmock.h>

#include <cmath>

namespace muster {
namespace {

using testing::ElementsAre;

TEST(Text, trims_white_space_at_both_ends) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \n "), "");
}

TEST(Text, splits_into_one_piece_more_than_separators) {
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
}

TEST(Text, compares_ascii_letters_without_case_only) {
  EXPECT_TRUE(equal_ignoring_case("BackGround", "background"));
  EXPECT_FALSE(equal_ignoring_case("cat", "cats"));
  EXPECT_FALSE(equal_ignoring_case("É", "é"));
  EXPECT_FALSE(equal_ignoring_case("[", "{"));
}

TEST(Text, parses_a_number_only_when_nothing_else_stands_there) {
  EXPECT_EQ(parse_number(" +127.5 "), 127.5);
  EXPECT_EQ(parse_number("1e-3"), 1e-3);
  EXPECT_TRUE(std::isnan(parse_number("nan").value()));
  for (const char* wrong : {"", "1x", "1,5", "+-1", "0x10", "--1"}) EXPECT_FALSE(parse_number(wrong)) << wrong;
}

TEST(Text, parses_an_integer_only_within_its_range) {
  EXPECT_EQ(parse_integer(" -17 "), -17);
  EXPECT_EQ(parse_integer("9223372036854775807"), 9223372036854775807);
  for (const char* wrong : {"9223372036854775808", "1.0", "", "+-5", "5 6"})
    EXPECT_FALSE(parse_integer(wrong)) << wrong;
}

TEST(Text, knows_well_formed_utf8) {
  for (const char* good : {"", "plain ascii of more than eight", "é", "日本語", "\U0001F600", "abcdefgé",
                           "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* bad : {"\xFF", "\x80", "é\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF5\x80\x80\x80", "12345678\x80", "\xE6\x97"})
    EXPECT_FALSE(is_utf8(bad)) << printable(bad);
}

TEST(Text, shows_untrusted_bytes_without_harm) {
  EXPECT_EQ(printable("a\x1B[31mb\n\x7F"), "a\\x1B[31mb\\x0A\\x7F");
  EXPECT_EQ(printable("é\xFF\xC2\x9B"), "é\\xFF\\xC2\\x9B");
  EXPECT_EQ(printable(std::string(300, 'x'), 5), "xxxxx…");
  EXPECT_EQ(in_quotes("a\tb"), "'a\\x09b'");
}

TEST(Text, offers_the_nearest_name_when_it_is_near) {
  const std::vector<std::string> names{"beagle", "boxer", "Great Dane"};
  EXPECT_EQ(nearest("begle", names), "beagle");
  EXPECT_EQ(nearest("GREAT DANE", names), "Great Dane");
  EXPECT_EQ(nearest("aeroplane", names), std::nullopt);
  EXPECT_EQ(did_you_mean("boxr", names), "; did you mean 'boxer'?");
  EXPECT_EQ(did_you_mean("aeroplane", names), "");
}

TEST(Text, offers_no_name_that_shares_hardly_a_letter) {
  const std::vector<std::string> names{"jay", "a", "cot"};
  EXPECT_EQ(nearest("cat", names), "cot");
  EXPECT_EQ(nearest("dog", names), std::nullopt);
  EXPECT_EQ(nearest("b", names), "a");
}

TEST(Text, knows_synonyms_between_commas) {
  const std::vector<std::string> names{"conch", "tench, Tinca tinca"};
  EXPECT_EQ(nearest("tench", names), "tench, Tinca tinca");
  EXPECT_EQ(nearest("Tinca tinka", names), "tench, Tinca tinca");
}

TEST(Text, prefers_the_nearer_of_two_names) {
  const std::vector<std::string> names{"latency_p99_ms", "latency_p90_ms"};
  EXPECT_EQ(nearest("latency_p90_m", names), "latency_p90_ms");
}

}  // namespace
}  // namespace muster
