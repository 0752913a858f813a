// Command lines that make no sense, from outside: exit code 2, and words that say what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fake_models.h"
#include "support/run_program.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::Not;

class CommandLine : public ::testing::Test {
 protected:
  CommandLine() : scene("") {
    scene.add_photos(4);
    check = "check " + scene.model.string() + " --data " + scene.options.data.data.string();
  }

  static void refuse(const std::string& arguments, const std::string& words) {
    const Ended ended = run_muster(arguments + " 2>&1", "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
    EXPECT_EQ(ended.exit_code, 2) << arguments << "\n" << ended.output;
    EXPECT_THAT(ended.output, HasSubstr(words)) << arguments;
    EXPECT_THAT(ended.output, Not(HasSubstr("00000000000"))) << arguments;
  }

  FakeScene scene;
  std::string check;
};

TEST(CommandLineOfTheReport, is_one_that_a_shell_reads_back) {
  const Ended ended =
      run_muster("check 'a b.tflite' --measured-on 'Pixel 8; Android' --confusion '$(touch x)' --json - 2>/dev/null");
  EXPECT_THAT(ended.output,
              HasSubstr("muster check 'a b.tflite' --measured-on 'Pixel 8; Android' --confusion '$(touch x)'"));
}

TEST_F(CommandLine, of_a_page_that_is_not_written_is_refused_before_any_work) {
  refuse(check + " --no-images", "--report");
  refuse(check + " --plots " + scene.model.string(), "is no folder");
  refuse(check + " --report " + scene.model.string(), "is read or written already");
}

TEST_F(CommandLine, of_an_unknown_command_names_those_there_are) {
  refuse("chek model.tflite", "'chek' is no command; there are check, compare, observe, judge, render, merge,");
  refuse("list foo", "'foo' is no command; there are checks, metrics, formats, degradations");
}

TEST_F(CommandLine, with_an_empty_text_names_its_option) {
  refuse("check '' --data x", "MODEL: the text given is empty");
  for (const char* option : {"--budget", "--labels", "--measured-on", "--latency-log", "--json", "--split", "--by"})
    refuse(check + " " + option + " ''", std::string(option) + ": the text given is empty");
}

TEST_F(CommandLine, with_a_number_out_of_range_says_the_range) {
  refuse(check + " --limit 0", "--limit: '0': give a whole number from 1 to 1000000000");
  refuse(check + " --jobs 2.5", "'2.5': give a whole number from 1 to 1024");
  for (const char* value : {"nan", "inf", "1e-300", "-1"})
    refuse(check + " --battery-mwh " + value, "give a number from 1 to 1000000");
  refuse(check + " --max-seconds nan", "give a number from 0.1 to 86400");
}

TEST_F(CommandLine, never_overwrites_what_it_reads) {
  const std::string model = scene.model.string(), folder = scene.folder.path().string();
  refuse(check + " --json " + model, "is read or written already");
  refuse(check + " --predictions-out " + scene.options.data.data.string(), "is read or written already");
  refuse("inspect " + model + " --json " + model, "is read or written already");
  refuse("bench " + model + " --json " + folder + "/model.muster.toml", "is read or written already");
  refuse("predict " + model + " p.jpg --labels " + scene.options.data.labels.string() + " --save-input " +
             scene.options.data.labels.string(),
         "is read or written already");
  refuse(check + " --json " + folder + "/both --predictions-out " + folder + "/./both", "is read or written already");
  refuse(check + " --json " + folder, "is a folder");
  refuse(check + " --json " + folder + "/photo0.BMP", "is a photo's name");
}

TEST_F(CommandLine, writes_one_output_to_stdout_at_most) {
  refuse(check + " --json - --markdown -", "two outputs cannot both go to stdout");
}

TEST_F(CommandLine, learns_before_the_work_that_there_is_no_folder_for_the_output) {
  refuse(check + " --json /nowhere/at/all/report.json", "there is no folder /nowhere/at/all");
}

TEST_F(CommandLine, accepts_host_latency_only_with_a_reason_and_only_where_it_counts) {
  refuse(check + " --accept host-latency=", "the reason is missing");
  refuse("bench " + scene.model.string() + " --accept host-latency", "not expected");
}

TEST_F(CommandLine, gives_no_option_without_what_it_acts_on) {
  refuse(check + " --measured-on 'P; A; L; cpu; 2026-01-01'", "--measured-on says where evidence comes from");
  const auto matrix = scene.folder.write_text("m.csv", "actual,a,b\na,1,0\nb,0,1\n").string();
  refuse("check --confusion " + matrix + " --by light", "a matrix has none");
  refuse("check --confusion " + matrix + " --scores logit", "a matrix has none");
  const auto answers = scene.folder.write_text("p.csv", "path,label,predicted\n1,a,a\n2,b,b\n").string();
  refuse("check --predictions " + answers + " --limit 1", "--limit is for photos");
  refuse("check --predictions " + answers + " --no-accuracy", "--no-accuracy leaves nothing to do");
  refuse("check --predictions " + answers + " --mean 127", "answers that are there are taken as they are");
}

TEST_F(CommandLine, degrades_photos_only_where_it_classifies_them) {
  const auto answers = scene.folder.write_text("p.csv", "path,label,predicted\n1,a,a\n2,b,b\n").string();
  refuse("check --predictions " + answers + " --stress", "--stress is for photos that are classified here");
  refuse(check + " --stress --no-accuracy", "--stress is for photos that are classified here");
  refuse(check + " --stress --decide", "give one of them");
  refuse(check + " --stress-photos 5", "--stress-photos says how many photos --stress degrades");
  refuse(check + " --stress --stress-photos 0", "give a whole number from 1 to 100000");
}

TEST_F(CommandLine, never_draws_over_a_picture_that_is_there) {
  const std::string model = scene.model.string(), folder = scene.folder.path().string();
  scene.folder.write_text("dog.png", "a photo");
  refuse("predict " + model + " p.jpg --stress-sheet " + folder + "/dog.png", "is there already, and may be a photo");
  refuse("predict " + model + " p.jpg --stress-sheet " + model, "is read or written already");
}

TEST_F(CommandLine, minds_a_reader_that_went_away_no_more_than_others_do) {
  for (const std::string& command :
       {check + " --no-latency --labels " + scene.options.data.labels.string() + " --json -",
        std::string("list metrics")}) {
    const Ended ended = run_muster(command + " 2>&1 >&- | cat", "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
    EXPECT_THAT(ended.output, Not(HasSubstr("internal error"))) << command;
  }
  const Ended ended = run_muster("list metrics | true; echo ${PIPESTATUS[0]}");
  EXPECT_THAT(ended.output, Not(HasSubstr("error")));
}

TEST_F(CommandLine, notices_that_stdout_is_full) {
  for (const std::string& command : {std::string("list metrics"), std::string("--help"), check + " --no-latency"}) {
    const Ended ended = run_muster(command + " 2>&1 >/dev/full", "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
    EXPECT_EQ(ended.exit_code, 2) << command;
    EXPECT_THAT(ended.output, HasSubstr("cannot write to stdout")) << command;
  }
}

}  // namespace
}  // namespace muster
