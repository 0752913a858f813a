// `muster plan` from outside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "support/run_program.h"
#include "support/schema.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::Not;

Ended plan(const std::string& arguments) {
  return run_muster("plan " + arguments + " 2>&1");
}

TEST(Plan, says_how_many_photos_to_collect) {
  const Ended ended = plan("--accuracy 0.9 --margin 0.01");
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.output, HasSubstr("±1 point "));
  EXPECT_THAT(ended.output, HasSubstr("3,458"));
  EXPECT_THAT(ended.output, HasSubstr("over 89 %"));
  EXPECT_THAT(ended.output, Not(HasSubstr("class")));
  EXPECT_THAT(ended.output, Not(HasSubstr("flips")));
}

TEST(Plan, says_how_many_of_each_class_and_of_all) {
  const Ended ended = plan("--accuracy 0.9 --margin 0.02 --classes 10 --flips 0.05");
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.output, HasSubstr("865           8,650\n"));
  EXPECT_THAT(ended.output, HasSubstr("loss of 2 points seen, of 5 % flips"));
  for (const std::string_view line : split(ended.output, '\n'))
    EXPECT_LE(line.size(), 82U) << line;  // "±" is two bytes
}

TEST(Plan, says_over_how_many_where_no_number_is_in_reach) {
  EXPECT_THAT(plan("--accuracy 0.85 --margin 0.001 --classes 2").output, HasSubstr("over 100,000    over 200,000"));
}

TEST(Plan, writes_json_to_stdout_alone_and_keeps_to_its_schema) {
  for (const char* more : {"", "--classes 10 --flips 0.05", "--margin 0.001"}) {
    const Ended ended = plan(std::string("--accuracy 0.85 --json - ") + more);
    EXPECT_EQ(ended.exit_code, 0);
    EXPECT_TRUE(keeps_to_schema("plan.schema.json", ended.output)) << ended.output;
  }
  const auto json = nlohmann::json::parse(plan("--accuracy 0.76 --margin 0.01 --json -").output);
  EXPECT_EQ(json["photos_for_margin"], 7007);
  EXPECT_TRUE(json["classes"].is_null());
}

TEST(Plan, refuses_what_cannot_be_planned) {
  const auto refuse = [](const std::string& arguments, const std::string& why) {
    const Ended ended = plan(arguments);
    EXPECT_EQ(ended.exit_code, 2) << arguments;
    EXPECT_THAT(ended.output, HasSubstr(why)) << arguments;
  };
  refuse("", "--accuracy is required");
  refuse("--accuracy 85", "give a number from 0.01 to 1");
  refuse("--accuracy 0.85 --margin 0", "give a number from 0.001 to 0.5");
  refuse("--accuracy 0.85 --classes 2.5", "give a whole number from 1");
  refuse("--accuracy 0.3 --margin 0.3", "leaves no limit");
  refuse("--accuracy 0.85 --margin 0.05 --flips 0.02", "a loss of 0.05 cannot be");
  refuse("--accuracy 0.85 --json /nowhere/at/all/plan.json", "there is no folder");
}

}  // namespace
}  // namespace muster
