using System.Text.Json;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>
/// Events as the journal keeps them: a name that outlives renamed types, and JSON. A member that is added later must have a meaning
/// when it is missing.
/// </summary>
internal static class RoomEventJson
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["created"] = typeof(RoomCreated),
        ["stage_taken"] = typeof(StageTaken),
        ["stage_left"] = typeof(StageLeft),
        ["mute_changed"] = typeof(MuteChanged),
        ["ended"] = typeof(RoomEnded),
        ["hand_raised"] = typeof(HandRaised),
        ["hand_lowered"] = typeof(HandLowered),
        ["stage_invited"] = typeof(StageInvited),
        ["stage_invitation_ended"] = typeof(StageInvitationEnded),
        ["person_removed"] = typeof(PersonRemoved),
        ["person_readmitted"] = typeof(PersonReadmitted),
        ["person_asked_in"] = typeof(PersonAskedIn),
        ["co_host_appointed"] = typeof(CoHostAppointed),
        ["co_host_dismissed"] = typeof(CoHostDismissed),
        ["host_changed"] = typeof(HostChanged),
        ["lock_changed"] = typeof(LockChanged),
        ["link_pinned"] = typeof(LinkPinned),
        ["renamed"] = typeof(RoomRenamed),
        ["settings_changed"] = typeof(SettingsChanged),
        ["closing_announced"] = typeof(ClosingAnnounced),
        ["link_made"] = typeof(LinkMade),
        ["link_revoked"] = typeof(LinkRevoked),
    };

    private static readonly Dictionary<Type, string> Kinds = Types.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>True if events of this type can be stored.</summary>
    public static bool Knows(Type happened) => Kinds.ContainsKey(happened);

    public static (string Kind, string Payload) Write(RoomEvent happened) =>
        (Kinds[happened.GetType()], JsonSerializer.Serialize(happened, happened.GetType()));

    /// <exception cref="InvalidDataException">An event of a newer program, or damaged JSON.</exception>
    public static RoomEvent Read(string kind, string payload)
    {
        if (!Types.TryGetValue(kind, out var type))
        {
            throw new InvalidDataException($"The journal has an event of kind '{kind}', which this program does not know.");
        }

        return JsonSerializer.Deserialize(payload, type) as RoomEvent
            ?? throw new InvalidDataException($"The journal has an event of kind '{kind}' without content.");
    }
}
