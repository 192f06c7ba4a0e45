using System.Collections.Immutable;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Rooms;

/// <summary>One room: its rules, its history and its stage. Key: the <see cref="RoomId"/>. The grain decides a command, appends
/// the events to the journal, tells the gateways, and then answers. Audio does not pass through it.</summary>
[Alias("AudioRooms.IRoomGrain")]
public interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>Creates the room. The owner is not on stage until the owner takes the stage.</summary>
    [Alias("Create")]
    Task<RoomReply<RoomView>> CreateAsync(CreateRoom command);

    /// <summary>The room as it is now, live or ended.</summary>
    [Alias("Get"), ReadOnly]
    Task<RoomReply<RoomView>> GetAsync();

    /// <summary>The room, or <see cref="RoomRejection.NotFound"/> if the viewer may not know of it.</summary>
    /// <param name="viewer">The user who asks; null for a visitor who is not signed in.</param>
    [Alias("GetVisible"), AlwaysInterleave]
    Task<RoomReply<RoomView>> GetVisibleAsync(UserId? viewer);

    /// <summary>Checks that a user may enter as a listener, and returns the room. Stores nothing: the listener grains keep who is
    /// present.</summary>
    /// <param name="user">The user who enters.</param>
    /// <param name="linkKey">SHA-256 of the token of the link that the user followed; null without a link.</param>
    [Alias("Join"), AlwaysInterleave]
    Task<RoomReply<RoomView>> JoinAsync(UserId user, string? linkKey = null);

    /// <summary>Applies a link before <see cref="JoinAsync"/>. A speaker's link invites the user to the stage. Any other link,
    /// and an unknown one, changes nothing.</summary>
    [Alias("UseLink")]
    Task<RoomReply<RoomView>> UseLinkAsync(UserId user, string linkKey);

    /// <summary>Removes a user who is no longer in the room's club. If the user holds the room, the room ends. A repeated call
    /// changes nothing.</summary>
    [Alias("RemoveFormerMember")]
    Task<RoomReply<RoomView>> RemoveFormerMemberAsync(UserId user);

    /// <summary>Brings a user on stage. When the call returns, every listener grain that answered within 100 ms forwards the new
    /// source.</summary>
    /// <param name="person">The authenticated user.</param>
    /// <param name="key">Idempotency key, at most 64 characters, unique among this person's commands in this room. The grain does
    /// not carry out a repeated command again but gives the same answer, also after a crash. Null for a command that is never
    /// repeated.</param>
    [Alias("TakeStage")]
    Task<RoomReply<StageGrant>> TakeStageAsync(Person person, string? key = null);

    /// <summary>Takes a user off the stage.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/param[@name='key']"/>
    [Alias("LeaveStage")]
    Task<RoomReply<RoomView>> LeaveStageAsync(UserId user, string? key = null);

    /// <summary>Switches the user's own microphone on stage.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/param[@name='key']"/>
    [Alias("SetMuted")]
    Task<RoomReply<RoomView>> SetMutedAsync(UserId user, bool muted, string? key = null);

    /// <summary>Carries out a participant's command.</summary>
    /// <param name="actor">The authenticated user.</param>
    /// <param name="key">As for <see cref="TakeStageAsync"/>.</param>
    [Alias("Command")]
    Task<RoomReply<RoomView>> CommandAsync(Person actor, RoomCommand command, string? key = null);

    /// <summary>Ends the room for everybody. Only the host and the owner may.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/param[@name='key']"/>
    [Alias("End")]
    Task<RoomReply<RoomView>> EndAsync(UserId user, string? key = null);

    /// <summary>Removes a user whose account was suspended from the stage and from every role. If the user held the room, the
    /// next in the line of succession becomes host, or the room ends. A repeated call changes nothing.</summary>
    [Alias("Expel")]
    Task<RoomReply<RoomView>> ExpelAsync(UserId user);

    /// <summary>Ends the room on behalf of the service, after a report. A repeated call changes nothing.</summary>
    [Alias("EndForService")]
    Task<RoomReply<RoomView>> EndForServiceAsync();

    /// <summary>Events after <paramref name="version"/>, oldest first; empty if there are none. Null if there are more than 256:
    /// then the caller must take the view instead.</summary>
    [Alias("EventsAfter"), ReadOnly]
    Task<IReadOnlyList<RoomEvent>?> EventsAfterAsync(long version);

    /// <summary>Grants a holder the stage lease: for five seconds, counted from before it asked, it may judge packets by the
    /// newest stage. A holder asks once a second while a person may be heard. If the room does not know the listener grain,
    /// because the room grain was moved to another silo, it tells that listener grain of every change from now on.</summary>
    /// <param name="gatewayId">Gateway of the listener grain; <see cref="StageLeaseHolders.Mix"/> for the room's mix; empty for a
    /// caller that wants the stage and judges no packets by it.</param>
    /// <param name="epoch">Epoch of the stage by which the holder judges packets.</param>
    /// <returns>The newest stage, or null if the holder already has it. Throws if this activation has an older stage than the
    /// holder.</returns>
    [Alias("ConfirmStage"), AlwaysInterleave]
    Task<StageView?> ConfirmStageAsync(string gatewayId, long epoch);

    /// <summary>Completes when the stage of this epoch holds everywhere: every holder of the stage lease judges packets by it or
    /// by a newer one, or its lease has run out. Completes at the latest after the length of a lease.</summary>
    [Alias("SettleStage"), AlwaysInterleave]
    Task SettleStageAsync(long epoch);

    /// <summary>Tells a listener grain of every change from now on. The listener grain's presence reports renew this.</summary>
    [Alias("AttachGateway")]
    Task<RoomReply<RoomView>> AttachGatewayAsync(string gatewayId);

    /// <summary>The gateways that can list the audience, if the room's attendance setting lets the viewer see names;
    /// <see cref="RoomRejection.RosterHidden"/> otherwise.</summary>
    [Alias("OpenRoster"), AlwaysInterleave]
    Task<RoomReply<RosterAccess>> OpenRosterAsync(UserId viewer);

    /// <summary>Forgets a listener grain that has no listeners left.</summary>
    /// <param name="gatewayId">Gateway of the listener grain.</param>
    /// <param name="number">Number of its last presence report. This report and earlier ones no longer count, even if they arrive
    /// later.</param>
    [Alias("DetachGateway")]
    Task DetachGatewayAsync(string gatewayId, long number);

    /// <summary>Reports the people connected at a gateway, once a second. If no gateway has reported a person for 30 s, the
    /// person leaves the stage and a raised hand is lowered. Of two reports of a gateway the one with the higher number counts,
    /// in whatever order they arrive.</summary>
    [Alias("ReportPresence"), OneWay]
    Task ReportPresenceAsync(GatewayPresence presence);
}

