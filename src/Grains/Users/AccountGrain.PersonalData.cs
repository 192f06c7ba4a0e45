using System.Text.Json;
using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Users;

// What people may ask of whoever stores something about them: a copy, and an end.
internal sealed partial class AccountGrain
{
    private static readonly JsonSerializerOptions ExportFormat = new() { WriteIndented = true };

    public async Task<string?> ExportAsync(UserId actor)
    {
        if (!IsOf(actor))
        {
            return null;
        }

        var export = new JsonObject
        {
            ["account"] = new JsonObject
            {
                ["userId"] = actor.Value,
                ["handle"] = Handle,
                ["displayName"] = account.State.DisplayName,
                ["createdAt"] = account.State.CreatedAt,
                ["hasPassword"] = account.State.PasswordHash is not null,
                ["wrongPasswords"] = account.State.Failures,
                ["lockedUntil"] = account.State.LockedUntil,
            },
        };
        foreach (var data in personalData)
        {
            export[data.Subject] = await data.ExportAsync(actor);
        }

        return export.ToJsonString(ExportFormat);
    }

    public Task<AccountReply> DeleteAsync(UserId actor, string password) => DeleteAsync(actor, () => CheckPasswordAsync(password));

    public Task<AccountReply> DeleteExternallyAsync(UserId actor, ExternalProof proof) => DeleteAsync(actor, () => CheckProofAsync(proof));

    private async Task<AccountReply> DeleteAsync(UserId actor, Func<Task<AccountRejection?>> checkAsync)
    {
        if (account.State is { DeletedAt: not null, IsErased: false } && UserId == actor)
        {
            // No way in is left to check; whoever holds a token of the account proved it the first time.
            return await EraseAsync();
        }

        if (!IsOf(actor))
        {
            return AccountRejection.CredentialsWrong;
        }

        if (await checkAsync() is { } rejection)
        {
            return rejection;
        }

        // First of all nobody can sign in any more; then the rest goes, which may take more than one try.
        await SaveAsync(new AccountState { UserId = actor.Value, DeletedAt = time.GetUtcNow() });
        return await EraseAsync();
    }

    private async Task<AccountReply> EraseAsync()
    {
        var gone = Person;
        foreach (var data in personalData)
        {
            await data.EraseAsync(gone.Id);
        }

        // What stays is that somebody had the handle, and since when nobody has.
        await SaveAsync(new AccountState { DeletedAt = account.State.DeletedAt, IsErased = true });
        return gone;
    }
}
