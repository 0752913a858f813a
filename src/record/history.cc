#include "record/history.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <random>

#include "muster/verbs.h"
#include "record/run_writer.h"

namespace muster {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".run";

/// Letters, digits, dots and dashes of a model's name; anything else is no part of a file's name.
std::string plain_name(const Run& run) {
  std::string name = run.model ? run.model->path.stem().string() : "answers";
  for (char& character : name)
    if (std::isalnum(static_cast<unsigned char>(character)) == 0 && character != '.' && character != '_')
      character = '-';
  return name.substr(0, 60);
}

/// "20261124T155312.407Z-mobilenet-1f3a9c02b7.run": in the order of time; its end keeps Runs of one moment apart.
std::string file_name(const Run& run) {
  std::string time = run.observed_at;
  std::erase_if(time, [](char character) { return character == '-' || character == ':'; });
  std::random_device random;
  return fmt::format("{}-{}-{:08x}{:02x}{}", time, plain_name(run), random(), random() & 0xFFU, kEnding);
}

Result<void> write_whole(const fs::path& path, const Run& run) {
  MUSTER_TRY(RunWriter writer, RunWriter::create(path));
  MUSTER_CHECK_OK(writer.put_photos(run));
  return writer.put_documents(run);
}

}  // namespace

Result<std::vector<fs::path>> list_history(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  if (!fs::exists(folder, error)) return files;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.ends_with(kEnding) && !name.starts_with('.')) files.push_back(entry->path());
  }
  if (error)
    return fail(ErrorCode::kRuntime, fmt::format("{}: cannot be listed: {}", folder.string(), error.message()));
  std::ranges::sort(files);
  return files;
}

Result<fs::path> add_to_history(const fs::path& folder, const Run& run) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(ErrorCode::kRuntime, fmt::format("{}: cannot be made: {}", folder.string(), error.message()));
  const std::string name = file_name(run);
  Run kept = run;
  kept.predictions.output.reset();  // its whole outputs are not kept
  const fs::path whole = folder / name, partial = folder / ("." + name);
  const auto written = write_whole(partial, kept);
  // A link, not a rename: it fails where a file of that name is there already, rather than replace it.
  const bool linked = written && ::link(partial.c_str(), whole.c_str()) == 0;
  const int failure = errno;
  fs::remove(partial, error);
  if (!written) return tl::unexpected(written.error());
  if (!linked)
    return fail(ErrorCode::kRuntime, fmt::format("{}: cannot be written: {}", whole.string(), std::strerror(failure)));
  return whole;
}

}  // namespace muster
