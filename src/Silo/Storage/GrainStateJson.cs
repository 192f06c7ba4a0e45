using System.Text.Json;
using Orleans.Storage;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// Grain state as JSON that holds members' names and nothing of their types: a class can be renamed or moved, and data cannot
/// choose what is created. Public properties are stored. A member that the class no longer has is skipped, and one that the data
/// does not have keeps its default. A null where the class allows none, or a member given twice, is refused.
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
