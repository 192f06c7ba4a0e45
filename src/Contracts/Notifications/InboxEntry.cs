using System.Collections.Immutable;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Notifications;

/// <summary>One thing that happened, within an entry.</summary>
/// <param name="Kind">What; differs from the entry's in a digest only.</param>
/// <param name="Actor">Who did it, as they are called now; null if nobody did, or they are gone.</param>
/// <param name="Subject">"room/ID", "club/ID", "event/ID" or "user/ID".</param>
/// <param name="Text">What the subject was called then, for example a room's title; may be empty.</param>
/// <param name="At">When it happened.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InboxItem")]
public sealed record InboxItem(
    [property: Id(0)] NotificationKind Kind,
    [property: Id(1)] Person? Actor,
    [property: Id(2)] string Subject,
    [property: Id(3)] string Text,
    [property: Id(4)] DateTimeOffset At);

/// <summary>An entry of an inbox: one or more things of a kind that belong together, "Ada and 3 others follow you".</summary>
/// <param name="EntryId">Never changes; new things join an entry in place until it is read.</param>
/// <param name="Version">That of the inbox when the entry last changed.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Newest">At most 3, the newest first.</param>
/// <param name="Count">How many there are.</param>
/// <param name="ActorCount">How many people did them, as far as they are still kept.</param>
/// <param name="FirstAt">When the first of them happened.</param>
/// <param name="At">When the newest of them happened.</param>
/// <param name="IsRead">The receiver has seen it.</param>
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

/// <summary>A page of an inbox; no token means that it is the last one.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.InboxPage")]
public sealed record InboxPage(
    [property: Id(0)] ImmutableArray<InboxEntry> Entries,
    [property: Id(1)] string? NextPageToken,
    [property: Id(2)] InboxState State);

/// <summary>An inbox in two numbers.</summary>
/// <param name="Version">Grows with every change; changes after it can be asked for.</param>
/// <param name="UnreadCount">Entries that have not been read.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InboxState")]
public sealed record InboxState(
    [property: Id(0)] long Version,
    [property: Id(1)] int UnreadCount);

/// <summary>What changed in an inbox.</summary>
/// <param name="After">The version that this follows; whoever knows an older one asks for what they missed.</param>
/// <param name="State">The inbox with the change.</param>
/// <param name="Entries">New or changed entries.</param>
/// <param name="Removed">Ids of entries that are gone.</param>
/// <param name="IsNews">Worth a sound: something happened, and not too much of it lately.</param>
/// <param name="IsWhole">False if more changed than is told: read the list anew.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InboxChange")]
public sealed record InboxChange(
    [property: Id(0)] long After,
    [property: Id(1)] InboxState State,
    [property: Id(2)] ImmutableArray<InboxEntry> Entries,
    [property: Id(3)] ImmutableArray<string> Removed,
    [property: Id(4)] bool IsNews,
    [property: Id(5)] bool IsWhole);
