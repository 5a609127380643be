// `--set NAME=VALUE`: parameters as the command line sets them.
#pragma once

#include "check/context.h"

namespace abide::check {

// The value that is set for the parameter, read as the type of `declared`; `declared` if none is.
// Null, and reported, if the text is no such value.
ExprPtr ApplySetting(Context& context, const syntax::Name& parameter, ExprPtr declared);

// Reports each setting of a parameter that no file declares.
void ReportUnusedSettings(Context& context);

}  // namespace abide::check
