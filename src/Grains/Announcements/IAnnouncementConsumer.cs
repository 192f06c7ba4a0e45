using AudioRooms.Domain.Announcements;
namespace AudioRooms.Grains.Announcements;

/// <summary>Receives every announcement. Announcements about one subject arrive in the order in which they were made, each at
/// least once: after a failure of any consumer all consumers receive it again.</summary>
internal interface IAnnouncementConsumer
{
    /// <summary>Handles an announcement. Must be quick: work that grows with the number of people goes into the schedule in
    /// bounded pages.</summary>
    /// <param name="id">Identifies the announcement; stays the same when it is delivered again.</param>
    /// <param name="ct">Cancelled when the silo stops.</param>
    Task ConsumeAsync(Announcement a, string id, CancellationToken ct);
}
