using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <c>signup</c>: creates an account and stores the sign-in.
internal static class SignUpVerb
{
    public static Command Create(CliContext context)
    {
        var handle = Passwords.HandleOption();
        var name = new Option<string?>("--name") { Description = "Name to show, 1 to 50 characters. Default: the handle." };
        var password = Passwords.PasswordOption();
        var invitation = new Option<string?>(
            "--invitation") { Description = "Token of a link, typed code, or ticket of the waiting list.", HelpName = "SECRET" };
        var verb = new Command("signup", "Make an account and sign in.") { handle, name, password, invitation };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            var who = parsed.GetRequiredValue(handle);
            access.RequireIdentity(who);
            var secret = Passwords.GetNew(context, parsed.GetValue(password), "Password (10 to 128 characters):");
            await using var client = access.Anonymous();
            var signedIn = await client.Accounts.SignUpAsync(
                who, secret, parsed.GetValue(name) ?? who, parsed.GetValue(invitation) ?? "", cancellation).ConfigureAwait(false);
            access.Accept(signedIn, "Signed up");
            return 0;
        });
        return verb;
    }
}
