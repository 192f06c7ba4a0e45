using System.CommandLine;
using AudioRooms.Protocol.Refusals;

namespace AudioRooms.Cli.Verbs;

/// <c>whoami</c>, <c>signout</c>, <c>password</c>, <c>delete-account</c>: verbs for the caller's own account.
internal static class AccountVerbs
{
    private const string NewPasswordVariable = "AUDIOROOMS_NEW_PASSWORD";

    public static IEnumerable<Command> Create(CliContext context) =>
    [
        MakeWhoAmI(context),
        MakeSignOut(context),
        MakePassword(context),
        MakeDelete(context),
    ];

    private static Command MakeWhoAmI(CliContext context) =>
        new Command("whoami", "Show the account that the server sees.").Does(context, async call =>
        {
            var me = await call.Client.Accounts.WhoAmIAsync(call.Cancellation).ConfigureAwait(false);
            call.Out.One(
                new { me.UserId, me.Handle, me.DisplayName },
                ("handle", me.Handle),
                ("name", me.DisplayName),
                ("id", me.UserId),
                ("server", call.Access.Server));
        });

    private static Command MakeSignOut(CliContext context)
    {
        var everywhere = new Option<bool>("--everywhere") { Description = "End the sessions of all your devices." };
        var local = new Option<bool>(
            "--local") { Description = "Only forget the account on this machine; the session on the server stays open." };
        return new Command(
            "signout",
            "End your session and forget the account on this machine.") { everywhere, local }.Does(context, async call =>
        {
            var handle = StoredHandle(context, call.Access);
            if (!call.Parsed.GetValue(local))
            {
                await SignOutAsync(call, call.Parsed.GetValue(everywhere)).ConfigureAwait(false);
            }

            call.Access.Credentials.Forget(call.Access.Server, handle);
            call.Out.One(new { Handle = handle, SignedOut = true }, ("", $"{handle} is signed out."));
        });
    }

    private static async Task SignOutAsync(VerbCall call, bool everywhere)
    {
        try
        {
            await (everywhere
                ? call.Client.Accounts.SignOutEverywhereAsync(call.Cancellation)
                : call.Client.Accounts.SignOutAsync(call.Cancellation)).ConfigureAwait(false);
        }
        catch (CliException expired) when (!everywhere && expired.Code == ClosingCodes.TokenExpired)
        {
            // The session is over already, so the server has nothing to end.
        }
    }

    private static Command MakePassword(CliContext context)
    {
        var old = Passwords.PasswordOption();
        var fresh = new Option<string?>("--new-password")
        {
            Description = $"10 to 128 characters. Others can see this option in the list of processes: set {NewPasswordVariable} "
                + "in the environment, or let the command ask you.",
        };
        return new Command(
            "password", "Change your password and end your other sessions.") { old, fresh }.Does(context, async call =>
        {
            var before = Passwords.Get(context, call.Parsed.GetValue(old), "Present password:");
            var after = Passwords.GetNew(
                context, call.Parsed.GetValue(fresh), "New password (10 to 128 characters):", NewPasswordVariable);
            await call.Client.Accounts.ChangePasswordAsync(before, after, call.Cancellation).ConfigureAwait(false);
            call.Out.One(new { Changed = true }, ("", "The password is changed, and your other sessions have ended."));
        });
    }

    private static Command MakeDelete(CliContext context)
    {
        var password = Passwords.PasswordOption();
        var yes = new Option<bool>("--yes") { Description = "Do not ask for confirmation." };
        return new Command(
            "delete-account",
            "Delete your account for good. To save your data first, use export.") { password, yes }.Does(context, async call =>
        {
            var handle = StoredHandle(context, call.Access);
            if (!call.Parsed.GetValue(yes) && context.Confirm?.Invoke($"Delete the account {handle} for good?") != true)
            {
                throw new CliException("not_confirmed", $"The account {handle} was not deleted.", "Add --yes to delete it.");
            }

            var secret = Passwords.Get(context, call.Parsed.GetValue(password), "Password:");
            await call.Client.Accounts.DeleteAsync(secret, call.Cancellation).ConfigureAwait(false);
            call.Access.Credentials.Forget(call.Access.Server, handle);
            call.Out.One(new { Handle = handle, Deleted = true }, ("", $"The account {handle} is deleted."));
        });
    }

    private static string StoredHandle(CliContext context, ServerAccess access) =>
        access.Credentials.Find(access.Server, access.Identity)?.Handle ?? throw new CliException(
            "not_signed_in",
            $"You are not signed in at {access.Server}.",
            $"{context.CommandName} who lists the stored accounts.");
}
