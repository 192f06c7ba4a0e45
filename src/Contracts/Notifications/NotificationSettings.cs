using System.Collections.Immutable;

namespace AudioRooms.Contracts.Notifications;

/// <summary>The part of every day in which the user does not want to be disturbed.</summary>
/// <param name="FromMinute">First minute of the day, 0 to 1,439, in local time.</param>
/// <param name="ToMinute">First minute after the quiet hours, 0 to 1,439, in local time. Lower than <paramref name="FromMinute"/>
/// if they span midnight; never equal.</param>
/// <param name="TimeZone">IANA name of the time zone.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.QuietHours")]
public sealed record QuietHours(
    [property: Id(0)] int FromMinute,
    [property: Id(1)] int ToMinute,
    [property: Id(2)] string TimeZone);

/// <summary>Which notifications a user wants, and when.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.NotificationSettings")]
public sealed record NotificationSettings
{
    /// <summary>Every notification, at any time.</summary>
    public static NotificationSettings Default { get; } = new();

    /// <summary>Until this time the inbox fills without sound; null for no pause.</summary>
    [Id(0)]
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>During these hours the inbox fills without sound; null for none.</summary>
    [Id(1)]
    public QuietHours? QuietHours { get; init; }

    /// <summary>Subjects of which the user gets no notifications: "user/ID", "club/ID", "event/ID". At most 500.</summary>
    [Id(2)]
    public ImmutableArray<string> MutedSources { get; init; } = [];

    /// <summary>Kinds of which the user gets no notifications.</summary>
    [Id(3)]
    public ImmutableArray<NotificationKind> MutedKinds { get; init; } = [];
}

/// <summary>A change of the settings; null leaves a part as it is.</summary>
/// <param name="PausedUntil">At most 30 days ahead; a time in the past ends a pause.</param>
/// <param name="QuietHours">The new quiet hours.</param>
/// <param name="NoQuietHours">True to remove the quiet hours.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.NotificationSettingsChange")]
public sealed record NotificationSettingsChange(
    [property: Id(0)] DateTimeOffset? PausedUntil = null,
    [property: Id(1)] QuietHours? QuietHours = null,
    [property: Id(2)] bool NoQuietHours = false);

/// <summary>What to mute. Exactly one of the two is given.</summary>
/// <param name="Subject">"user/ID", "club/ID" or "event/ID".</param>
/// <param name="Kind">A kind of notification.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.NotificationSource")]
public readonly record struct NotificationSource(
    [property: Id(0)] string? Subject,
    [property: Id(1)] NotificationKind? Kind);
