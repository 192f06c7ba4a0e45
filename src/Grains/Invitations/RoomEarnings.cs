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

/// <summary>Credits people for taking part in a room when it has ended. A repeated announcement credits nothing more. Users
/// without a ledger (synthetic users, deleted accounts) and members with the highest grant get no credit.</summary>
internal sealed class RoomEarnings(
    IServiceProvider services, IGrainFactory grains, IOptions<InvitationOptions> options) : IAnnouncementConsumer
{
    private const string RoomSubject = "room/";

    // Looked up when needed, because the journal makes the announcements that this class consumes: neither could be constructed
    // before the other.
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
