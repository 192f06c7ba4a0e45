using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Notifications;
using AudioRooms.Grains.Events;

namespace AudioRooms.Grains.Notifications;

/// <summary>Reads the room, club or event as it is now, and applies <see cref="AudienceRules"/>. Null if nobody is to be told, or
/// no longer.</summary>
internal sealed class InboxAudienceFinder(IGrainFactory grains, EventStore events)
{
    public async Task<Audience?> OfAsync(Announcement a) => AudienceRules.SourceOf(a.Kind) switch
    {
        AudienceSource.Room => await OfRoomAsync(a),
        AudienceSource.Event => await OfEventAsync(a),
        AudienceSource.Announcement => AudienceRules.Of(a),
        AudienceSource.Nobody => null,
    };

    private async Task<Audience?> OfRoomAsync(Announcement a)
    {
        var room = (await grains.GetGrain<IRoomGrain>(AudienceRules.IdOf(a.Subject)).GetAsync()).Value;
        var standing = room is not null && AudienceRules.ClubToAsk(a, room) is { } club
            ? await grains.GetGrain<IClubGrain>(club).StandingOfAsync(a.Actor!.Value)
            : null;
        return AudienceRules.OfRoom(a, room, standing);
    }

    private async Task<Audience?> OfEventAsync(Announcement a)
    {
        var series = await events.LoadAsync(AudienceRules.IdOf(a.Subject));
        var standing = series is null ? null : await EventClubs.StandingAsync(grains, series.Plan, series.Plan.Host.Id);
        return AudienceRules.OfEvent(a, series, standing);
    }
}
