using System.CommandLine;

namespace AudioRooms.Cli.Verbs;

/// <c>who</c>: lists the stored accounts, and marks the current one.
internal static class WhoVerb
{
    public static Command Create(CliContext context)
    {
        var handle = new Argument<string?>("handle")
        {
            Description = "Make this stored account the current one.", Arity = ArgumentArity.ZeroOrOne,
        };
        var verb = new Command(
            "who",
            "List the accounts stored on this machine; commands use the current one unless --as names another.") { handle };
        verb.SetAction(parsed =>
        {
            var access = new ServerAccess(context, parsed);
            if (parsed.GetValue(handle) is { } name)
            {
                MakeCurrent(context, access, name.TrimStart('@').ToLowerInvariant());
            }

            new ResultWriter(context, access.AsJson).Table(
                access.Credentials.All(access.Server).Select(one => new
                {
                    one.Account.Handle, Current = one.IsCurrent, Until = one.Account.SessionExpiresAt ?? one.Account.ExpiresAt,
                }).ToList(),
                $"No account is stored for {access.Server}. Run: {context.CommandName} signup --handle NAME",
                ("", one => one.Current ? "*" : ""),
                ("handle", one => one.Handle),
                ("signed in until", one => one.Until));
            return 0;
        });
        return verb;
    }

    private static void MakeCurrent(CliContext context, ServerAccess access, string handle)
    {
        var account = access.Credentials.Find(access.Server, handle) ?? throw new CliException(
            "identity_unknown",
            $"No account {handle} is stored for {access.Server}.",
            $"Run: {context.CommandName} signin --handle {handle}");
        access.Credentials.Save(access.Server, account);
    }
}
