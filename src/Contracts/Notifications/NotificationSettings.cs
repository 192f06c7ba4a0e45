using System.Collections.Immutable;

namespace AudioRooms.Contracts.Notifications;

/// <summary>A part of every day in which nobody wants to be disturbed.</summary>
/// <param name="FromMinute">First minute of the day, 0 to 1,439, by the clock on the wall.</param>
/// <param name="ToMinute">First minute after it, 0 to 1,439; before <paramref name="FromMinute"/> if it spans midnight,
/// never equal.</param>
/// <param name="TimeZone">IANA name of the zone whose clock it is.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.QuietHours")]
public sealed record QuietHours(
    [property: Id(0)] int FromMinute,
    [property: Id(1)] int ToMinute,
    [property: Id(2)] string TimeZone);

/// <summary>What somebody wants to hear of, and when.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.NotificationSettings")]
public sealed record NotificationSettings
{
    /// <summary>Everything, at any time.</summary>
    public static NotificationSettings Default { get; } = new();

    /// <summary>Until then the inbox fills in silence; null for no pause.</summary>
    [Id(0)]
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>While they last the inbox fills in silence; null for none.</summary>
    [Id(1)]
    public QuietHours? QuietHours { get; init; }

    /// <summary>What is not told at all: "user/ID", "club/ID", "event/ID". At most 500.</summary>
    [Id(2)]
    public ImmutableArray<string> MutedSources { get; init; } = [];

    /// <summary>Kinds that are not told at all.</summary>
    [Id(3)]
    public ImmutableArray<NotificationKind> MutedKinds { get; init; } = [];
}

/// <summary>What somebody wants to change; null leaves a part as it is.</summary>
/// <param name="PausedUntil">At most 30 days ahead; a time that is past ends a pause.</param>
/// <param name="QuietHours">The new ones.</param>
/// <param name="NoQuietHours">True to have none from now on.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.NotificationSettingsChange")]
public sealed record NotificationSettingsChange(
    [property: Id(0)] DateTimeOffset? PausedUntil = null,
    [property: Id(1)] QuietHours? QuietHours = null,
    [property: Id(2)] bool NoQuietHours = false);

/// <summary>Something that can be muted: exactly one of the two is given.</summary>
/// <param name="Subject">"user/ID", "club/ID" or "event/ID".</param>
/// <param name="Kind">A kind of notification.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.NotificationSource")]
public readonly record struct NotificationSource(
    [property: Id(0)] string? Subject,
    [property: Id(1)] NotificationKind? Kind);
