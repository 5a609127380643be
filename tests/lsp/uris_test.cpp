#include "lsp/uris.h"

#include <gtest/gtest.h>

namespace abide::lsp {
namespace {

TEST(UrisTest, GoesThereAndBack) {
  for (const char* path : {"/a/b.abide", "/with space/\xC3\xA9.abide", "/100%/[x]?#.abide", "/"}) {
    EXPECT_EQ(PathOfUri(UriOfPath(path)), path);
  }
  EXPECT_EQ(UriOfPath("/a b/\xC3\xA9"), "file:///a%20b/%C3%A9");
}

TEST(UrisTest, ReadsWhatEditorsSend) {
  EXPECT_EQ(PathOfUri("file:///a%20b/c.abide"), "/a b/c.abide");
  EXPECT_EQ(PathOfUri("file:///c%3a/x"), "/c:/x");
  EXPECT_EQ(PathOfUri("file://localhost/x"), "/x");
}

TEST(UrisTest, RefusesWhatIsNoFileHere) {
  for (const char* uri : {"untitled:Untitled-1", "http://x/y", "file://host/x", "file:x", "",
                          "file:///a%2", "file:///a%zz", "file:///a%00b"}) {
    EXPECT_EQ(PathOfUri(uri), std::nullopt) << uri;
  }
}

}  // namespace
}  // namespace abide::lsp
