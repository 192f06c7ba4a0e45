using AudioRooms.Client;

namespace AudioRooms.Cli;

// The stored sign-in goes on for as long as it is used. A refresh token works once, and whoever presents a used one ends the
// session: of all who share the file, in this process and in others, one renews at a time, and the others find what it wrote.
internal sealed partial class AccessTokens
{
    private bool CanRenew(Credential stored) =>
        stored is { RefreshToken.Length: > 0, SessionExpiresAt: { } end } && end > context.Time.GetUtcNow();

    /// <summary>An access token that lives; null if the session is over.</summary>
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
            // Signed out, revoked, or renewed by somebody whose answer was lost: only signing in again helps.
            return null;
        }
    }
}
