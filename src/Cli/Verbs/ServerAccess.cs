using System.CommandLine;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <summary>Access to the server that the user named.</summary>
internal sealed class ServerAccess
{
    private readonly CliContext context;

    public ServerAccess(CliContext context, ParseResult parsed)
    {
        this.context = context;
        Server = GlobalOptions.ServerOf(context, parsed);
        AsJson = parsed.GetValue(GlobalOptions.Json);
        Credentials = Credentials.Of(context.Environment);
        Transport = TransportOption.Of(parsed);
        HttpServer = parsed.GetValue(TransportOption.Http);
        var identity = parsed.GetValue(GlobalOptions.As) ?? context.Environment("AUDIOROOMS_AS");
        Identity = string.IsNullOrEmpty(identity) ? null : identity.TrimStart('@').ToLowerInvariant();
        Tokens = new AccessTokenSource(context, Server, Credentials, RenewAsync, Identity);
    }

    public Uri Server { get; }

    /// <summary>Handle of the stored account to act as; null for the current one.</summary>
    public string? Identity { get; }

    /// <summary>Transport of connections with rooms.</summary>
    public RoomTransport Transport { get; }

    /// <summary>Address of WebSockets; null if the user named none.</summary>
    public Uri? HttpServer { get; }

    /// <summary>True if results are written as JSON.</summary>
    public bool AsJson { get; }

    public Credentials Credentials { get; }

    public AccessTokenSource Tokens { get; }

    public AudioRoomsClient Anonymous() => new(new AudioRoomsClientOptions { Server = Server, Time = context.Time });

    /// <summary>A client with the token of the signed-in user.</summary>
    /// <param name="mayBeGuest">True if a guest's token is enough when nobody is signed in.</param>
    /// <param name="speaks">True if the guest has to speak.</param>
    public AudioRoomsClient SignedIn(bool mayBeGuest, bool speaks = false) => new(new AudioRoomsClientOptions
    {
        Server = Server,
        Time = context.Time,
        Transport = Transport,
        HttpServer = HttpServer,
        AccessToken = cancellation => Tokens.GetAsync(mayBeGuest, speaks, cancellation),
    });

    /// <summary>Checks that <c>--as</c>, if given, names the account that is about to be signed in.</summary>
    /// <exception cref="CliException">It names another account.</exception>
    public void RequireIdentity(string handle)
    {
        if (Identity is not null && Identity != handle)
        {
            throw new CliException(
                "identity_mismatch", $"--as {Identity} and --handle {handle} name two accounts.", "Leave one of them out.");
        }
    }

    /// <summary>Stores a sign-in and tells the user. The account becomes the current one, unless <c>--as</c> was given or the
    /// user answers no.</summary>
    public void Accept(SignedIn signedIn, string what)
    {
        var credential = Credential.Of(signedIn);
        var expires = credential.SessionExpiresAt ?? credential.ExpiresAt;
        var current = Credentials.Find(Server);
        var isAnother = current is not null && current.Handle != credential.Handle;
        var takesOver = Identity is null && (!isAnother || AsJson || context.Confirm is null
            || context.Confirm(
                $"{current!.Handle} is the current account at {Server}. Make {credential.Handle} the current one?"));
        Credentials.Save(Server, credential, takesOver);
        if (AsJson)
        {
            JsonOutput.Write(context.Out, new { signedIn.UserId, signedIn.Handle, ExpiresAt = expires });
        }
        else
        {
            context.Out.WriteLine($"{what} as {signedIn.Handle} until {expires:yyyy-MM-dd HH:mm} UTC.");
            if (isAnother)
            {
                var (used, stored) = takesOver ? (credential.Handle, current!.Handle) : (current!.Handle, credential.Handle);
                context.Out.WriteLine($"{used} is the current account. {stored} is stored, too: add --as {stored} to a command.");
            }
        }
    }

    private async Task<SignedIn> RenewAsync(string refreshToken, CancellationToken cancellation)
    {
        await using var client = Anonymous();
        return await client.Accounts.RefreshAsync(refreshToken, cancellation).ConfigureAwait(false);
    }
}
