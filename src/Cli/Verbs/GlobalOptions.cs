using System.CommandLine;
using System.CommandLine.Parsing;

namespace AudioRooms.Cli.Verbs;

/// <summary>Options that every verb understands.</summary>
internal static class GlobalOptions
{
    public static Option<Uri> Server { get; } = new("--server")
    {
        Description = "gRPC address of the server; http:// is without TLS. Environment: AUDIOROOMS_SERVER.",
        HelpName = "URL",
        Recursive = true,
        DefaultValueFactory = _ => new Uri(Environment.GetEnvironmentVariable("AUDIOROOMS_SERVER") ?? "http://127.0.0.1:8081"),
        CustomParser = result => ParseAddress(result)!,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Write results as JSON, for machines.",
        Recursive = true,
    };

    public static Option<string?> As { get; } = new("--as")
    {
        Description = "Act as this stored account instead of the current one; who lists them. Environment: AUDIOROOMS_AS.",
        HelpName = "HANDLE",
        Recursive = true,
    };

    /// <summary>An http:// or https:// address, or an error that says so.</summary>
    public static Uri? ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        result.AddError($"An address is expected, such as http://127.0.0.1:8081, not \"{text}\".");
        return null;
    }
}
