using System.Collections.Immutable;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Domain.Events;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Notifications;

/// <summary>What an inbox does with a notification.</summary>
public enum Delivery
{
    /// <summary>Drops it: the receiver does not want it, or was told just now.</summary>
    Dropped = 1,

    /// <summary>Stores it as an entry and tells the watching devices.</summary>
    Told = 2,

    /// <summary>Adds it to the digest, because there was too much of its kind within an hour.</summary>
    Digested = 3,
}

/// <summary>Earlier notifications that matter for the decision.</summary>
/// <param name="IsRepetition">True if the same person did the same about the same subject lately.</param>
/// <param name="IsActorRecent">True if the same person did the same, about any subject, within
/// <see cref="InboxLimits.SparingEvery"/>.</param>
/// <param name="InLastHour">How many notifications of this kind were told within an hour, without those of the digest.</param>
public readonly record struct InboxHistory(bool IsRepetition, bool IsActorRecent, int InLastHour);

/// <summary>Decides which notifications a receiver is told and how they are grouped.</summary>
public static class NotificationRules
{
    private static readonly ImmutableArray<string> Mutable = ["user/", "club/", "event/"];

    public static Delivery Judge(
        Notification notification, NotificationSettings settings, InboxHistory history, InboxLimits limits) =>
        IsMuted(notification, settings) ? Delivery.Dropped
        : history.IsRepetition && !MayRepeat(notification.Kind) ? Delivery.Dropped
        : notification.IsSparing && history.IsActorRecent ? Delivery.Dropped
        : history.InLastHour >= PerHour(notification.Kind, limits) ? Delivery.Digested
        : Delivery.Told;

    /// <summary>How many notifications of a kind are told within an hour.</summary>
    private static int PerHour(NotificationKind kind, InboxLimits limits) => kind is
        NotificationKind.RoomStarted or NotificationKind.ClubRoomStarted or NotificationKind.SpokeOnStage
            or NotificationKind.EventScheduled
        ? limits.FollowedPerHour
        : limits.PerHour;

    /// <summary>True if the receiver has muted the kind, the person, the club or the event.</summary>
    public static bool IsMuted(Notification notification, NotificationSettings settings) =>
        settings.MutedKinds.Contains(notification.Kind)
        || settings.MutedSources.Contains(notification.Subject)
        || (notification.Actor is { } actor && settings.MutedSources.Contains($"user/{actor.Value}"))
        || (notification.Club is { } club && settings.MutedSources.Contains($"club/{club}"));

    /// <summary>The key of the entry: notifications with the same key join one entry while it is unread.</summary>
    public static string GroupOf(Notification notification, Delivery delivery) => delivery == Delivery.Digested
        ? "digest"
        : notification.Kind switch
        {
            NotificationKind.RoomStarted => "room_started",
            NotificationKind.StageInvited => $"stage_invited {notification.Subject}",
            NotificationKind.RoomPing => $"room_ping {notification.Subject}",
            NotificationKind.SpokeOnStage => $"spoke_on_stage {notification.Subject}",
            NotificationKind.ClubInvited => $"club_invited {notification.Subject}",
            NotificationKind.ClubMemberJoined => $"club_member_joined {notification.Subject}",
            NotificationKind.ClubApplied => $"club_applied {notification.Subject}",
            NotificationKind.ClubRoomStarted => $"club_room_started {notification.Club}",
            NotificationKind.Followed => "followed",
            NotificationKind.FollowedBack => "followed_back",
            NotificationKind.EventScheduled => $"event_scheduled {notification.Actor?.Value}",
            NotificationKind.EventMoved => $"event_moved {notification.Subject}",
            NotificationKind.EventCancelled => $"event_cancelled {notification.Subject}",
            NotificationKind.EventReminder => $"event_reminder {notification.Subject}",
            NotificationKind.EventHostReminder => $"event_host_reminder {notification.Subject}",
            NotificationKind.EventStarting => $"event_starting {notification.Subject}",
            NotificationKind.Digest => "digest",
        };

    /// <summary>Applies a change of the settings, or returns the reason of a refusal.</summary>
    public static InboxReply<NotificationSettings> Change(
        NotificationSettings settings, NotificationSettingsChange change, InboxLimits limits, DateTimeOffset now)
    {
        if (change.QuietHours is { } hours && !QuietTime.IsValid(hours))
        {
            return hours.TimeZone.Length > 0 && !ZonedTime.TryFindZone(hours.TimeZone, out _)
                ? InboxRejection.QuietHoursZoneInvalid
                : InboxRejection.QuietHoursInvalid;
        }

        if (change.PausedUntil > now + limits.PauseMax)
        {
            return InboxRejection.PauseTooLong;
        }

        return settings with
        {
            PausedUntil = change.PausedUntil is { } until ? (until > now ? until : null) : settings.PausedUntil,
            QuietHours = change.NoQuietHours ? null : change.QuietHours ?? settings.QuietHours,
        };
    }

    /// <summary>Mutes or unmutes a source, or returns the reason of a refusal.</summary>
    /// <exception cref="ArgumentException">The source cannot be muted; callers check with <see cref="CanBeMuted"/>.</exception>
    public static InboxReply<NotificationSettings> SetMuted(
        NotificationSettings settings, NotificationSource source, bool muted, InboxLimits limits)
    {
        if (!CanBeMuted(source))
        {
            throw new ArgumentException("A source is one kind, or one person, club or event.", nameof(source));
        }

        if (source.Kind is { } kind)
        {
            var kinds = settings.MutedKinds.Remove(kind);
            return settings with { MutedKinds = muted ? kinds.Add(kind) : kinds };
        }

        var others = settings.MutedSources.Remove(source.Subject!);
        return !muted ? settings with { MutedSources = others }
            : others.Length >= limits.MutedMax ? InboxRejection.TooManyMuted
            : settings with { MutedSources = others.Add(source.Subject!) };
    }

    /// <summary>True for one existing kind, or for one person, club or event.</summary>
    public static bool CanBeMuted(NotificationSource source) => source switch
    {
        { Kind: { } kind, Subject: null } => Enum.IsDefined(kind),
        { Kind: null, Subject: { } subject } => Mutable.Any(prefix => subject.StartsWith(prefix, StringComparison.Ordinal)),
        _ => false,
    };

    // These may be told again about the same subject. A second invitation to the stage needs another raised hand, and an event
    // that moves twice was moved twice.
    private static bool MayRepeat(NotificationKind kind) => kind is
        NotificationKind.StageInvited or NotificationKind.EventMoved or NotificationKind.EventCancelled
            or NotificationKind.EventReminder
            or NotificationKind.EventHostReminder or NotificationKind.EventStarting;
}
