#include "model/sniff_format.h"

#include <gtest/gtest.h>

#include "muster/model.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

// ir_version 8, producer "pytorch", a graph (field 7)
constexpr std::string_view kOnnx("\x08\x08\x12\x07pytorch\x3a\x02\x0a\x00", 15);
// specificationVersion 4, a description, a neural network classifier (field 403)
constexpr std::string_view kCoreml("\x08\x04\x12\x02\x0a\x00\x9a\x19\x00", 9);

TEST(SniffFormat, tells_formats_by_content_and_not_by_name) {
  const TempFolder folder;
  EXPECT_EQ(sniff_format(folder.write_text("model.tflite", kOnnx)), "onnx");
  EXPECT_EQ(sniff_format(folder.write_text("model.bin", kCoreml)), "coreml");
  EXPECT_EQ(sniff_format(folder.write_text("package.zip", "PK\x03\x04 and so on")), "coreml");
  EXPECT_EQ(sniff_format(folder.write_text("cut.onnx", kOnnx.substr(0, 13))), "onnx");
}

TEST(SniffFormat, goes_by_the_name_where_the_content_has_no_mark) {
  const TempFolder folder;
  for (const std::string_view text : {"", "ab", "a text of some length"}) {
    EXPECT_EQ(sniff_format(folder.write_text("m.mlmodel", text)), "coreml");
    EXPECT_EQ(sniff_format(folder.write_text("m.onnx", text)), "onnx");
  }
  EXPECT_EQ(sniff_format(folder.write_text("t.mlmodel", "\x1c..!TFL3 and so on")), "");
  std::filesystem::create_directory(folder / "m.mlpackage");
  EXPECT_EQ(sniff_format(folder / "m.mlpackage"), "coreml");
}

TEST(SniffFormat, knows_a_package_by_its_manifest) {
  const TempFolder folder;
  EXPECT_EQ(sniff_format(folder.path()), "");
  folder.write_text("Manifest.json", "{}");
  EXPECT_EQ(sniff_format(folder.path()), "coreml");
}

TEST(SniffFormat, leaves_everything_else_to_others) {
  const TempFolder folder;
  for (const std::string_view text :
       {"", "abc", "a text of some length", "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"})
    EXPECT_EQ(sniff_format(folder.write_text("file", text)), "");
  EXPECT_EQ(sniff_format(folder / "nowhere"), "");
}

TEST(LoadModel, leaves_formats_that_are_parsed_in_a_worker_to_inspect) {
  const TempFolder folder;
  const auto model = load_model(folder.write_text("model.onnx", kOnnx));
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(model.error().message.find("by inspect()"), std::string::npos) << model.error().message;
}

}  // namespace
}  // namespace muster
