using System.CommandLine;
using AudioRooms.Client;
using AudioRooms.Client.Api;

namespace AudioRooms.Cli.Verbs;

/// <summary>The input of a verb.</summary>
/// <param name="Parsed">The arguments.</param>
/// <param name="Access">The server that the user named.</param>
/// <param name="Client">A client with the caller's token.</param>
/// <param name="Out">Takes the results.</param>
/// <param name="Cancellation">Cancelled by Ctrl-C.</param>
internal sealed record VerbCall(
    ParseResult Parsed, ServerAccess Access, AudioRoomsClient Client, ResultWriter Out, CancellationToken Cancellation);

/// <summary>Connects verbs with their actions, and does what all actions have in common.</summary>
internal static class VerbActions
{
    public static Option<string?> OperatorKeyOption() => new("--operator-key")
    {
        Description =
            "The server's operator key. Default: AUDIOROOMS_OPERATOR_KEY in the environment, or the key of a development server.",
        HelpName = "KEY",
    };

    /// <summary>A verb for signed-in users.</summary>
    public static Command Does(this Command verb, CliContext context, Func<VerbCall, Task> work) =>
        verb.Does(context, mayBeGuest: false, work);

    /// <summary>A verb for signed-in users, or for guests if nobody is signed in.</summary>
    public static Command DoesForGuests(this Command verb, CliContext context, Func<VerbCall, Task> work) =>
        verb.Does(context, mayBeGuest: true, work);

    /// <summary>A verb for the server's operator; adds the option for the operator key.</summary>
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
