using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <c>export</c>: writes everything that the server stores about the caller.
internal static class ExportVerb
{
    public static Command Create(CliContext context)
    {
        var output = new Option<string?>(
            "--out") { Description = "Write to this file instead of the terminal.", HelpName = "FILE" };
        return new Command(
            "export",
            "Print everything that the server stores about you, as JSON.") { output }.Does(context, async call =>
        {
            var json = await call.Client.Accounts.ExportAsync(call.Cancellation).ConfigureAwait(false);
            if (call.Parsed.GetValue(output) is { } path)
            {
                await File.WriteAllTextAsync(path, json, call.Cancellation).ConfigureAwait(false);
                call.Out.One(new { File = path, Bytes = json.Length }, ("", $"{json.Length} characters written to {path}"));
            }
            else
            {
                await context.Out.WriteLineAsync(json).ConfigureAwait(false);
            }
        });
    }
}
