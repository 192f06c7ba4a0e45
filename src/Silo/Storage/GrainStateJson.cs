using System.Text.Json;
using Orleans.Storage;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// Grain state as JSON with the names of members and no type names: a class can be renamed or moved, and data cannot choose which
/// class is created. Public properties are stored. A member that the class no longer has is skipped, and a member that the data
/// lacks keeps its default. A null where the class allows none, or a repeated member, is refused.
/// </summary>
internal sealed class GrainStateJson : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Format = new()
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Format));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input, Format);
}
