# Writes OUTPUT, a C++ file with every page PAGES/ID.md in it, ordered by id.
# Run as: cmake -DPAGES=<folder> -DOUTPUT=<file> -P embed_pages.cmake

file(GLOB pages ${PAGES}/*.md)
list(SORT pages)

set(entries "")
foreach(page IN LISTS pages)
  get_filename_component(id ${page} NAME_WE)
  file(READ ${page} text)
  string(APPEND entries "    {\"${id}\", R\"abide_page(${text})abide_page\"},\n")
endforeach()

file(WRITE ${OUTPUT}
"// Made from the pages in codes/ by embed_pages.cmake.
#include \"diagnostics/pages.h\"

namespace abide::diagnostics {
namespace {

constexpr PageText kPages[] = {
${entries}};

}  // namespace

std::span<const PageText> AllPages() { return kPages; }

}  // namespace abide::diagnostics
")
