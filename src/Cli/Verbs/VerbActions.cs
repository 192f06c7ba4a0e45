using System.CommandLine;
using AudioRooms.Client;
using AudioRooms.Client.Api;

namespace AudioRooms.Cli.Verbs;

/// <summary>What a verb does, with what it needs at hand.</summary>
/// <param name="Parsed">The arguments.</param>
/// <param name="Access">The server that the user named.</param>
/// <param name="Client">The way there, as whoever is signed in.</param>
/// <param name="Out">Where results go.</param>
/// <param name="Cancellation">Ctrl-C.</param>
internal sealed record VerbCall(
    ParseResult Parsed, ServerAccess Access, AudioRoomsClient Client, ResultWriter Out, CancellationToken Cancellation);

/// <summary>Ties verbs to what they do: the parts that all have in common.</summary>
internal static class VerbActions
{
    public static Option<string?> OperatorKeyOption() => new("--operator-key")
    {
        Description = "The server's operator key. Environment: AUDIOROOMS_OPERATOR_KEY; else that of a development server.",
        HelpName = "KEY",
    };

    /// <summary>A verb for whoever is signed in.</summary>
    public static Command Does(this Command verb, CliContext context, Func<VerbCall, Task> work) =>
        verb.Does(context, mayBeGuest: false, work);

    /// <summary>A verb for which a guest will do if nobody is signed in.</summary>
    public static Command DoesForGuests(this Command verb, CliContext context, Func<VerbCall, Task> work) =>
        verb.Does(context, mayBeGuest: true, work);

    /// <summary>A verb for whoever holds the operator key; adds the option for it.</summary>
    public static Command DoesAsOperator(this Command verb, CliContext context, Func<VerbCall, OperatorApi, Task> work)
    {
        var key = OperatorKeyOption();
        verb.Options.Add(key);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            await using var client = access.Anonymous();
            var call = new VerbCall(parsed, access, client, new ResultWriter(context, access.AsJson), cancellation);
            await work(call, client.AsOperator(parsed.GetValue(key) ?? access.Tokens.OperatorKey)).ConfigureAwait(false);
            return 0;
        });
        return verb;
    }

    private static Command Does(this Command verb, CliContext context, bool mayBeGuest, Func<VerbCall, Task> work)
    {
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            await using var client = access.SignedIn(mayBeGuest);
            await work(new VerbCall(parsed, access, client, new ResultWriter(context, access.AsJson), cancellation))
                .ConfigureAwait(false);
            return 0;
        });
        return verb;
    }
}
