using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <c>signin</c>: signs in to an existing account and stores the sign-in.
internal static class SignInVerb
{
    public static Command Create(CliContext context)
    {
        var handle = Passwords.HandleOption();
        var password = Passwords.PasswordOption();
        var verb = new Command("signin", "Sign in again, or with another account.") { handle, password };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            access.RequireIdentity(parsed.GetRequiredValue(handle));
            var secret = Passwords.Get(context, parsed.GetValue(password), "Password:");
            await using var client = access.Anonymous();
            var signedIn = await client.Accounts.SignInAsync(
                parsed.GetRequiredValue(handle), secret, cancellation).ConfigureAwait(false);
            access.Accept(signedIn, "Signed in");
            return 0;
        });
        return verb;
    }
}
