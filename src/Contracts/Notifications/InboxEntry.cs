using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Notifications;

/// <summary>One event within an entry.</summary>
/// <param name="Kind">What happened; differs from the entry's kind in a digest only.</param>
/// <param name="Actor">The person who did it, with the current names; null if no person did it or the account was
/// deleted.</param>
/// <param name="Subject">"room/ID", "club/ID", "event/ID" or "user/ID".</param>
/// <param name="Text">Name of the subject at the time, for example a room's title; may be empty.</param>
/// <param name="At">When it happened.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InboxItem")]
public sealed record InboxItem(
    [property: Id(0)] NotificationKind Kind,
    [property: Id(1)] Person? Actor,
    [property: Id(2)] string Subject,
    [property: Id(3)] string Text,
    [property: Id(4)] DateTimeOffset At);

/// <summary>One entry of an inbox: one or more events of a kind that belong together, "Ada and 3 others follow you".</summary>
/// <param name="EntryId">Never changes. New events join an existing entry until the user reads it.</param>
/// <param name="Version">Version of the inbox at the entry's last change.</param>
/// <param name="Kind">The kind of the events.</param>
/// <param name="Newest">At most 3 events, newest first.</param>
/// <param name="Count">How many events the entry has.</param>
/// <param name="ActorCount">How many people caused them, counted among the events that are still kept.</param>
/// <param name="FirstAt">When the first event happened.</param>
/// <param name="At">When the newest event happened.</param>
/// <param name="IsRead">True if the user has read the entry.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InboxEntry")]
public sealed record InboxEntry(
    [property: Id(0)] string EntryId,
    [property: Id(1)] long Version,
    [property: Id(2)] NotificationKind Kind,
    [property: Id(3)] ImmutableArray<InboxItem> Newest,
    [property: Id(4)] long Count,
    [property: Id(5)] long ActorCount,
    [property: Id(6)] DateTimeOffset FirstAt,
    [property: Id(7)] DateTimeOffset At,
    [property: Id(8)] bool IsRead);

/// <summary>A page of an inbox. <c>NextPageToken</c> is null on the last page.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.InboxPage")]
public sealed record InboxPage(
    [property: Id(0)] ImmutableArray<InboxEntry> Entries,
    [property: Id(1)] string? NextPageToken,
    [property: Id(2)] InboxState State);

/// <summary>Version and unread count of an inbox.</summary>
/// <param name="Version">Grows with every change; <see cref="IInboxGrain.ChangesAfterAsync"/> takes it.</param>
/// <param name="UnreadCount">Number of unread entries.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InboxState")]
public sealed record InboxState(
    [property: Id(0)] long Version,
    [property: Id(1)] int UnreadCount);

/// <summary>A change of an inbox.</summary>
/// <param name="After">The version before this change. A watcher with an older version asks for the changes that it
/// missed.</param>
/// <param name="State">The inbox after the change.</param>
/// <param name="Entries">New or changed entries.</param>
/// <param name="Removed">Ids of removed entries.</param>
/// <param name="IsNews">True if the change is worth a sound: a new event, and not too many of them lately.</param>
/// <param name="IsWhole">False if more changed than is listed here: read the list again.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InboxChange")]
public sealed record InboxChange(
    [property: Id(0)] long After,
    [property: Id(1)] InboxState State,
    [property: Id(2)] ImmutableArray<InboxEntry> Entries,
    [property: Id(3)] ImmutableArray<string> Removed,
    [property: Id(4)] bool IsNews,
    [property: Id(5)] bool IsWhole);
