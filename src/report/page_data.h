#pragma once

#include "report/page_photos.h"

namespace muster {

/// "Cortex-A76, 4 cores, Linux 6.1, aarch64, LiteRT 2.3.0"; "" of one that is not known.
std::string machine_words(const Machine& machine);

/// How a Run was measured: rows of a name and words.
Json page_method(const Run& run);

/// What the page draws (web/data.ts has its types), with the pictures that `album` has.
Json page_data(const Report& report, PageAlbum& album);
Json page_data(const ComparisonReport& comparison, PageAlbum& album);

}  // namespace muster
