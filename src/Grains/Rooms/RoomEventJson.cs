using System.Runtime.CompilerServices;
using System.Text.Json;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>Events in the form in which the journal stores them: a name that stays when a type is renamed, and JSON. A member
/// that is added later must have a meaning when it is missing.</summary>
internal static class RoomEventJson
{
    // Every event names itself, so everything that can be written can be read. If two kinds have the same name, the process fails
    // at start.
    private static readonly Dictionary<string, Type> Types = typeof(RoomEvent).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(RoomEvent)))
        .ToDictionary(
            static type => ((RoomEvent)RuntimeHelpers.GetUninitializedObject(type)).ToStoredName(), StringComparer.Ordinal);

    /// <summary>The event type of each stored name.</summary>
    public static IReadOnlyDictionary<string, Type> Kinds => Types;

    public static (string Kind, string Payload) Write(RoomEvent happened) =>
        (happened.ToStoredName(), JsonSerializer.Serialize(happened, happened.GetType()));

    /// <exception cref="InvalidDataException">The event was stored by a newer program, or its JSON is damaged.</exception>
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
