using AudioRooms.Wire.V1;

namespace AudioRooms.Client;

// What one asks of the room besides sound. Each returns when the room has agreed, and throws as TakeStageAsync does.
public sealed partial class RoomConnection
{
    /// <summary>Asks to be called on stage; asked again, it replaces the question and keeps the place.</summary>
    /// <param name="question">One line of at most 140 characters; may be empty.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task RaiseHandAsync(string question = "", CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { RaiseHand = new RaiseHand { Question = question } }, cancellation);

    /// <summary>Takes a hand down: one's own, or as a host somebody else's.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task LowerHandAsync(string userId = "", CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { LowerHand = new LowerHand { UserId = userId } }, cancellation);

    /// <summary>As a host: lowers every hand.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task LowerAllHandsAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { LowerAllHands = new LowerAllHands() }, cancellation);

    /// <summary>As a host: asks somebody on stage, who accepts with <see cref="TakeStageAsync"/> and then enters muted.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task InviteToStageAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { InviteToStage = new InviteToStage { UserId = userId } }, cancellation);

    /// <summary>As a host: takes an invitation to the stage back.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task WithdrawInvitationAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { WithdrawInvitation = new WithdrawInvitation { UserId = userId } }, cancellation);

    /// <summary>Says no to an invitation to the stage; nobody else learns it.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task DeclineInvitationAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { DeclineInvitation = new DeclineInvitation() }, cancellation);

    /// <summary>As a host: moves somebody from the stage to the audience.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task MoveDownAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { MoveDown = new MoveDown { UserId = userId } }, cancellation);

    /// <summary>As a host: switches somebody's microphone off. Nobody can switch another's on.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task MuteSpeakerAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { MuteSpeaker = new MuteSpeaker { UserId = userId } }, cancellation);

    /// <summary>As a host: switches off the microphones of everybody of a lower rank.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task MuteAllAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { MuteAll = new MuteAll() }, cancellation);

    /// <summary>As a host: puts somebody out, who stays out until readmitted.</summary>
    /// <param name="userId">Who.</param>
    /// <param name="ban">True: only the host may, and only the host can lift it.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task RemovePersonAsync(string userId, bool ban = false, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { RemovePerson = new RemovePerson { UserId = userId, Ban = ban } }, cancellation);

    /// <summary>As a host: lets somebody back in.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task ReadmitPersonAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { ReadmitPerson = new ReadmitPerson { UserId = userId } }, cancellation);

    /// <summary>As the host: makes somebody a co-host.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task AppointCoHostAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { AppointCoHost = new AppointCoHost { UserId = userId } }, cancellation);

    /// <summary>As the host: makes a co-host a speaker again; or steps down oneself.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task DismissCoHostAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { DismissCoHost = new DismissCoHost { UserId = userId } }, cancellation);

    /// <summary>As the host: hands the room to somebody on stage.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task HandOverAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { HandOver = new HandOver { UserId = userId } }, cancellation);

    /// <summary>As a host: closes the door to newcomers, or opens it.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task SetLockedAsync(bool locked, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { SetLocked = new SetLocked { Locked = locked } }, cancellation);

    /// <summary>As a host: shows everybody a link, https and at most 500 characters; empty takes it down.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task PinLinkAsync(string url, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { PinLink = new PinLink { Url = url } }, cancellation);

    /// <summary>As a host: writes a new title card, a title of 1 to 120 characters and at most 3 topics.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task RenameRoomAsync(string title, IEnumerable<string> topics, CancellationToken cancellation = default)
    {
        var rename = new RenameRoom { Title = title };
        rename.Topics.AddRange(topics);
        return AskAsync(new ClientMessage { RenameRoom = rename }, cancellation);
    }

    /// <summary>As a host: changes how the room is run; what is unspecified stays as it is.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task ChangeSettingsAsync(ChangeSettings change, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { ChangeSettings = change }, cancellation);

    /// <summary>From the stage: asks a person into a social or closed room.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task AskInAsync(string userId, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { AskIn = new AskIn { UserId = userId } }, cancellation);

    /// <summary>Reacts, seen by everybody: "wave", "100" or "peace" unless the server's operator chose others.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task ReactAsync(string reaction, CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { React = new React { Reaction = reaction } }, cancellation);
}
