#pragma once

#include "report/page_photos.h"

namespace muster {

/// How a Run was measured: rows of a name and words.
Json page_method(const Run& run);

/// What the page draws (web/data.ts has its types), with the pictures that `album` has.
Json page_data(const Report& report, PageAlbum& album);
Json page_data(const ComparisonReport& comparison, PageAlbum& album);

}  // namespace muster
