#include "cli/completion.h"
#include "cli/suggestions.h"

#include <string_view>

namespace abide::cli {
namespace {

constexpr std::string_view kBash =
    R"script(# Completion of `abide` in bash: source <(abide completion bash)
_abide() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files)
        compopt -o filenames
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
        ;;
      *)
        COMPREPLY+=("${line%%$'\t'*}")
        [[ $line == *=* ]] && compopt -o nospace
        ;;
    esac
  done < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _abide abide
)script";

constexpr std::string_view kZsh = R"script(#compdef abide
# Completion of `abide` in zsh: source <(abide completion zsh), or as the file _abide in $fpath.
_abide() {
  local line word files=0
  local -a lines described
  lines=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in $lines; do
    if [[ $line == :files ]]; then
      files=1
    elif [[ -n $line ]]; then
      word=${line%%$'\t'*}
      described+=("${word//:/\\:}:${line#*$'\t'}")
    fi
  done
  (( $#described )) && _describe -t words abide described
  (( files )) && _files
  return 0
}
if [[ ${funcstack[1]} == _abide ]]; then
  _abide "$@"
elif (( $+functions[compdef] )); then
  compdef _abide abide
fi
)script";

constexpr std::string_view kFish =
    R"script(# Completion of `abide` in fish: abide completion fish | source
function __abide_ask
  set -l words (commandline -opc) (commandline -ct)
  command $words[1] __complete $words[2..-1] 2>/dev/null
end
complete -c abide -f -a "(__abide_ask | string match -v ':files')"
complete -c abide -n "__abide_ask | string match -q ':files'" -F
)script";

}  // namespace

ExitCode RunCompletion(const CompletionArguments& arguments, const Terminal& terminal) {
  if (arguments.shell == "bash") {
    *terminal.out << kBash;
  } else if (arguments.shell == "zsh") {
    *terminal.out << kZsh;
  } else if (arguments.shell == "fish") {
    *terminal.out << kFish;
  } else {
    diagnostics::DiagnosticSink sink;
    terminal.Show(
        SuggestValue(sink.Add(diagnostics::Code::kBadOptionValue,
                              {"abide completion", "`bash`, `zsh` or `fish`", arguments.shell})
                         .WithHelp("name the shell in which `abide` is to be completed")));
    return ExitCode::kBadUsage;
  }
  return ExitCode::kOk;
}

}  // namespace abide::cli
