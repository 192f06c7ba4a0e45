using System.CommandLine;
using System.CommandLine.Parsing;

namespace AudioRooms.Cli.Verbs;

/// <summary>Options of every verb.</summary>
internal static class GlobalOptions
{
    private const string UsualServer = "http://127.0.0.1:8081";

    public static Option<Uri?> Server { get; } = new("--server")
    {
        Description =
            "gRPC address of the server, http:// (without TLS) or https://. Default: AUDIOROOMS_SERVER in the environment, or "
                + $"{UsualServer}.",
        HelpName = "URL",
        Recursive = true,
        CustomParser = ParseAddress,
    };

    /// <summary>The server that the option names; otherwise the environment's; otherwise the usual one.</summary>
    /// <exception cref="CliException">The environment's value is no address.</exception>
    public static Uri ServerOf(CliContext context, ParseResult parsed)
    {
        var text = context.Environment("AUDIOROOMS_SERVER") is { Length: > 0 } named ? named : UsualServer;
        return parsed.GetValue(Server) ?? ReadAddress(text) ?? throw new CliException(
            "address_invalid", $"AUDIOROOMS_SERVER takes an address, such as {UsualServer}, not \"{text}\".");
    }

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print results as JSON, for programs.",
        Recursive = true,
    };

    public static Option<string?> As { get; } = new("--as")
    {
        Description = "Act as this stored account; who lists the accounts. Default: AUDIOROOMS_AS in the environment, or the "
            + "current account.",
        HelpName = "HANDLE",
        Recursive = true,
    };

    /// <summary>An http:// or https:// address; otherwise a parse error.</summary>
    public static Uri? ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (ReadAddress(text) is { } address)
        {
            return address;
        }

        result.AddError($"An address is expected, such as {UsualServer}, not \"{text}\".");
        return null;
    }

    // People also write host:port. An address without a scheme is one without TLS.
    private static Uri? ReadAddress(string text)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) || !text.Contains(':', StringComparison.Ordinal)
            ? text
            : $"http://{text}";
        return Uri.TryCreate(whole, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0
            ? uri
            : null;
    }
}
