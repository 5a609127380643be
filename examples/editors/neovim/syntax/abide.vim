" Rule files of Abide. Lists of words stand in `<%(…)>` alternatives; a test compares them with those
" that the parser reads.
if exists('b:current_syntax')
  finish
endif

" A declaration goes from its first column to the next; nothing is longer.
syn sync minlines=60

syn match abideOperator /\v[-+*\/=<>!]+|\?/
syn match abidePath /\v\.[A-Za-z_]\w*/

" Words, where no `.` makes them a field's name and no single `=` a field of a source.
syn match abideDeclaration /\v^<%(import|policy|event|source|list|table|define|parameter|state|clause|permit|waive|test)>\ze\s/
syn match abideMapping /\v^\s+\zsevent\ze\s+[a-z]\w*%(\s+[^=[:blank:]]|\s*$)/
syn match abideNorm /\v\.@1<!<%(forbid|before|after|around|require|limit|to|per|over|each|earlier|for)>%(\.|\s*\=[^=>])@!/
syn match abideAttribute /\v\.@1<!<%(cites|severity|tags|unless|about|message|remedy|effective|until|because|by|url|version|as|from|column|key|valid|seen|docs)>%(\.|\s*\=[^=>])@!/
syn match abideWord /\v\.@1<!<%(and|or|not|in|network|matches|starts|ends|with|on|contains|ignoring|case|derives?|else|where|within|has|any|every|preceded|since|no|of|at|when|flow|replacing|weighed|given|one)>%(\.|\s*\=[^=>])@!/
syn match abideAggregate /\v\.@1<!<%(count|sum|min|max|average|distinct|latest|earliest|share|capture)>\ze\s*\(/
syn match abideCall /\v\.@1<!<[a-z]\w*\ze\(/
syn match abideConstant /\v\.@1<!<%(true|false|null)>/
syn match abideChoice /\v%(<severity\s+)@16<=<%(info|low|medium|high|critical)>/
syn match abideChoice /\v%(\=\>\s*|,\s*)@8<=<%(breach|kept|pending|excused|undetermined|waived)>%(\s*:)@!/
syn match abideChoice /\v%(<each\s+)@8<=<%(day|week|month|quarter|year)>/

" In an event, a field is what stands before its type.
syn match abideType /\v%(^\s+\S+\s+|<of\s+)@<=<%(string|number|boolean|time|duration|artifact)>\ze\??\s*%(#|$)/
syn match abideType /\v%(^\s+\S+\s+)@<=<%(one|list)\s+of>/

" `/…/` stands behind `matches` and as the last argument of `capture` only; elsewhere it divides.
syn match abideRegex /\v%(<matches\s+|,\s*)@32<=\/%(\\.|[^\/\\])+\/i?/

syn match abideNumber /\v\.@1<!<\d+%(_\d+)*%(\.\d+%(_\d+)*)?%([kMB]>|\%|>)/
syn match abideDuration /\v<\d+%(_\d+)*%(\.\d+%(_\d+)*)?\s+<%(milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)>%(\s*\=[^=>])@!/
syn match abideTime /\v<\d{4}-\d\d-\d\d%(T\d\d:\d\d%(:\d\d%(\.\d{1,9})?)?%(Z|[+-]\d\d:\d\d))?/

" Policies, clauses and what a declaration names.
syn match abideDeclared /\v%(^%(policy|clause|permit|waive|event|source|list|table|define|parameter|state)\s+)@16<=[a-z][a-z0-9_.\/-]*/
syn match abideReference /\v<[a-z][a-z0-9]*%(-[a-z0-9]+)*%(\.[a-z0-9]+%(-[a-z0-9]+)*)*\/[a-z][a-z0-9]*%(-[a-z0-9]+)*>/
syn match abideReference /\v%(" of )@8<=[a-z][a-z0-9-]*>/

syn match abideEscape /\v\\%(["\\nt]|u\{\x{1,6}\})/ contained
syn region abideString start=/"/ skip=/\\./ end=/"\|$/ oneline keepend contains=abideEscape,@Spell
syn match abideBrace /{{\|}}/ contained
syn region abideHole matchgroup=abideHoleEnd start=/{{\@!/ end=/}/ oneline contained contains=abideEscape,abideWord,abideAggregate,abideCall,abidePath,abideNumber,abideDuration,abideOperator
syn region abideMessage matchgroup=abideString start=/\v%(<message\s+)@16<="/ skip=/\\./ end=/"\|$/ oneline keepend contains=abideEscape,abideBrace,abideHole,@Spell

syn match abideComment /#.*$/ contains=@Spell,abideTodo
syn match abideTodo /\v<(TODO|FIXME|XXX)>/ contained

hi def link abideDeclaration Keyword
hi def link abideMapping Keyword
hi def link abideDeclared Function
hi def link abideReference Function
hi def link abideNorm Statement
hi def link abideAttribute Label
hi def link abideWord Operator
hi def link abideOperator Operator
hi def link abideAggregate Function
hi def link abideCall Function
hi def link abidePath Identifier
hi def link abideConstant Boolean
hi def link abideChoice Constant
hi def link abideType Type
hi def link abideRegex String
hi def link abideNumber Number
hi def link abideDuration Number
hi def link abideTime Number
hi def link abideString String
hi def link abideMessage String
hi def link abideEscape SpecialChar
hi def link abideBrace SpecialChar
hi def link abideHoleEnd Delimiter
hi def link abideHole Normal
hi def link abideComment Comment
hi def link abideTodo Todo

let b:current_syntax = 'abide'
