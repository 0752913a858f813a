#include "report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "muster/render.h"
#include "support/sample_report.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Page, holds_text_of_files_as_data_that_cannot_end_its_element) {
  const std::string hostile = "</script><!--<img src=x onerror=alert(1)>";
  const std::string page = write_page(hostile, {{"label", hostile}}, hostile);
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, HasSubstr(R"("\u003c/script>\u003c!--\u003cimg src=x onerror=alert(1)>")"));
  EXPECT_THAT(page, HasSubstr("<title>&lt;/script&gt;"));
  EXPECT_THAT(page, HasSubstr("<pre class=\"plain\">&lt;/script&gt;"));
}

TEST(Page, allows_its_own_script_and_style_and_nothing_else) {
  const std::string page = write_page("t", nullptr, "");
  EXPECT_THAT(page.substr(0, 600), HasSubstr("content=\"default-src 'none'; img-src data:; style-src 'sha256-"));
  for (const char* forbidden : {"<script src", "unsafe", "<link rel=\"stylesheet", "@import", "eval("})
    EXPECT_EQ(page.find(forbidden), std::string::npos) << forbidden;
  EXPECT_NE(page.find("Redistribution and use in source and binary forms"), std::string::npos);
}

TEST(Page, of_a_report_has_the_words_of_the_terminal) {
  const auto page = render(sample_report(), "html");
  ASSERT_TRUE(page.has_value());
  EXPECT_THAT(*page, HasSubstr("animals.tflite"));
  EXPECT_THAT(*page, HasSubstr("model size"));
  EXPECT_THAT(*page, HasSubstr("\"kind\":\"check\""));
}

TEST(Page, shows_only_pictures_that_were_taken) {
  Report report = sample_report();
  report.models[0].telling_photos = {{0, 0, 1, false, 0.7F}, {1, 1, 1, true, 0.7F}};
  Pictures pictures;
  pictures[{"photo1.jpg"}] = "WEBP";
  const auto page = render(report, "html", {.pictures = &pictures});
  EXPECT_THAT(*page, HasSubstr("\"pictures\":[\"V0VCUA==\"]"));
  EXPECT_THAT(*page, HasSubstr(R"("path":"photo0.jpg","picture":null)"));
  EXPECT_THAT(*page, HasSubstr(R"("path":"photo1.jpg","picture":0)"));
}

}  // namespace
}  // namespace muster
