#include "model/coreml/package_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <random>

#include "base/sha256.h"
#include "model/coreml/package_sizes.h"
#include "model/coreml/weight_blob.h"
#include "model/coreml_test_support.h"
#include "support/message_of.h"

namespace muster {
namespace {

using testing::HasSubstr;

using Entries = std::vector<std::pair<std::string, std::string>>;

/// A zip with these entries.
std::filesystem::path write_zip(const TempFolder& folder, const Entries& entries) {
  const std::filesystem::path path = folder / "m.zip";
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [name, content] : entries)
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0),
                 ZIP_FL_ENC_UTF_8);
  EXPECT_EQ(zip_close(archive), 0);
  return path;
}

Entries entries_of(const std::filesystem::path& package, const std::string& prefix) {
  Entries entries;
  for (const auto& [path, bytes] : read_package_files(package).value_or(PackageFiles{}))
    entries.emplace_back(prefix + path, std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  return entries;
}

TEST(PackageFiles, are_the_same_from_a_folder_and_from_a_zip_of_it) {
  const TempFolder folder;
  const auto package = convolution_recipe().write(folder);
  const PackageFiles files = read_package_files(package).value_or(PackageFiles{});
  EXPECT_EQ(files.size(), 3U);
  for (const char* prefix : {"", "m.mlpackage/", "a/b/m.mlpackage/"}) {
    const auto zip = write_zip(folder, entries_of(package, prefix));
    EXPECT_EQ(read_package_files(zip).value_or(PackageFiles{}), files) << prefix;
    EXPECT_TRUE(open_coreml(zip)) << message_of(open_coreml(zip));
  }
}

TEST(PackageFiles, refuse_a_zip_that_leads_out) {
  const TempFolder folder;
  for (const char* name : {"../evil", "a/../../evil", "/etc/evil", "a\\..\\evil"}) {
    const auto zip = write_zip(folder, {{"Manifest.json", "{}"}, {name, "x"}});
    EXPECT_THAT(message_of(read_package_files(zip)), HasSubstr("leads out of the zip")) << name;
  }
}

TEST(PackageFiles, refuse_a_zip_that_is_cut_short) {
  const TempFolder folder;
  const auto zip = write_zip(folder, entries_of(convolution_recipe().write(folder), ""));
  std::filesystem::resize_file(zip, std::filesystem::file_size(zip) / 2);
  EXPECT_THAT(message_of(open_coreml(zip)), HasSubstr("the zip is not there, or cut short"));
}

TEST(PackageFiles, follow_no_links) {
  const TempFolder folder;
  const auto package = convolution_recipe().write(folder);
  std::filesystem::create_symlink("/etc/passwd", package / "Data" / "link");
  EXPECT_THAT(message_of(open_coreml(package)), HasSubstr("links in a package are not followed"));
}

TEST(CoremlFile, refuses_a_manifest_that_points_outside_the_package) {
  const TempFolder folder;
  const auto package = convolution_recipe().write(folder);
  for (const char* path : {"../../evil.mlmodel", "/etc/passwd", "a//b", ""}) {
    const std::string manifest =
        std::string(R"({"rootModelIdentifier": "A", "itemInfoEntries": {"A": {"path": ")") + path;
    folder.write_text("m.mlpackage/Manifest.json", manifest + "\"}}}");
    EXPECT_THAT(message_of(open_coreml(package)), HasSubstr("leads out of the package")) << path;
  }
}

TEST(CoremlFile, refuses_manifests_that_name_no_model) {
  const TempFolder folder;
  const auto package = convolution_recipe().write(folder);
  for (const char* manifest : {"", "[]", "{", "{}", R"({"rootModelIdentifier": "A", "itemInfoEntries": {}})",
                               R"({"rootModelIdentifier": "A", "itemInfoEntries": {"A": {"path": 1}}})",
                               R"({"rootModelIdentifier": "A", "itemInfoEntries": {"A": {"path": "none"}}})"}) {
    folder.write_text("m.mlpackage/Manifest.json", manifest);
    const auto file = open_coreml(package);
    ASSERT_FALSE(file) << manifest;
    EXPECT_EQ(file.error().code, ErrorCode::kMalformed);
    EXPECT_THAT(file.error().message, HasSubstr("m.mlpackage: Manifest.json: "));
  }
}

TEST(CoremlFile, refuses_a_folder_without_a_manifest) {
  const TempFolder folder;
  const auto package = convolution_recipe().write(folder);
  std::filesystem::remove(package / "Manifest.json");
  EXPECT_THAT(message_of(open_coreml(package)), HasSubstr("not a Core ML package: it has no Manifest.json"));
  folder.write_text("one.mlpackage/model.mlmodel", "x");
  EXPECT_THAT(message_of(open_coreml(folder / "one.mlpackage")), HasSubstr("it has no Manifest.json"));
}

TEST(CoremlFile, refuses_every_truncation_of_its_message) {
  const TempFolder folder;
  const std::string whole = convolution_recipe().model.SerializeAsString();
  for (std::size_t size = 1; size < whole.size(); size += 7) {
    const auto file = open_coreml(folder.write_text("m.mlmodel", whole.substr(0, size)));
    if (!file) {
      EXPECT_THAT(file.error().message, HasSubstr("breaks off at offset"));
      continue;
    }
    EXPECT_FALSE(coreml_facts(*file)) << "cut between two fields: " << size;
  }
}

TEST(CoremlFile, refuses_compiled_and_encrypted_models) {
  const TempFolder folder;
  folder.write_text("m.mlmodelc/coremldata.bin", "x");
  folder.write_text("m.mlmodelc/model.mil", "program(1.0)");
  const auto compiled = open_coreml(folder / "m.mlmodelc");
  ASSERT_FALSE(compiled);
  EXPECT_EQ(compiled.error().code, ErrorCode::kUnsupported);
  EXPECT_THAT(compiled.error().message, HasSubstr("a compiled model (.mlmodelc)"));
  folder.write_text("m.mlmodelc/encryptionInfo/coremldata.bin", "x");
  EXPECT_THAT(message_of(open_coreml(folder / "m.mlmodelc")), HasSubstr("an encrypted, compiled model"));
}

// Most of these files are refused, some are read; what counts is that nothing crashes, best seen under sanitizers.
TEST(CoremlFile, survives_flipped_bytes) {
  const TempFolder folder;
  const std::string whole = convolution_recipe().model.SerializeAsString();
  std::mt19937 random(20240501);
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = whole;
    for (int flips = 1 + static_cast<int>(random() % 4); flips > 0; --flips)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    const auto file = open_coreml(folder.write_text("m.mlmodel", bytes));
    if (!file || !coreml_facts(*file)) ++refused;
  }
  EXPECT_GT(refused, 100);
}

