// Pictures drawn by the page's script in the engine without a browser.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "muster/render.h"
#include "support/message_of.h"
#include "support/sample_report.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Plots, are_svg_files_that_need_nothing_else) {
  const auto plots = render_plots(sample_report());
  ASSERT_TRUE(plots.has_value()) << message_of(plots);
  ASSERT_TRUE(plots->contains("summary.svg"));
  for (const auto& [name, svg] : *plots) {
    EXPECT_THAT(svg, StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")) << name;
    EXPECT_THAT(svg, Not(HasSubstr("var("))) << name << ": few programs know variables";
    EXPECT_THAT(svg, Not(HasSubstr("NaN"))) << name;
    EXPECT_THAT(svg, Not(HasSubstr("undefined"))) << name;
  }
  EXPECT_THAT(plots->at("summary.svg"), HasSubstr("animals.tflite"));
}

TEST(Plots, take_names_for_text) {
  Report report = sample_report();
  report.models[0].reasons = {"class </text><script>alert(1)</script> & \"more\""};
  const auto plots = render_plots(report);
  ASSERT_TRUE(plots.has_value()) << message_of(plots);
  EXPECT_THAT(plots->at("summary.svg"), Not(HasSubstr("<script>")));
  EXPECT_THAT(plots->at("summary.svg"), HasSubstr("&lt;script&gt;alert(1)"));
}

TEST(Plots, of_nothing_are_none) {
  const auto plots = render_plots(Report{});
  ASSERT_TRUE(plots.has_value()) << message_of(plots);
  EXPECT_TRUE(plots->empty());
}

}  // namespace
}  // namespace muster
