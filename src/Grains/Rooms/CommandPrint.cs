using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>A fingerprint of a command's parameters. It is stored with the command's key, so that the same key with other
/// parameters is refused.</summary>
internal static class CommandPrint
{
    public const string TakeStage = "take stage";
    public const string LeaveStage = "leave stage";
    public const string Mute = "mute";
    public const string Unmute = "unmute";
    public const string End = "end";

    private const int BytesKept = 16;

    // A member that a later version adds must not change the print of a command that does not use it.
    private static readonly JsonSerializerOptions Format =
        new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>32 characters of SHA-256 over the command's kind and members.</summary>
    public static string Of(RoomCommand command)
    {
        var text = $"{command.GetType().Name} {JsonSerializer.Serialize(command, command.GetType(), Format)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, BytesKept));
    }
}