TEST(WeightBlob, lies_inside_its_file_or_is_refused) {
  CoremlFile file;
  WeightFile weights;
  const std::uint64_t offset = weights.add(1, 10);
  const auto reread = [&](std::uint64_t at, const std::string& name = "@model_path/weights/weight.bin") {
    const std::string& content = weights.content();
    const auto* bytes = reinterpret_cast<const std::byte*>(content.data());
    file.model_folder = "Data/";
    file.files["Data/weights/weight.bin"] = {bytes, bytes + content.size()};
    return read_weight_blob(file, name, at);
  };
  const auto blob = reread(offset);
  ASSERT_TRUE(blob) << message_of(blob);
  EXPECT_EQ(blob->type, BlobType::kFloat16);
  EXPECT_EQ(blob->bytes.size(), 10U);
  EXPECT_THAT(message_of(reread(0)), HasSubstr("there is no record at offset 0"));
  EXPECT_THAT(message_of(reread(~std::uint64_t{0})), HasSubstr("lies outside its"));
  EXPECT_THAT(message_of(reread(offset, "weights/weight.bin")), HasSubstr("does not begin with @model_path/"));
  EXPECT_THAT(message_of(reread(offset, "@model_path/../../x")), HasSubstr("there is no such file"));
  for (const std::size_t field : {8U, 16U}) {
    const std::string kept = weights.content();
    std::memset(weights.content().data() + offset + field, 0xFF, 8);
    EXPECT_THAT(message_of(reread(offset)), HasSubstr("outside its 192 bytes")) << field;
    weights.content() = kept;
  }
}

TEST(PackageSizes, are_summed_and_digested_without_the_manifest) {
  const auto bytes = [](std::string_view text) {
    const auto span = std::as_bytes(std::span(text));
    return std::vector<std::byte>(span.begin(), span.end());
  };
  PackageFiles files = {{"Data/b", bytes("two")}, {"Data/a", bytes("one")}, {"Manifest.json", bytes("{}")}};
  Model model;
  add_package_sizes(files, model);
  EXPECT_EQ(model.file_bytes, 8U);
  EXPECT_GT(model.store_bytes, 8U) << "a deflated word is longer than the word";
  // printf 'Data/a\0' + sha256("one") + 'Data/b\0' + sha256("two"), through sha256sum
  EXPECT_EQ(model.sha256, "f7ce09704b2ff479d4ad5f87771cd0c21f82b4ba2669642c886802fb3c4037ee");
  files["Manifest.json"] = bytes("{ }");
  Model saved_again;
  add_package_sizes(files, saved_again);
  EXPECT_EQ(saved_again.sha256, model.sha256);
  files["Data/b"] = bytes("2");
  add_package_sizes(files, saved_again);
  EXPECT_NE(saved_again.sha256, model.sha256);
}

TEST(PackageSizes, of_one_file_are_its_own) {
  const std::vector<std::byte> bytes(1000);
  Model model;
  add_package_sizes({{"m.mlmodel", bytes}}, model);
  EXPECT_EQ(model.file_bytes, 1000U);
  EXPECT_EQ(model.sha256, to_hex(sha256(bytes)));
}

}  // namespace
}  // namespace muster
