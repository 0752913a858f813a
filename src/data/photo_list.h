#pragma once

#include <string>
#include <string_view>

#include "muster/error.h"
#include "muster/leaks.h"

namespace muster {

/// Lists photos without opening any: all below a folder, labelled by the folder that they lie in on top; or the rows of
/// a CSV manifest (path; label, else class_index; group), of the split named behind a colon, else of `usual_split`
/// where there is one, else all. Errors: nothing there, no photos, a manifest that cannot be read.
Result<PhotoList> list_photos(const std::string& given, std::string_view usual_split);

}  // namespace muster