/// <summary>Asks the room grain to create the room.</summary>
/// <param name="Owner">The caller, who may always take the stage and end the room.</param>
/// <param name="Title">1 to 120 characters.</param>
/// <param name="Topics">At most 3, each 1 to 40 characters.</param>
/// <param name="Language">BCP 47, at most 35 characters.</param>
/// <param name="StagePolicy">Who may take the stage without an invitation.</param>
/// <param name="ActiveSpeakers">How many voices of the stage are forwarded at once, the loudest first: 1 to 13.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.CreateRoom")]
public sealed record CreateRoom(
    [property: Id(0)] Person Owner,
    [property: Id(1)] string Title,
    [property: Id(2)] ImmutableArray<string> Topics,
    [property: Id(3)] string Language,
    [property: Id(4)] StagePolicy StagePolicy,
    [property: Id(5)] int ActiveSpeakers)
{
    /// <summary>Who may enter, who may raise a hand, and what is shown of the audience.</summary>
    [Id(6)]
    public RoomSettings Settings { get; init; } = RoomSettings.Default;

    /// <summary>The club to open the room in; null for none. The room asks the club whether the owner may.</summary>
    [Id(9)]
    public string? ClubId { get; init; }

    /// <summary>True to hide the room from people outside the club. A room of a private club is always hidden.</summary>
    [Id(10)]
    public bool MembersOnly { get; init; }

    /// <summary>True if the club gave its consent earlier, when the event of this room was scheduled.</summary>
    [Id(11)]
    public bool IsClubAgreed { get; init; }

    /// <summary>People who are invited to the stage from the beginning: they enter directly on stage, muted. At most as many as
    /// may wait for an answer.</summary>
    [Id(7)]
    public ImmutableArray<UserId> Guests { get; init; } = [];

    /// <summary>Co-hosts from the beginning, in the order of succession.</summary>
    [Id(8)]
    public ImmutableArray<UserId> CoHosts { get; init; } = [];
}

/// <summary>The people in the room, as one gateway knows them.</summary>
/// <param name="GatewayId">The gateway that reports.</param>
/// <param name="ListenerCount">Connections in the audience, without speakers.</param>
/// <param name="Speakers">People on stage who are connected at this gateway.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.GatewayPresence")]
public sealed record GatewayPresence(
    [property: Id(0)] string GatewayId,
    [property: Id(1)] int ListenerCount,
    [property: Id(2)] ImmutableArray<UserId> Speakers)
{
    /// <summary>People with a raised hand who are connected at this gateway.</summary>
    [Id(3)]
    public ImmutableArray<UserId> Hands { get; init; } = [];

    /// <summary>Higher with every report of this gateway.</summary>
    [Id(4)]
    public long Number { get; init; }
}
