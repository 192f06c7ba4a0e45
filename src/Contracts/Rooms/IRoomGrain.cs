using System.Collections.Immutable;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Rooms;

/// <summary>
/// One room: its rules, its history and who may be heard. Key: the <see cref="RoomId"/>. Every command is decided, appended to
/// the journal, and only then told and answered. Audio never passes here.
/// </summary>
[Alias("AudioRooms.IRoomGrain")]
public interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>Makes the room. The owner is not on stage until they take it.</summary>
    [Alias("Create")]
    Task<RoomReply<RoomView>> CreateAsync(CreateRoom command);

    /// <summary>The room as it is now, live or ended.</summary>
    [Alias("Get"), ReadOnly]
    Task<RoomReply<RoomView>> GetAsync();

    /// <summary>The room, if this viewer may know of it; <see cref="RoomRejection.NotFound"/> else.</summary>
    /// <param name="viewer">Who looks; null for somebody who is not signed in.</param>
    [Alias("GetVisible"), AlwaysInterleave]
    Task<RoomReply<RoomView>> GetVisibleAsync(UserId? viewer);

    /// <summary>Lets a user in as a listener. Presence is kept by the listener grains, not here: nothing is stored.</summary>
    /// <param name="user">Who.</param>
    /// <param name="linkKey">SHA-256 of the token of a link that they came by; null without one.</param>
    [Alias("Join"), AlwaysInterleave]
    Task<RoomReply<RoomView>> JoinAsync(UserId user, string? linkKey = null);

    /// <summary>
    /// Called before <see cref="JoinAsync"/> for somebody with a link. A speaker's link invites them to the stage; others change
    /// nothing, and neither does one that leads nowhere.
    /// </summary>
    [Alias("UseLink")]
    Task<RoomReply<RoomView>> UseLinkAsync(UserId user, string linkKey);

    /// <summary>
    /// The room's club does not have this person among its people any more: they are put out. The room of whoever holds it ends.
    /// Repeating it changes nothing.
    /// </summary>
    [Alias("RemoveFormerMember")]
    Task<RoomReply<RoomView>> RemoveFormerMemberAsync(UserId user);

    /// <summary>
    /// Brings a user on stage. When this returns, every listener grain that answered within 100 ms forwards the new source.
    /// </summary>
    /// <param name="person">Who, as authenticated.</param>
    /// <param name="key">Names the command among those of this person in this room, at most 64 characters: a repeated command is
    /// not carried out again but answered as before, also after a crash. Null for a command that is never repeated.</param>
    [Alias("TakeStage")]
    Task<RoomReply<StageGrant>> TakeStageAsync(Person person, string? key = null);

    /// <summary>Takes a user off the stage.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/param[@name='key']"/>
    [Alias("LeaveStage")]
    Task<RoomReply<RoomView>> LeaveStageAsync(UserId user, string? key = null);

    /// <summary>Switches a speaker's own microphone.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/param[@name='key']"/>
    [Alias("SetMuted")]
    Task<RoomReply<RoomView>> SetMutedAsync(UserId user, bool muted, string? key = null);

    /// <summary>Carries out what a participant asks.</summary>
    /// <param name="actor">Who asks, as authenticated.</param>
    /// <param name="command">What.</param>
    /// <param name="key">As for <see cref="TakeStageAsync"/>.</param>
    [Alias("Command")]
    Task<RoomReply<RoomView>> CommandAsync(Person actor, RoomCommand command, string? key = null);

    /// <summary>Ends the room for everybody. Only the host and the owner may.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/param[@name='key']"/>
    [Alias("End")]
    Task<RoomReply<RoomView>> EndAsync(UserId user, string? key = null);

    /// <summary>
    /// A person's account was suspended: they are off the stage and hold nothing here. If they held the room, the next in line
    /// does, or it ends. Repeating it changes nothing.
    /// </summary>
    [Alias("Expel")]
    Task<RoomReply<RoomView>> ExpelAsync(UserId user);

    /// <summary>The service ends the room, after a report. Repeating it changes nothing.</summary>
    [Alias("EndForService")]
    Task<RoomReply<RoomView>> EndForServiceAsync();

    /// <summary>
    /// Events after <paramref name="version"/>, oldest first, or empty if there are none. Null if they are more than
    /// 256: take the view instead.
    /// </summary>
    [Alias("EventsAfter"), ReadOnly]
    Task<IReadOnlyList<RoomEvent>?> EventsAfterAsync(long version);

    /// <summary>
    /// Grants a holder the stage lease: it may judge by the newest stage for five seconds from before it asked. Asked once a
    /// second while somebody may be heard. A listener grain that the room does not know, because it was moved to another silo,
    /// is told of every change from now on.
    /// </summary>
    /// <param name="gatewayId">The listener grain's gateway; <see cref="StageLeaseHolders.Mix"/> for the room's mix; empty for
    /// one that asks for the stage and judges nothing by it.</param>
    /// <param name="epoch">Of the stage by which the holder judges.</param>
    /// <returns>The newest stage, or null if the holder has it. Throws if this activation is behind the holder.</returns>
    [Alias("ConfirmStage"), AlwaysInterleave]
    Task<StageView?> ConfirmStageAsync(string gatewayId, long epoch);

    /// <summary>
    /// Completes when the stage of this epoch holds everywhere: everybody who passes the room's sound on judges by it or by a
    /// newer one, or may not judge any more because its lease has run out. At the latest after the time of a lease.
    /// </summary>
    [Alias("SettleStage"), AlwaysInterleave]
    Task SettleStageAsync(long epoch);

    /// <summary>A listener grain wants to hear of every change. Renewed by its presence reports.</summary>
    [Alias("AttachGateway")]
    Task<RoomReply<RoomView>> AttachGatewayAsync(string gatewayId);

    /// <summary>Where the viewer may ask who is in the audience: by the room's rule about attendance.</summary>
    [Alias("OpenRoster"), AlwaysInterleave]
    Task<RoomReply<RosterAccess>> OpenRosterAsync(UserId viewer);

    /// <summary>A listener grain has no listeners left.</summary>
    /// <param name="gatewayId">The listener grain's gateway.</param>
    /// <param name="number">Of the listener grain's last presence report: that one and those before it count no longer,
    /// even if they come later.</param>
    [Alias("DetachGateway")]
    Task DetachGatewayAsync(string gatewayId, long number);

    /// <summary>
    /// Who is connected at a gateway, once a second. Of whom no gateway reports for 30 s, a speaker leaves the stage and a raised
    /// hand goes down. Of two reports of a gateway the one with the higher number counts, in whatever order they come.
    /// </summary>
    [Alias("ReportPresence"), OneWay]
    Task ReportPresenceAsync(GatewayPresence presence);
}

