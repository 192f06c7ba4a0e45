using System.Globalization;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Safety;
using AudioRooms.Domain.Safety;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Safety;

/// <summary>The only writer of the audit log. It keeps nothing in memory: each entry follows the newest stored one.</summary>
internal sealed class AuditGrain(AuditStore store, [ProductClock] TimeProvider time) : Grain, IAuditGrain
{
    private const int BatchLength = 1_000;

    public Task AppendAsync(AuditEntry entry) => store.AppendAsync(entry, time.GetUtcNow());

    public async Task<AuditPage> ListAsync(string? subject, int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);

        // A page token that this grain did not make is read as the first page.
        var before = long.TryParse(pageToken, NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : long.MaxValue;
        var records = await store.ListAsync(subject, before, pageSize + 1);
        return records.Count > pageSize
            ? new AuditPage([.. records.Take(pageSize)], records[pageSize - 1].Number.ToString(CultureInfo.InvariantCulture))
            : new AuditPage([.. records], null);
    }

    public async Task<AuditVerdict> VerifyAsync(AuditAnchor? known)
    {
        var verifier = new AuditVerifier(known);
        var after = long.MinValue;
        while (true)
        {
            var batch = await store.ReadAsync(after, BatchLength);
            if (batch.Count == 0 || !batch.All(verifier.Take))
            {
                return verifier.Finish();
            }

            after = batch[^1].Number;
        }
    }
}
