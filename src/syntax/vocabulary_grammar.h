// What rules can speak of (language guide, section 13):
//
//   event       = "event" NAME [ STRING ] { flow | FIELD type [ "?" ] }
//   flow        = "flow" [ FIELD ] "->" FIELD [ "replacing" ] [ "weighed" "by" FIELD ]
//                 [ "where" expr ]
//   type        = "string" | "number" | "boolean" | "time" | "duration" | "artifact"
//               | "one" "of" STRING { "," STRING } | "list" "of" type
//   list        = "list" VARIABLE ( "=" constants | "from" STRING "column" STRING )
//   table       = "table" VARIABLE "from" STRING "key" STRING { "," STRING }
//                 [ "valid" STRING "until" STRING ]
//   define      = "define" VARIABLE ( "(" VARIABLE { "," VARIABLE } ")" "=" expr | "=" earlier )
//   parameter   = "parameter" VARIABLE "=" ( constants | constant )
//   state       = "state" VARIABLE "(" VARIABLE { "," VARIABLE } ")"
//                 { "starts" "on" pattern "at" exprs | "ends" "on" pattern "at" key { "," key } }
//   key         = "any" | expr
#pragma once

#include "syntax/grammar_context.h"

namespace abide::syntax::grammar {

using EventRule = x3::rule<struct event_id, Event>;
using ListRule = x3::rule<struct list_id, List>;
using TableRule = x3::rule<struct table_id, Table>;
using DefineRule = x3::rule<struct define_id, Define>;
using ParameterRule = x3::rule<struct parameter_id, Parameter>;
using StateRule = x3::rule<struct state_id, State>;

inline const EventRule event = "event";
inline const ListRule list = "list";
inline const TableRule table = "table";
inline const DefineRule define = "define";
inline const ParameterRule parameter = "parameter";
inline const StateRule state = "state";

BOOST_SPIRIT_DECLARE(EventRule, ListRule, TableRule, DefineRule, ParameterRule, StateRule)

}  // namespace abide::syntax::grammar
