// Core ML models through the program, from outside.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/fake_models.h"
#include "support/run_program.h"
#include "support/schema.h"

namespace muster {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const std::string kNetworks = std::string(MUSTER_UNPACKED) + "/networks/";

class CoreMl : public ::testing::Test {
 protected:
  CoreMl() {
    std::string manifest = "path,class_index\n";
    for (int i = 0; i < 6; ++i) {
      const std::string name = "photo" + std::to_string(i) + ".bmp";
      folder.write_text(name, FakeScene::grey_bmp(static_cast<unsigned char>(40 * i)));
      manifest += name + "," + std::to_string(i) + "\n";
    }
    data = " --data " + folder.write_text("photos.csv", manifest).string() + " --preprocess stretch";
  }

  void refuse(const std::string& command, const std::string& words) const {
    const Ended ended = run_muster(command + " 2>&1");
    EXPECT_EQ(ended.exit_code, 2) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr(words));
  }

  TempFolder folder;
  std::string data;
};

TEST_F(CoreMl, is_inspected_and_its_json_keeps_to_the_schema) {
  for (const std::string file : {"mobilenet_v2.mlpackage", "efficientnet_lite.mlpackage.zip", "squeezenet.mlmodel"}) {
    SCOPED_TRACE(file);
    const Ended ended = run_muster("inspect " + kNetworks + file + " --json -");
    EXPECT_EQ(ended.exit_code, 0);
    EXPECT_TRUE(keeps_to_schema("model.schema.json", ended.output));
    const auto json = nlohmann::json::parse(ended.output, nullptr, false);
    EXPECT_EQ(json["format"], "coreml");
    EXPECT_EQ(json["classifier"], true) << json["not_a_classifier_because"];
    EXPECT_EQ(json["label_count"], 10);
  }
}

TEST_F(CoreMl, is_checked_on_photos_with_every_figure_called_translated) {
  const auto budget = folder.write_text("b.toml", "schema = 1\n[limits.top1_accuracy]\nlevel = \"off\"\n").string();
  for (const std::string file : {"mobilenet_v2.mlpackage", "squeezenet.mlmodel"}) {
    SCOPED_TRACE(file);
    const auto report = folder / "report.json";
    const Ended ended =
        run_muster("check " + kNetworks + file + data + " --max-seconds 0.3 --accept host-latency=why --budget " +
                   budget + " --json " + report.string() + " 2>&1");
    EXPECT_EQ(ended.exit_code, 3) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("UNPROVEN"), HasSubstr("translated cpu"), HasSubstr("(model metadata)"),
                                    HasSubstr("accepting host latency is refused")));
    std::ifstream stream(report);
    const auto json = nlohmann::json::parse(stream, nullptr, false);
    EXPECT_EQ(json["models"][0]["metrics"]["latency_p90_ms"]["origin"], "translated");
    EXPECT_EQ(json["models"][0]["metrics"]["top1_accuracy"]["origin"], "translated");
    EXPECT_EQ(json["models"][0]["metrics"]["model_bytes"]["origin"], "host");
    EXPECT_THAT(json["machine"]["runtime"].get<std::string>(), HasSubstr("OpenVINO"));
  }
}

TEST_F(CoreMl, in_both_forms_decides_the_same) {
  const Ended ended = run_muster("compare " + kNetworks + "squeezenet.mlpackage " + kNetworks + "squeezenet.mlmodel" +
                                 data + " --no-latency 2>&1");
  EXPECT_THAT(ended.output, HasSubstr("0 of 6 decisions flipped"));
}

TEST_F(CoreMl, holds_no_memory_limit_by_what_it_took_here) {
  const auto budget = folder.write_text("b.toml", "schema = 1\n[limits.peak_memory_bytes]\nmax = 1e12\n").string();
  const Ended ended = run_muster("check " + kNetworks + "squeezenet.mlmodel" + data + " --max-seconds 0.3 --budget " +
                                 budget + " 2>&1");
  EXPECT_THAT(ended.output, HasSubstr("of a translated model neither proves nor disproves the limit of"));
}

TEST_F(CoreMl, takes_no_normalisation_beside_its_own) {
  const std::string check = "check " + kNetworks + "squeezenet.mlmodel" + data + " --no-latency";
  refuse(check + " --mean 127 --std 128", "mean and std are inside this model");
  refuse(check + " --colour rgb", "this model takes its channels as bgr");
  refuse(check + " --input-size 20", "the model allows");
}

TEST_F(CoreMl, that_is_cut_short_or_unknown_is_named) {
  std::ifstream whole(kNetworks + "efficientnet_lite.mlpackage.zip", std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(whole), {});
  refuse("inspect " + folder.write_text("cut.mlpackage.zip", bytes.substr(0, 2000)).string(), "cut.mlpackage.zip");
  std::filesystem::create_directory(folder / "model.mlmodelc");
  folder.write_text("model.mlmodelc/coremldata.bin", "compiled");
  refuse("inspect " + (folder / "model.mlmodelc").string(), "compiled");
}

}  // namespace
}  // namespace muster
