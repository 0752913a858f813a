#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "muster/error.h"
#include "muster/leaks.h"

namespace muster {

/// MANIFEST:SPLIT taken apart, where there is no file of that whole name; else with an empty split.
std::pair<std::filesystem::path, std::string> path_and_split(const std::string& given);

/// Whether the list is of that folder or manifest, and of that split.
bool is_same_set(const PhotoList& list, const std::filesystem::path& path, const std::string& split);

/// Lists photos without opening any: all below a folder, labelled by the folder that they lie in on top; or the rows of
/// a CSV manifest (path; label, else class_index; group), of the split named behind a colon, else of `usual_split`
/// where there is one, else all. Errors: nothing there, no photos, a manifest that cannot be read.
Result<PhotoList> list_photos(const std::string& given, std::string_view usual_split);

}  // namespace muster