/// <summary>Asks for a room.</summary>
/// <param name="Owner">Whoever asks; may always take the stage and end the room.</param>
/// <param name="Title">1 to 120 characters.</param>
/// <param name="Topics">At most 3, each 1 to 40 characters.</param>
/// <param name="Language">BCP 47, at most 35 characters.</param>
/// <param name="StagePolicy">Who may take the stage without being asked.</param>
/// <param name="ActiveSpeakers">How many of the stage are forwarded at once, the loudest first: 1 to 13.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.CreateRoom")]
public sealed record CreateRoom(
    [property: Id(0)] Person Owner,
    [property: Id(1)] string Title,
    [property: Id(2)] ImmutableArray<string> Topics,
    [property: Id(3)] string Language,
    [property: Id(4)] StagePolicy StagePolicy,
    [property: Id(5)] int ActiveSpeakers)
{
    /// <summary>How the room is run.</summary>
    [Id(6)]
    public RoomSettings Settings { get; init; } = RoomSettings.Default;

    /// <summary>The club to open the room in; null for none. Whether the owner may is asked of the club.</summary>
    [Id(9)]
    public string? ClubId { get; init; }

    /// <summary>For members of the club only. A room of a private club always is.</summary>
    [Id(10)]
    public bool MembersOnly { get; init; }

    /// <summary>The club agreed before, when the event was scheduled that this room is opened for.</summary>
    [Id(11)]
    public bool IsClubAgreed { get; init; }

    /// <summary>
    /// Who is invited to the stage from the beginning: they enter straight on it, muted. Not more than may wait for an answer.
    /// </summary>
    [Id(7)]
    public ImmutableArray<UserId> Guests { get; init; } = [];

    /// <summary>Co-hosts from the beginning, in the order of succession.</summary>
    [Id(8)]
    public ImmutableArray<UserId> CoHosts { get; init; } = [];
}

/// <summary>What one gateway knows of who is in the room.</summary>
/// <param name="GatewayId">The gateway that reports.</param>
/// <param name="ListenerCount">Connections in the audience, speakers not counted.</param>
/// <param name="Speakers">People on stage who are connected here.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.GatewayPresence")]
public sealed record GatewayPresence(
    [property: Id(0)] string GatewayId,
    [property: Id(1)] int ListenerCount,
    [property: Id(2)] ImmutableArray<UserId> Speakers)
{
    /// <summary>People with a raised hand who are connected here.</summary>
    [Id(3)]
    public ImmutableArray<UserId> Hands { get; init; } = [];

    /// <summary>Higher with every report of this gateway.</summary>
    [Id(4)]
    public long Number { get; init; }
}
