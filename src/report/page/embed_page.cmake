# Writes OUTPUT, a C++ file with the style and the script of the HTML report in it.
# Run as: cmake -DPAGE=<folder> -DOUTPUT=<file> -P embed_page.cmake

file(READ ${PAGE}/page.css style)
file(READ ${PAGE}/page.js script)
file(WRITE ${OUTPUT}
"// Made from page.css and page.js by embed_page.cmake.
#include \"report/html_page.h\"

namespace abide::report {

std::string_view PageStyle() { return R\"abide_page(${style})abide_page\"; }
std::string_view PageScript() { return R\"abide_page(${script})abide_page\"; }

}  // namespace abide::report
")
