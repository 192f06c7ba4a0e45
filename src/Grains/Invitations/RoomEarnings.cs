using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Invitations;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Rooms;
using AudioRooms.Protocol.Bounds;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AudioRooms.Grains.Invitations;

/// <summary>
/// Credits people for taking part in a room once it has ended. Hearing of it twice credits once. Who has no ledger (a synthetic
/// user, somebody who has left) or has all that a member may have is credited nothing.
/// </summary>
internal sealed class RoomEarnings(
    IServiceProvider services, IGrainFactory grains, IOptions<InvitationOptions> options) : IAnnouncementConsumer
{
    private const string RoomSubject = "room/";

    // The journal announces what this consumes: neither can be made before the other, so it is looked up when it is needed.
    private IRoomJournal Journal => services.GetRequiredService<IRoomJournal>();

    public async Task ConsumeAsync(Announcement a, string id, CancellationToken ct)
    {
        if (a.Kind != AnnouncementKind.RoomEnded || !a.Subject.StartsWith(RoomSubject, StringComparison.Ordinal)
            || await Journal.LoadAsync(new RoomId(a.Subject[RoomSubject.Length..])) is not { } room)
        {
            return;
        }

        foreach (var earning in Earnings.Of(room, options.Value.Earning))
        {
            await grains.GetGrain<IInvitationLedgerGrain>(earning.User.Value).EarnAsync(earning.Occasion, earning.Count);
        }
    }
}
