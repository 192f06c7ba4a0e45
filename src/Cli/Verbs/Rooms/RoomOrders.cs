using AudioRooms.Cli.Verbs.People;
using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>The input of an order.</summary>
/// <param name="Client">Finds people by their handles.</param>
/// <param name="Room">The connection with the room.</param>
/// <param name="Argument">The text after the order's word.</param>
/// <param name="Out">Takes the answer to a question.</param>
/// <param name="Cancellation">Cancelled by Ctrl-C.</param>
internal sealed record RoomOrderCall(
    AudioRoomsClient Client, RoomConnection Room, string Argument, ResultWriter Out, CancellationToken Cancellation)
{
    /// <summary>True if the order has printed an answer; otherwise the caller prints "done".</summary>
    public bool HasTold { get; private set; }

    /// <summary>Prints the answer to a question.</summary>
    /// <param name="json">The answer for programs.</param>
    /// <param name="lines">The answer for people: labels with values. Lines with an empty value are left out.</param>
    public void Print(object json, params (string Label, object? Value)[] lines)
    {
        HasTold = true;
        Out.One(json, lines);
    }

    /// <summary>The id of the person that the argument names.</summary>
    public Task<string> PersonAsync() => PersonArgument.ResolveAsync(Client, Argument, Cancellation);
}

/// <summary>An order in a room: a verb of <c>room</c>, and a word that <c>room enter</c> understands.</summary>
/// <param name="Word">The typed word.</param>
/// <param name="Takes">The name of its argument; null for none, in brackets if it may be left out.</param>
/// <param name="Description">What it does, for the help.</param>
/// <param name="Stays">True if the order makes sense only for a person who stays in the room.</param>
/// <param name="DoAsync">Executes it.</param>
internal sealed record RoomOrder(string Word, string? Takes, string Description, bool Stays, Func<RoomOrderCall, Task> DoAsync)
{
    /// <summary>True if the word needs an argument.</summary>
    public bool NeedsArgument => Takes is not null && Takes[0] != '[';

    public static IReadOnlyList<RoomOrder> All { get; } =
    [
        new("raise", "[question]", "Raise your hand, optionally with a question.", true, call =>
            call.Room.RaiseHandAsync(call.Argument, call.Cancellation)),
        new("lower", "[person]",
            "Lower your hand, or as a host another person's.", false, async call => await call.Room.LowerHandAsync(
            call.Argument.Length == 0 ? "" : await call.PersonAsync().ConfigureAwait(false),
            call.Cancellation).ConfigureAwait(false)),
        new("lower-all", null, "Hosts: lower every hand.", false, call => call.Room.LowerAllHandsAsync(call.Cancellation)),
        new("accept", null, "Come on stage; after an invitation you come muted.", true, call =>
            call.Room.TakeStageAsync(call.Cancellation)),
        new("decline", null, "Decline an invitation to the stage; the host is not told.", false, call =>
            call.Room.DeclineInvitationAsync(call.Cancellation)),
        new("step-down", null, "Leave the stage and keep listening.", false, call =>
            call.Room.LeaveStageAsync(call.Cancellation)),
        new("react", "reaction", "React: wave, 100 or peace.", false, call =>
            call.Room.ReactAsync(call.Argument, call.Cancellation)),
        new("mute", "[person]",
            "Mute your microphone, or as a host another person's.", false, async call => await (call.Argument.Length == 0
            ? call.Room.SetMutedAsync(muted: true, call.Cancellation)
            : call.Room.MuteSpeakerAsync(
                await call.PersonAsync().ConfigureAwait(false), call.Cancellation)).ConfigureAwait(false)),
        new("unmute", null, "Unmute your microphone.", true, call => call.Room.SetMutedAsync(muted: false, call.Cancellation)),
        new("mute-all", null, "Hosts: mute everybody of a lower rank.", false, call =>
            call.Room.MuteAllAsync(call.Cancellation)),
        About("invite",
            "Hosts: invite a person to the stage.", (call, user) => call.Room.InviteToStageAsync(user, call.Cancellation)),
        About("withdraw", "Hosts: withdraw an invitation to the stage.", (call, user) =>
            call.Room.WithdrawInvitationAsync(user, call.Cancellation)),
        About("move-down", "Hosts: move a person into the audience.", (call, user) =>
            call.Room.MoveDownAsync(user, call.Cancellation)),
        About("kick", "Hosts: remove a person; a host can readmit them.", (call, user) =>
            call.Room.RemovePersonAsync(user, ban: false, call.Cancellation)),
        About("ban", "The host: ban a person; only the host can readmit them.", (call, user) =>
            call.Room.RemovePersonAsync(user, ban: true, call.Cancellation)),
        About("readmit",
            "Hosts: readmit a removed person.", (call, user) => call.Room.ReadmitPersonAsync(user, call.Cancellation)),
        About("ask-in", "People on stage: ask a person into a social or closed room.", (call, user) =>
            call.Room.AskInAsync(user, call.Cancellation)),
        About("ping", "Ask one of your followers into this room.", (call, user) =>
            call.Client.Notifications.AskPersonInAsync(call.Room.RoomId, user, call.Cancellation)),
        About("co-host", "The host: make a person co-host.", (call, user) =>
            call.Room.AppointCoHostAsync(user, call.Cancellation)),
        About("dismiss", "The host: make a co-host speaker again.", (call, user) =>
            call.Room.DismissCoHostAsync(user, call.Cancellation)),
        About("hand-over", "The host: hand the room to a person on stage.", (call, user) =>
            call.Room.HandOverAsync(user, call.Cancellation)),
        new("lock", null, "Hosts: let no newcomers in.", false, call =>
            call.Room.SetLockedAsync(locked: true, call.Cancellation)),
        new("unlock", null, "Hosts: let newcomers in again.", false, call =>
            call.Room.SetLockedAsync(locked: false, call.Cancellation)),
        new("pin", "[url]", "Hosts: pin an https link; without a link, remove the pinned one.", false, call =>
            call.Room.PinLinkAsync(call.Argument, call.Cancellation)),
        new("rename", "title", "Hosts: change the title.", false, call =>
            call.Room.RenameRoomAsync(call.Argument, call.Room.Room.Topics, call.Cancellation)),
        new("who", null, "List the people on stage, the raised hands and the listeners.", false, RoomPeople.ShowAsync),
        new(
            "hands",
            "[policy]",
            $"Hosts: list the raised hands, or set who may raise one: {string.Join(", ", WireText.Words<HandPolicy>())}.",
            false,
            call =>
                call.Argument.Length == 0
                    ? RoomPeople.ShowHandsAsync(call)
                    : call.Room.ChangeSettingsAsync(
                        new ChangeSettings { HandPolicy = ReadWord<HandPolicy>(call.Argument) }, call.Cancellation)),
        new("widen", "kind", "Hosts: widen the room to social or open.", false, call => call.Room.ChangeSettingsAsync(
            new ChangeSettings { Kind = ReadWord<RoomKind>(call.Argument) }, call.Cancellation)),
    ];

    private static RoomOrder About(string word, string description, Func<RoomOrderCall, string, Task> work) =>
        new(word, "person", description, false, async call =>
            await work(call, await call.PersonAsync().ConfigureAwait(false)).ConfigureAwait(false));

    private static T ReadWord<T>(string word)
        where T : struct, Enum => WireText.Words<T>().Contains(word)
            ? WireText.Read<T>(word)
            : throw new CliException("word_unknown", $"\"{word}\" is not one of {string.Join(", ", WireText.Words<T>())}.");
}
