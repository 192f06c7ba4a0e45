using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <summary>Declares <c>backup</c> and <c>restore</c> for help, completion and <c>docs/cli.md</c>. The server's program executes
/// both, because it knows the database; <c>./audiorooms</c> passes them on to it.</summary>
internal static class BackupVerbs
{
    public static IEnumerable<Command> Create()
    {
        var data = new Option<string?>(
            "--data") { Description = "The server's data folder; ./data beside audiorooms if left out.", HelpName = "DIR" };
        yield return NotHere(new Command("backup", "Copy the server's database while it runs, and check the copy.")
        {
            new Argument<string?>("file")
            {
                Description = "Where the backup goes; audiorooms-<time>.db in this folder if left out.",
                Arity = ArgumentArity.ZeroOrOne,
            },
            data,
        });
        yield return NotHere(new Command("restore", "Put a backup into a data folder that no server uses.")
        {
            new Argument<string>("file") { Description = "A backup." },
            data,
            new Option<bool>(
                "--replace") { Description = "Put a database that is there aside, as audiorooms.db.replaced-<time>." },
        });
    }

    private static Command NotHere(Command verb)
    {
        verb.SetAction(int (ParseResult _) => throw new CliException(
            "server_program_needed",
            $"{verb.Name} works on the database itself, which only the server's program knows.",
            $"Use ./audiorooms {verb.Name} of the checkout, or run: dotnet AudioRooms.Silo.dll {verb.Name} --data DIR"));
        return verb;
    }
}
