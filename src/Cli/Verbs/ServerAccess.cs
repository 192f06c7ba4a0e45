using System.CommandLine;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs;

/// <summary>What a verb needs to talk to the server that the user named.</summary>
internal sealed class ServerAccess
{
    private readonly CliContext context;

    public ServerAccess(CliContext context, ParseResult parsed)
    {
        this.context = context;
        Server = parsed.GetRequiredValue(GlobalOptions.Server);
        AsJson = parsed.GetValue(GlobalOptions.Json);
        Credentials = Credentials.Of(context.Environment);
        Transport = TransportOption.Of(parsed);
        HttpServer = parsed.GetValue(TransportOption.Http);
        Tokens = new AccessTokens(context, Server, Credentials, RenewAsync);
    }

    public Uri Server { get; }

    /// <summary>What carries connections with rooms.</summary>
    public RoomTransport Transport { get; }

    /// <summary>Where WebSockets go, if the user said it.</summary>
    public Uri? HttpServer { get; }

    /// <summary>Whether results are for machines.</summary>
    public bool AsJson { get; }

    public Credentials Credentials { get; }

    public AccessTokens Tokens { get; }

    /// <summary>A client without a token.</summary>
    public AudioRoomsClient Anonymous() => new(new AudioRoomsClientOptions { Server = Server, Time = context.Time });

    /// <summary>A client of the user who is signed in.</summary>
    /// <param name="mayBeGuest">Whether a guest will do if nobody is.</param>
    public AudioRoomsClient SignedIn(bool mayBeGuest) => new(new AudioRoomsClientOptions
    {
        Server = Server,
        Time = context.Time,
        Transport = Transport,
        HttpServer = HttpServer,
        AccessToken = cancellation => Tokens.GetAsync(mayBeGuest, cancellation),
    });

    /// <summary>Remembers a sign-in and tells the user.</summary>
    public void Accept(SignedIn signedIn, string what)
    {
        var credential = Credential.Of(signedIn);
        var expires = credential.SessionExpiresAt ?? credential.ExpiresAt;
        Credentials.Save(Server, credential);
        if (AsJson)
        {
            JsonOutput.Write(context.Out, new { signedIn.UserId, signedIn.Handle, ExpiresAt = expires });
        }
        else
        {
            context.Out.WriteLine($"{what} as {signedIn.Handle} until {expires:yyyy-MM-dd HH:mm} UTC.");
        }
    }

    private async Task<SignedIn> RenewAsync(string refreshToken, CancellationToken cancellation)
    {
        await using var client = Anonymous();
        return await client.Accounts.RefreshAsync(refreshToken, cancellation).ConfigureAwait(false);
    }
}
