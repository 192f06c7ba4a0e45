using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using Orleans.Concurrency;

namespace AudioRooms.Grains.Clubs;

/// <summary>Reads pages from the tables of clubs; calls no club grain.</summary>
[StatelessWorker]
internal sealed class ClubDirectoryGrain(ClubStore store, UnreadableRows unreadable) : Grain, IClubDirectoryGrain
{
    public async Task<ClubPage> ListAsync(ClubScope scope, UserId viewer, int pageSize, string? pageToken)
    {
        PageSizes.Check(pageSize);

        // One row more than asked for shows whether there is another page.
        var rows = await store.ListClubsAsync(scope, viewer, PageToken.Read(pageToken, PageToken.Newest), pageSize + 1);
        foreach (var row in rows.Where(row => !row.TryReadTopics(out _)))
        {
            unreadable.LeftOut("clubs", row.ClubId, "Its topics are not a list of texts.");
        }

        return new ClubPage(
            [.. rows.Take(pageSize).Select(row => row.ToView())],
            rows.Count > pageSize ? new PageToken(rows[pageSize - 1].CreatedAtMs, rows[pageSize - 1].ClubId).ToString() : null);
    }
}
