// Which names are declared where, and who sees them.
#pragma once

#include <string>
#include <vector>

#include "check/context.h"

namespace abide::check {

// Declares everything that has a name in every file, and reports names that are declared twice.
// Events are declared by DeclareEvents (vocabulary.h), before.
void DeclareNames(Context& context);

// Notes that `name`, as far as it stands before brackets, names a field of the event.
void NoteField(const Context& context, const events::EventType& event, FieldIndex field,
               const syntax::Name& name);

// The declaration that `name` means in `file`; null if there is none. Several that are imported are
// ambiguous: the first is taken, and it is said.
const Symbol* FindSymbol(Context& context, std::size_t file, const syntax::Name& name);
const Symbol* FindSymbol(Context& context, std::size_t file, const syntax::Name& name,
                         Symbol::Kind kind);

// Reports a new variable (of a pattern, quantifier, loop or definition) that has a name which is
// taken already. `own_event` is the event of the pattern that it names.
void CheckVariable(Context& context, const Scope& scope, const syntax::Name& variable,
                   const std::string& own_event = "");

// Adds "write `…`" for the nearest of `candidates`, or says where `name` is declared out of sight.
void Advise(Context& context, std::size_t file, Diagnostic& diagnostic, const syntax::Name& name,
            const std::vector<std::string>& candidates);

}  // namespace abide::check
