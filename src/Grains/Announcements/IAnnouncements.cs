using System.Data.Common;
using AudioRooms.Domain.Announcements;

namespace AudioRooms.Grains.Announcements;

/// <summary>Takes announcements from the code that makes changes. Every <see cref="IAnnouncementConsumer"/> receives them after
/// the transaction.</summary>
internal interface IAnnouncements
{
    /// <summary>Stores an announcement in the transaction of the change: it is delivered if and only if the change is
    /// committed.</summary>
    Task AppendAsync(DbConnection c, DbTransaction t, Announcement a);

    /// <summary>Delivers the stored announcements now instead of a little later. To be called after the commit.</summary>
    void Wake();

    /// <summary>Stores an announcement in a transaction of its own, for callers without one. It is stored when the call
    /// returns.</summary>
    Task PublishAsync(Announcement a);
}
