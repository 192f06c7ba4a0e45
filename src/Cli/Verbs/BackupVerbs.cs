using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <summary>Declares <c>backup</c> and <c>restore</c> for help, completion and <c>docs/cli.md</c>. The server's program executes
/// both, because it knows the database; <c>./audiorooms</c> passes them on to it.</summary>
internal static class BackupVerbs
{
    public static IEnumerable<Command> Create()
    {
        var data = new Option<string?>(
            "--data") { Description = "The server's data folder. Default: ./data beside audiorooms.", HelpName = "DIR" };
        yield return NotHere(new Command("backup", "Copy the server's database and check the copy; the server may run meanwhile.")
        {
            new Argument<string?>("file")
            {
                Description = "File of the backup. Default: audiorooms-<time>.db in this folder.",
                Arity = ArgumentArity.ZeroOrOne,
            },
            data,
        });
        yield return NotHere(new Command("restore", "Put a backup into a data folder that no server uses.")
        {
            new Argument<string>("file") { Description = "A backup." },
            data,
            new Option<bool>(
                "--replace") { Description = "Rename an existing database to audiorooms.db.replaced-<time>." },
        });
    }

    private static Command NotHere(Command verb)
    {
        verb.SetAction(int (ParseResult _) => throw new CliException(
            "server_program_needed",
            $"{verb.Name} works on the database itself, so it needs the server's program.",
            $"Use ./audiorooms {verb.Name} of the checkout, or run: dotnet AudioRooms.Silo.dll {verb.Name} --data DIR"));
        return verb;
    }
}
