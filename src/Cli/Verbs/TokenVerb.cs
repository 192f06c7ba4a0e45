using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <c>token</c>: mints a short-lived token for a synthetic user with the operator key.
internal static class TokenVerb
{
    public static Command Create(CliContext context)
    {
        var handle = Passwords.HandleOption();
        var name = new Option<string?>("--name") { Description = "Name to show. Default: the handle." };
        var key = new Option<string?>("--operator-key")
        {
            Description = "The server's operator key. Default: AUDIOROOMS_OPERATOR_KEY in the environment, or the key of a "
                + "development server.",
        };
        var verb = new Command(
            "token", "Mint a short-lived token for a synthetic user; needs the operator key.") { handle, name, key };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            var who = parsed.GetRequiredValue(handle);
            await using var client = access.Anonymous();
            var minted = await client.AsOperator(parsed.GetValue(key) ?? access.Tokens.OperatorKey)
                .MintTokenAsync(who, parsed.GetValue(name) ?? who, cancellation).ConfigureAwait(false);
            if (access.AsJson)
            {
                var expiresAt = DateTimeOffset.FromUnixTimeMilliseconds(minted.ExpiresAtUnixMs);
                JsonOutput.Write(context.Out, new { minted.UserId, minted.Handle, minted.AccessToken, ExpiresAt = expiresAt });
            }
            else
            {
                // Standard output gets the token alone, for AUDIOROOMS_TOKEN=$(audiorooms token …).
                context.Out.WriteLine(minted.AccessToken);
            }

            return 0;
        });
        return verb;
    }
}
