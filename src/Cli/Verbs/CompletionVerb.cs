using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <c>completion bash|zsh|fish</c>: prints a script with which the shell asks the program for completions, by
/// System.CommandLine's <c>[suggest:POSITION]</c>. The position counts within the line without the program's name.
internal static class CompletionVerb
{
    private const string Bash = """
        _audiorooms_completions() {
          local line=${COMP_LINE#"${COMP_WORDS[0]}"} word=${COMP_WORDS[COMP_CWORD]}
          line=${line# }
          local position=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
          mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$position]" "$line" 2>/dev/null)" -- "$word")
        }
        complete -o default -F _audiorooms_completions audiorooms ./audiorooms
        """;

    private const string Zsh = """
        _audiorooms_completions() {
          local line=${BUFFER#${words[1]}}
          line=${line# }
          compadd -- ${(f)"$(${words[1]} "[suggest:${#line}]" "$line" 2>/dev/null)"}
        }
        compdef _audiorooms_completions audiorooms ./audiorooms
        """;

    private const string Fish = """
        function __audiorooms_completions
          set -l words (commandline -opc)
          set -l line (string join ' ' $words[2..-1] (commandline -ct))
          $words[1] "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c audiorooms -f -a '(__audiorooms_completions)'
        """;

    public static Command Create(CliContext context)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var verb = new Command(
            "completion",
            "Print a script that completes commands in your shell; for bash: source <(audiorooms completion bash).") { shell };
        verb.SetAction(parsed => context.Out.WriteLine(parsed.GetRequiredValue(shell) switch
        {
            "zsh" => Zsh,
            "fish" => Fish,
            _ => Bash,
        }));
        return verb;
    }
}
