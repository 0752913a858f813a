#include "model/coreml/coreml_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/coreml/function_to_run.h"
#include "model/coreml/parse_message.h"

namespace muster {
namespace {

using Json = nlohmann::json;

/// The path of the model that the manifest names, below the package's folder.
Result<std::string> model_path(const std::vector<std::byte>& manifest) {
  const auto refuse = [](std::string what) { return fail(ErrorCode::kMalformed, "Manifest.json: " + std::move(what)); };
  const auto* begin = reinterpret_cast<const char*>(manifest.data());
  const Json json = Json::parse(begin, begin + manifest.size(), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return refuse("not a JSON object");
  const auto root = json.find("rootModelIdentifier"), items = json.find("itemInfoEntries");
  if (root == json.end() || !root->is_string() || items == json.end() || !items->is_object())
    return refuse("no rootModelIdentifier, or no itemInfoEntries");
  const auto item = items->find(root->get<std::string>());
  if (item == items->end() || !item->is_object()) return refuse("the root model is none of its items");
  const auto path = item->find("path");
  if (path == item->end() || !path->is_string()) return refuse("the root model has no path");
  const std::string text = path->get<std::string>();
  if (!stays_inside(text))
    return refuse(fmt::format("the model's path '{}' leads out of the package", printable(text, 120)));
  return "Data/" + text;
}

/// Xcode's output is for Apple's runtime alone: its content is not documented.
Result<void> refuse_compiled(const PackageFiles& files) {
  bool compiled = false, encrypted = false;
  for (const auto& [path, bytes] : files) {
    compiled |= path == "coremldata.bin" || path.ends_with(".mlmodelc/coremldata.bin");
    encrypted |= path.find("encryptionInfo/") != std::string::npos;
  }
  if (!compiled) return {};
  return fail(ErrorCode::kUnsupported,
              fmt::format("{} (.mlmodelc), which only Apple's systems read; give the .mlpackage or .mlmodel that it "
                          "was compiled from",
                          encrypted ? "an encrypted, compiled model" : "a compiled model"));
}

Result<CoremlFile> open(const std::filesystem::path& path) {
  CoremlFile file;
  MUSTER_TRY(file.files, read_package_files(path));
  MUSTER_CHECK_OK(refuse_compiled(file.files));
  std::string name = file.files.empty() ? "" : file.files.begin()->first;
  if (const auto manifest = file.files.find("Manifest.json"); manifest != file.files.end()) {
    MUSTER_TRY(name, model_path(manifest->second));
    file.model_folder = name.substr(0, name.rfind('/') + 1);
  } else if (std::error_code unknown; file.files.size() != 1 || std::filesystem::is_directory(path, unknown)) {
    return fail(ErrorCode::kMalformed, "not a Core ML package: it has no Manifest.json");
  }
  const auto model = file.files.find(name);
  if (model == file.files.end())
    return fail(ErrorCode::kMalformed, fmt::format("Manifest.json: there is no '{}'", printable(name, 120)));
  MUSTER_CHECK_OK(parse_message(model->second, "Core ML", file.message));
  describe_function_to_run(file.message);
  return file;
}

}  // namespace

Result<CoremlFile> open_coreml(const std::filesystem::path& path) {
  auto file = open(path);
  if (!file && file.error().message.find(path.string()) == std::string::npos)
    return tl::unexpected(with_context(std::move(file).error(), path.string()));
  return file;
}

}  // namespace muster
