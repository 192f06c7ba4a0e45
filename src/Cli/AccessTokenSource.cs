using System.Security.Cryptography;
using AudioRooms.Client;
using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli;

/// <summary>Finds an access token, in this order: the account that <c>--as</c> names; <c>AUDIOROOMS_TOKEN</c>; the current
/// account; for verbs that allow it, a guest, if the server admits guests or the operator key mints one. Stored tokens are
/// renewed before they expire, so a verb that runs for hours keeps its access.</summary>
/// <param name="context">Environment and clock.</param>
/// <param name="renew">Asks the server for the next tokens of a session.</param>
/// <param name="identity">Handle of the stored account to use; null for the current one.</param>
internal sealed class AccessTokenSource(
    CliContext context,
    Uri server,
    Credentials credentials,
    Func<string, CancellationToken, Task<SignedIn>> renew,
    string? identity = null)
{
    /// <summary>The fixed operator key of a server in development mode; production refuses to start with it.</summary>
    public const string DevelopmentOperatorKey = "development-operator-key";

    /// <summary>A token that expires within this time is renewed before it is used.</summary>
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly string guestHandle = $"guest_{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
    private Task<SignedIn>? guest;

    /// <summary>The operator key of the environment; without one, the key of a development server.</summary>
    public string OperatorKey =>
        context.Environment("AUDIOROOMS_OPERATOR_KEY") is { Length: > 0 } key ? key : DevelopmentOperatorKey;

    /// <summary>An access token.</summary>
    /// <param name="mayBeGuest">True if a guest's token is enough.</param>
    /// <exception cref="CliException">There is no token; the fix says how to get one.</exception>
    public ValueTask<string?> GetAsync(bool mayBeGuest, CancellationToken cancellation) =>
        GetAsync(mayBeGuest, speaks: false, cancellation);

    /// <inheritdoc cref="GetAsync(bool, CancellationToken)"/>
    /// <param name="mayBeGuest">True if a guest's token is enough.</param>
    /// <param name="speaks">True if the guest has to speak. Only a guest that the operator key mints may speak.</param>
    public async ValueTask<string?> GetAsync(bool mayBeGuest, bool speaks, CancellationToken cancellation)
    {
        if (identity is null && context.Environment("AUDIOROOMS_TOKEN") is { Length: > 0 } given)
        {
            return given;
        }

        var stored = credentials.Find(server, identity);
        if (stored is not null)
        {
            if (IsAlive(stored))
            {
                return stored.AccessToken;
            }

            if (CanRenew(stored) && await RenewAsync(cancellation).ConfigureAwait(false) is { } renewed)
            {
                return renewed;
            }
        }

        if (!mayBeGuest || identity is not null)
        {
            throw stored is null && identity is not null
                ? new CliException(
                    "identity_unknown",
                    $"No account {identity} is stored for {server}.",
                    $"{context.CommandName} who lists the stored accounts; {context.CommandName} signin --handle {identity} "
                    + "adds one.")
                : stored is null
                ? new CliException(
                    "not_signed_in", $"You are not signed in at {server}.", $"Run: {context.CommandName} signup --handle NAME")
                : new CliException(
                    ClosingCodes.TokenExpired,
                    $"Your sign-in as {stored.Handle} has expired.",
                    $"Run: {context.CommandName} signin --handle {stored.Handle}");
        }

        return (await GuestAsync(speaks, cancellation).ConfigureAwait(false)).AccessToken;
    }

    private bool IsAlive(Credential stored) => stored.ExpiresAt > context.Time.GetUtcNow() + RenewBefore;

    private bool CanRenew(Credential stored) =>
        stored is { RefreshToken.Length: > 0, SessionExpiresAt: { } end } && end > context.Time.GetUtcNow();

    /// <summary>Renews the stored sign-in, which goes on for as long as it is used.</summary>
    /// <returns>An access token that lives; null if the session is over.</returns>
    /// <remarks>
    /// A refresh token works once, and a second use ends the session. Several processes share the file: one of them renews at a
    /// time, and the others find what it wrote.
    /// </remarks>
    private async Task<string?> RenewAsync(CancellationToken cancellation)
    {
        try
        {
            using var held = await credentials.HoldAsync(context.Time, cancellation).ConfigureAwait(false);
            if (credentials.Find(server, identity) is not { } stored)
            {
                return null;
            }

            if (IsAlive(stored))
            {
                return stored.AccessToken;
            }

            if (!CanRenew(stored))
            {
                return null;
            }

            var renewed = Credential.Of(await renew(stored.RefreshToken!, cancellation).ConfigureAwait(false));
            credentials.Save(server, renewed, makeCurrent: false);
            return renewed.AccessToken;
        }
        catch (RefusedException refused) when (refused.RetryAfter is null && refused.AppealTicket is null)
        {
            // The user signed out, the session was revoked, or another process renewed it and lost the answer. Only a new sign-in
            // helps.
            return null;
        }
    }

    private Task<SignedIn> GuestAsync(bool speaks, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (guest is null || guest.IsFaulted || guest.IsCanceled || (guest.IsCompletedSuccessfully && !LivesOn(guest.Result)))
            {
                guest = MintAsync(speaks, cancellation);
            }

            return guest;
        }
    }

    private bool LivesOn(SignedIn signedIn) =>
        DateTimeOffset.FromUnixTimeMilliseconds(signedIn.ExpiresAtUnixMs) > context.Time.GetUtcNow() + RenewBefore;

    private async Task<SignedIn> MintAsync(bool speaks, CancellationToken cancellation)
    {
        await using var client = new AudioRoomsClient(new AudioRoomsClientOptions { Server = server, Time = context.Time });
        var refusal = "";
        if (!speaks)
        {
            try
            {
                return await client.Accounts.EnterAsGuestAsync(cancellation).ConfigureAwait(false);
            }
            catch (RefusedException refused)
            {
                refusal = $" {refused.Message}";
            }
        }

        try
        {
            return await client.AsOperator(OperatorKey).MintTokenAsync(guestHandle, "Guest", cancellation).ConfigureAwait(false);
        }
        catch (RefusedException)
        {
            // The refused operator key does not concern a listener, so the error does not mention it.
            throw new CliException(
                "not_signed_in",
                $"You are not signed in at {server}.{refusal}",
                $"Run: {context.CommandName} signup --handle NAME");
        }
    }
}
