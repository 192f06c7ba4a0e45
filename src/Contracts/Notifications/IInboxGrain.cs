using Orleans.Concurrency;

namespace AudioRooms.Contracts.Notifications;

/// <summary>A user's notifications. Key: the user's id. Bounded, grouped and rate-limited by the inbox itself, so that senders need not care.</summary>
[Alias("AudioRooms.IInboxGrain")]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>Leaves a notification, unless the user muted its kind or its actor. Never fails for reasons of the user's.</summary>
    [Alias("Post"), OneWay]
    Task PostAsync(Notification notification);
}
